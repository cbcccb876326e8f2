package dev.baton.sim;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.Priority;
import dev.baton.model.RouterState;
import dev.baton.model.VirtualAddress;
import dev.baton.vrrp.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Machines, the network between them, and the one time line on which everything happens.
final class World implements Machine.Hands {
    /// The kernel looks for expired addresses about every quarter of a second.
    private static final long LEASE_LATENESS = 250_000_000;

    private final List<Machine> machines = new ArrayList<>();
    private final List<Group> groups;
    private final Agenda agenda = new Agenda();
    private final Conditions conditions = new Conditions();
    private final Network network;
    private final LinkLayer link;
    private final NetworkQuality quality;
    private final SplitMix64 dice;
    private final Chronicle chronicle;
    private final List<Invariant> invariants;
    private long now;
    private long failovers;
    private long steps;
    private long quietSince;

    World(Scenario scenario, Chronicle chronicle, List<Invariant> invariants) {
        this.chronicle = chronicle;
        this.invariants = invariants;
        quality = scenario.quality();
        dice = new SplitMix64(scenario.seed());
        for (NodeSpec node : scenario.nodes()) {
            machines.add(new Machine(node, machines.size()));
        }
        link = switch (scenario.link()) {
            case ETHERNET -> new EthernetSegments();
            case VPC -> new VpcNetwork(machines);
        };
        network = new Network(machines, link, conditions, quality, agenda, dice);
        groups = groupsOf(machines, quality);
        scenario.faults().forEach(fault -> agenda.add(fault.at().toNanos(), new Happening.Strike(fault.fault())));
        machines.forEach(machine -> machine.powerOn(0, this));
        connectivityChanged();
    }

    private static List<Group> groupsOf(List<Machine> machines, NetworkQuality quality) {
        Map<String, List<Member>> byKey = new LinkedHashMap<>();
        for (Machine machine : machines) {
            for (Member member : machine.members()) {
                String device =
                        member.spec.boundDevice().map(InterfaceName::value).orElse("");
                String key = "vrid " + member.spec.vrid() + " " + member.spec.family() + " " + device;
                byKey.computeIfAbsent(key, fresh -> new ArrayList<>()).add(member);
            }
        }
        long pacing = machines.stream()
                .mapToLong(machine -> Bounds.pacing(machine.spec().vrrp().routers()))
                .max()
                .orElse(0);
        return byKey.entrySet().stream()
                .map(entry -> new Group(entry.getKey(), entry.getValue(), pacing, quality))
                .toList();
    }

    /// Lets everything happen that happens until then.
    void runUntil(long end) {
        while (!chronicle.isComplete() && step(end)) {
            steps++;
        }
        if (!chronicle.isComplete()) {
            now = Math.max(now, end);
            check(Optional.empty(), List.of());
        }
    }

    /// Lets the next thing happen, if it happens by `end`.
    private boolean step(long end) {
        Optional<Machine> first = Optional.empty();
        long at = agenda.nextAt();
        for (Machine machine : machines) {
            if (machine.nextAction() < at) {
                at = machine.nextAction();
                first = Optional.of(machine);
            }
        }
        if (at > end) {
            return false;
        }
        now = Math.max(now, at);
        if (first.isPresent()) {
            act(first.get());
        } else {
            happen(agenda.take());
        }
        return true;
    }

    private void act(Machine machine) {
        if (machine.kernel().nextExpiry() <= now) {
            machine.kernel().expire(now).ifPresent(address -> lapsed(machine, address));
        } else {
            machine.wake(now, this);
            if (!machine.runsDaemon()) {
                connectivityChanged();
            }
        }
    }

    private void lapsed(Machine machine, IpAddress address) {
        chronicle.tell(now, Moment.Kind.KERNEL, machine.name(), "the kernel removes " + address + ": its lease ended");
        check(Optional.empty(), List.of());
        addressGone(machine, address);
    }

    private void addressGone(Machine machine, IpAddress address) {
        for (Member member : machine.members()) {
            if (member.addresses.contains(address)) {
                machine.givePostponed(
                        now,
                        (speaker, tick) ->
                                member.isMaster() && !machine.kernel().holds(address)
                                        ? speaker.addressLost(tick, member.spec.name(), address)
                                        : List.of(),
                        this);
            }
        }
        check(Optional.empty(), List.of());
    }

    private void happen(Happening happening) {
        switch (happening) {
            case Happening.Arrival(Machine to, var datagram) -> {
                if (to.isPlugged()) {
                    to.give(now, (speaker, tick) -> speaker.received(tick, datagram), this);
                }
            }
            case Happening.Strike(Fault fault) -> strike(fault);
            case Happening.Awakening(Machine machine) -> awaken(machine);
            case Happening.Relief(Fault.OfNetwork impairment) -> {
                conditions.end(impairment, now);
                chronicle.tell(now, Moment.Kind.FAULT, "", "over: " + impairment);
                connectivityChanged();
            }
        }
    }

    private void awaken(Machine machine) {
        if (machine.isAwakenedBy(now)) {
            chronicle.tell(now, Moment.Kind.FAULT, machine.name(), "goes on");
            if (machine.takeOverflow()) {
                groups.forEach(group -> group.overflowed(machine, now));
            }
            machine.awaken(now, this);
            connectivityChanged();
        }
    }

    /// Lets a fault strike now.
    void strike(Fault fault) {
        chronicle.tell(now, Moment.Kind.FAULT, "", fault.toString());
        switch (fault) {
            case Fault.OfNode ofNode -> strike(ofNode, machine(ofNode.node()));
            case Fault.OfNetwork impairment -> {
                long until = now + impairment.length().toNanos();
                conditions.begin(impairment, until);
                if (!impairment.length().equals(Fault.FOR_EVER)) {
                    agenda.add(until, new Happening.Relief(impairment));
                }
            }
            case Fault.Heal heal -> conditions.endAll();
        }
        connectivityChanged();
        check(Optional.empty(), List.of());
    }

