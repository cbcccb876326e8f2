package dev.baton.sim;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Preemption;
import dev.baton.model.Priority;
import dev.baton.model.Reason;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpVersion;
import dev.baton.vrrp.Effect;
import dev.baton.vrrp.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One `vrrp_instance` of [KeepalivedModel]: the state machine and its timers.
final class KeepalivedInstance {
    private final VirtualRouterSpec spec;
    private final KeepalivedWire wire;
    private final List<Effect> effects;
    private final long ownInterval;

    private RouterState state = RouterState.INIT;
    private boolean linkUp;
    private Optional<IpAddress> source;
    private Optional<IpAddress> lastMaster = Optional.empty();
    private long masterInterval;
    private boolean waitsSkewOnly;
    private boolean preemptDelayStarted;
    private Tick preemptDelayEnds = Tick.NEVER;
    private Tick masterDown = Tick.NEVER;
    private Tick nextAdvert = Tick.NEVER;
    private Tick secondBurst = Tick.NEVER;
    private Tick refresh = Tick.NEVER;
    private Tick contestBurst = Tick.NEVER;

    KeepalivedInstance(VirtualRouterSpec spec, List<Effect> effects) {
        this.spec = spec;
        this.effects = effects;
        wire = new KeepalivedWire(spec);
        source = spec.transport().source();
        ownInterval = spec.advertInterval().toNanos() / 1_000;
        masterInterval = ownInterval;
    }

    void start(Tick now) {
        effects.add(new Effect.RemoveAddresses(spec.name(), addresses()));
        if (!linkUp || source.isEmpty()) {
            enter(now, RouterState.FAULT, new Reason.NoSourceAddress(spec.family(), spec.device()));
        } else if (spec.priority().isOwner()) {
            becomeMaster(now, new Reason.AddressOwner());
        } else {
            becomeBackup(now, new Reason.Started());
        }
    }

    void linkChanged(Tick now, InterfaceName device, boolean usable) {
        if (!spec.boundDevice().map(device::equals).orElse(true)) {
            return;
        }
        linkUp = usable;
        if (!usable && (state == RouterState.BACKUP || state == RouterState.MASTER)) {
            resign();
            leave();
            enter(now, RouterState.FAULT, new Reason.InterfaceDown(device));
        } else if (usable && state == RouterState.FAULT) {
            if (spec.priority().isOwner()) {
                becomeMaster(now, new Reason.FaultCleared());
            } else {
                becomeBackup(now, new Reason.FaultCleared());
            }
        }
    }

    void sourceChanged(InterfaceName device, IpAddress address) {
        boolean ours = spec.boundDevice().map(device::equals).orElse(true) && address.family() == spec.family();
        if (ours && spec.transport().source().isEmpty()) {
            source = Optional.of(address);
        }
    }

    /// A deleted address makes it resign and come back after the skew time.
    void addressLost(Tick now, String router) {
        if (state == RouterState.MASTER && router.equals(spec.name())) {
            resign();
            becomeBackup(now, new Reason.Defect("an address was deleted"));
            masterDown = now.plusMicros(skew(ownInterval));
            waitsSkewOnly = true;
        }
    }

    void stop(Tick now) {
        if (state != RouterState.STOP) {
            resign();
            leave();
            enter(now, RouterState.STOP, new Reason.ShutDown());
        }
    }

    void received(Tick now, Event.DatagramReceived datagram) {
        if (state == RouterState.BACKUP || state == RouterState.MASTER) {
            wire.accept(datagram).ifPresent(heard -> {
                if (state == RouterState.MASTER) {
                    heardAsMaster(now, heard);
                } else {
                    heardAsBackup(now, heard);
                }
            });
        }
    }

    private void heardAsBackup(Tick now, KeepalivedWire.Heard heard) {
        int ours = spec.priority().value();
        if (heard.priority() == 0) {
            masterDown = now.plusMicros(skew(masterInterval));
            lastMaster = Optional.of(heard.from());
            waitsSkewOnly = true;
        } else if (heard.priority() >= ours) {
            preemptDelayStarted = false;
            preemptDelayEnds = Tick.NEVER;
            follow(now, heard);
        } else if (spec.preemption() instanceof Preemption.NoPreempt || delaysPreemption(now)) {
            follow(now, heard);
        }
    }

    private boolean delaysPreemption(Tick now) {
        if (!(spec.preemption() instanceof Preemption.Preempt(Duration delay)) || delay.isZero()) {
            return false;
        }
        if (!preemptDelayStarted) {
            preemptDelayStarted = true;
            preemptDelayEnds = now.plus(delay);
        }
        return now.compareTo(preemptDelayEnds) < 0;
    }

    private void follow(Tick now, KeepalivedWire.Heard heard) {
        lastMaster = Optional.of(heard.from());
        masterInterval = spec.version() == VrrpVersion.V3 ? heard.intervalMicros() : ownInterval;
        masterDown = now.plusMicros(masterDownMicros());
        waitsSkewOnly = false;
    }