    private void strike(Fault.OfNode fault, Machine machine) {
        switch (fault) {
            case Fault.PowerOff off -> {
                machine.powerOff(now);
                link.plugged(now, machine, false);
            }
            case Fault.PowerOn on -> {
                link.plugged(now, machine, machine.hasCarrier());
                machine.powerOn(now, this);
            }
            case Fault.Crash crash -> machine.endDaemon(now);
            case Fault.Start start -> machine.start(now, this);
            case Fault.Stop stop -> machine.stop(now, this);
            case Fault.Reload reload -> machine.reload(now, this);
            case Fault.Reprioritise(String node, Priority priority) -> machine.reprioritise(now, priority, this);
            case Fault.Stall(String node, Duration length) -> {
                machine.stall(now + length.toNanos());
                agenda.add(now + length.toNanos(), new Happening.Awakening(machine));
            }
            case Fault.LinkDown down -> {
                machine.setPlugged(now, false, this);
                link.plugged(now, machine, false);
            }
            case Fault.LinkUp up -> {
                link.plugged(now, machine, machine.isPowered());
                machine.setPlugged(now, true, this);
            }
            case Fault.Delete(IpAddress address, String node) -> {
                machine.kernel().remove(address);
                addressGone(machine, address);
            }
        }
    }

    private void connectivityChanged() {
        if (!conditions.areQuiet()) {
            quietSince = Long.MAX_VALUE;
        } else if (quietSince == Long.MAX_VALUE) {
            quietSince = Math.max(now, network.settledAt());
        }
        groups.forEach(group -> group.connectivityChanged(now, network.settledAt(), conditions));
    }

    @Override
    public long wakeUpLatency() {
        long most = quality.wakeUpLatency().toNanos();
        return most == 0 ? 0 : dice.between(0, most);
    }

    @Override
    public void carryOut(Machine machine, List<Effect> effects) {
        for (Effect effect : effects) {
            carryOut(machine, effect);
        }
        check(Optional.of(machine), effects);
    }

    private void carryOut(Machine machine, Effect effect) {
        switch (effect) {
            case Effect.SendAdvert advert -> {
                member(machine, advert.router()).advertised(now);
                network.carry(now, machine, advert);
            }
            case Effect.Announce announce -> announce(machine, announce);
            case Effect.AddAddresses add -> {
                long until = add.lease().map(lease -> leaseEnd(machine, lease)).orElse(Long.MAX_VALUE);
                add.addresses().forEach(address -> machine.kernel().put(address.address(), until));
            }
            case Effect.RenewLease renew -> {
                long until = leaseEnd(machine, renew.lease());
                renew.addresses().stream()
                        .map(VirtualAddress::address)
                        .filter(machine.kernel()::holds)
                        .forEach(address -> machine.kernel().put(address, until));
            }
            case Effect.RemoveAddresses remove ->
                remove.addresses().forEach(address -> machine.kernel().remove(address.address()));
            case Effect.Entered entered -> entered(machine, entered);
            case Effect.Observed observed -> chronicle.tell(now, machine, observed);
            case Effect.Refused refused -> chronicle.tell(now, machine, refused);
        }
    }

    private long leaseEnd(Machine machine, Duration lease) {
        return now + machine.spec().clock().trueSpan(lease.toNanos()) + dice.between(0, LEASE_LATENESS);
    }

    private void announce(Machine machine, Effect.Announce announce) {
        if (machine.isPlugged()) {
            Optional<Machine> before = link.ownerOf(announce.address());
            link.announced(now, machine, announce.device(), announce.address());
            Optional<Machine> after = link.ownerOf(announce.address());
            if (!before.equals(after)) {
                chronicle.tell(now, Moment.Kind.OWNER, machine.name(), announce.address() + " leads here now");
            }
        }
    }

    private void entered(Machine machine, Effect.Entered entered) {
        Member member = member(machine, entered.router());
        member.entered(now, entered.to(), entered.reason());
        chronicle.tell(now, machine, entered);
        if (entered.to() == RouterState.MASTER && group(member).masterIs(member)) {
            failovers++;
        }
    }

    private void check(Optional<Machine> machine, List<Effect> effects) {
        Invariant.Step step = new Invariant.Step(this, now, machine, effects);
        for (Invariant invariant : invariants) {
            Optional<String> broken = invariant.broken(step);
            if (broken.isPresent()) {
                chronicle.violated(now, invariant, broken.get());
            }
        }
    }

    Machine machine(String name) {
        return machines.stream()
                .filter(machine -> machine.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no node " + name));
    }

    private static Member member(Machine machine, String router) {
        for (Member member : machine.members()) {
            if (member.spec.name().equals(router)) {
                return member;
            }
        }
        throw new IllegalStateException(machine + " has no router " + router);
    }

    Group group(Member member) {
        for (Group group : groups) {
            if (group.members().contains(member)) {
                return group;
            }
        }
        throw new IllegalStateException(member + " is in no group");
    }

    List<Machine> machines() {
        return machines;
    }

    List<Group> groups() {
        return groups;
    }

    LinkLayer link() {
        return link;
    }

    long now() {
        return now;
    }

    long failovers() {
        return failovers;
    }

    /// How many things have happened.
    long steps() {
        return steps;
    }

    /// True time since which the network has been free of impairments; [Long#MAX_VALUE] if it is not.
    long quietSince() {
        return quietSince;
    }
}