    private void heardAsMaster(Tick now, KeepalivedWire.Heard heard) {
        int ours = spec.priority().value();
        int compared = Integer.compare(heard.priority(), ours);
        if (compared == 0) {
            compared = heard.from().compareTo(source.orElseThrow());
            if (compared == 0) {
                return;
            }
        }
        if (heard.priority() == 0) {
            advertise(now);
        } else if (compared < 0) {
            contested(now);
        } else {
            if (spec.rules().higherPrioSendAdvert()) {
                advertise(now);
            }
            becomeBackup(now, new Reason.HigherPriorityHeard(heard.from(), new Priority(heard.priority()), priority()));
            follow(now, heard);
        }
    }

    private void contested(Tick now) {
        if (!spec.rules().lowerPrioNoAdvert()) {
            advertise(now);
        }
        announce(spec.announcing().lowerPriorityRepeat());
        if (!spec.announcing().lowerPriorityDelay().isZero()) {
            contestBurst = now.plus(spec.announcing().lowerPriorityDelay());
        }
    }

    /// The advert goes out first, then come the addresses, then the announcements.
    private void becomeMaster(Tick now, Reason reason) {
        masterDown = Tick.NEVER;
        preemptDelayEnds = Tick.NEVER;
        preemptDelayStarted = false;
        masterInterval = ownInterval;
        advertise(now);
        enter(now, RouterState.MASTER, reason);
        effects.add(new Effect.AddAddresses(spec.name(), addresses(), Optional.empty()));
        announce(spec.announcing().repeat());
        Duration delay = spec.announcing().delay();
        secondBurst = delay.isZero() ? Tick.NEVER : now.plus(delay);
        Duration period = spec.announcing().refresh();
        refresh = period.isZero() ? Tick.NEVER : now.plus(delay).plus(period);
    }

    private void becomeBackup(Tick now, Reason reason) {
        leave();
        masterInterval = ownInterval;
        masterDown = now.plusMicros(masterDownMicros());
        waitsSkewOnly = false;
        enter(now, RouterState.BACKUP, reason);
    }

    private void leave() {
        nextAdvert = Tick.NEVER;
        masterDown = Tick.NEVER;
        secondBurst = Tick.NEVER;
        refresh = Tick.NEVER;
        contestBurst = Tick.NEVER;
        preemptDelayEnds = Tick.NEVER;
        preemptDelayStarted = false;
        if (state == RouterState.MASTER) {
            effects.add(new Effect.RemoveAddresses(spec.name(), addresses()));
        }
    }

    private void resign() {
        if (state == RouterState.MASTER) {
            effects.addAll(wire.adverts(source.orElseThrow(), 0));
        }
    }

    private void enter(Tick now, RouterState next, Reason reason) {
        effects.add(new Effect.Entered(spec.name(), state, next, reason, now));
        state = next;
    }

    void deadlineReached(Tick now) {
        if (masterDown.isReachedAt(now)) {
            becomeMaster(now, loss());
        }
        if (nextAdvert.isReachedAt(now)) {
            advertise(now);
        }
        if (secondBurst.isReachedAt(now)) {
            secondBurst = Tick.NEVER;
            announce(spec.announcing().repeat());
        }
        if (refresh.isReachedAt(now)) {
            refresh = now.plus(spec.announcing().refresh());
            announce(spec.announcing().refreshRepeat());
        }
        if (contestBurst.isReachedAt(now)) {
            contestBurst = Tick.NEVER;
            announce(spec.announcing().lowerPriorityRepeat());
        }
    }

    private Reason loss() {
        if (waitsSkewOnly) {
            return lastMaster.<Reason>map(Reason.MasterResigned::new).orElse(new Reason.FaultCleared());
        }
        return new Reason.MasterDown(Duration.ofNanos(masterDownMicros() * 1_000), lastMaster);
    }

    Tick nextDeadline() {
        return Stream.of(masterDown, nextAdvert, secondBurst, refresh, contestBurst)
                .min(Tick::compareTo)
                .orElse(Tick.NEVER);
    }

    private void advertise(Tick now) {
        effects.addAll(wire.adverts(source.orElseThrow(), spec.priority().value()));
        nextAdvert = now.plusMicros(ownInterval);
    }

    private void announce(int repeat) {
        for (int round = 0; round < repeat; round++) {
            for (VirtualAddress virtual : addresses()) {
                boolean isIpv4 = virtual.address().family() == IpFamily.IPV4;
                Effect.Announce.Kind kind = isIpv4 ? Effect.Announce.Kind.ARP : Effect.Announce.Kind.NA;
                virtual.device()
                        .ifPresent(device ->
                                effects.add(new Effect.Announce(spec.name(), device, virtual.address(), kind)));
            }
        }
    }

    private List<VirtualAddress> addresses() {
        return Stream.concat(spec.virtualAddresses().stream(), spec.excludedAddresses().stream())
                .map(address -> address.onDevice(spec.device()))
                .toList();
    }

    private Priority priority() {
        return spec.priority();
    }

    private long masterDownMicros() {
        return spec.downTimerAdverts() * masterInterval + skew(masterInterval);
    }

    /// keepalived.conf(5): version 2 reckons with a second, version 3 with the master's interval.
    private long skew(long interval) {
        int distance = 256 - spec.priority().value();
        return spec.version() == VrrpVersion.V2
                ? distance * 1_000_000L / 256
                : distance * (interval / 10_000) * 625 / 16;
    }
}
