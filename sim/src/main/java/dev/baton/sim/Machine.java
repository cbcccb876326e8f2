package dev.baton.sim;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Priority;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.model.VrrpSpec;
import dev.baton.vrrp.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A machine at run time: power, carrier, kernel, and the daemon on it with its loop.
///
/// While the daemon is stalled its sockets fill. When it wakes up it drains them, notices how late it is, and only then
/// looks at its timers, as the real loop does.
final class Machine {
    /// What a socket's buffer holds by default (`net.core.rmem_default`), in adverts.
    private static final int SOCKET_BUFFER = 256;

    private final NodeSpec spec;
    private VrrpSpec configuration;
    private final int index;
    private final List<Member> members;
    private final KernelAddresses kernel = new KernelAddresses();
    private final Deque<Input> waiting = new ArrayDeque<>();
    private final Deque<Input> postponed = new ArrayDeque<>();
    private Optional<Speaker> daemon = Optional.empty();
    private boolean powered;
    private boolean plugged = true;
    private boolean stalled;
    private long stalledUntil;
    private boolean catchingUp;
    private boolean stopping;
    private boolean overflowed;
    private long awakeSince;
    private long wakeAt = Long.MAX_VALUE;
    private Tick plannedFor = Tick.NEVER;

    /// Something that the daemon reads.
    interface Input {
        List<Effect> readBy(Speaker speaker, Tick now);
    }

    /// Does what the daemon wants.
    interface Hands {
        void carryOut(Machine machine, List<Effect> effects);

        /// How late the loop wakes up this time, in nanoseconds.
        long wakeUpLatency();
    }

    Machine(NodeSpec spec, int index) {
        this.spec = spec;
        configuration = spec.vrrp();
        this.index = index;
        members = spec.vrrp().routers().stream()
                .map(router -> new Member(this, router))
                .toList();
    }

    void powerOn(long now, Hands hands) {
        if (!powered) {
            powered = true;
            start(now, hands);
        }
    }

    void powerOff(long now) {
        endDaemon(now);
        kernel.clear();
        powered = false;
    }

    /// Starts the daemon, if the machine is on and it does not run.
    void start(long now, Hands hands) {
        if (!powered || daemon.isPresent()) {
            return;
        }
        Speaker fresh = switch (spec.software()) {
            case BATON -> new BatonSpeaker(configuration, spec.startTakes());
            case KEEPALIVED -> new KeepalivedModel(configuration);
        };
        daemon = Optional.of(fresh);
        awakeSince = now;
        catchingUp = true;
        spec.ports().forEach((device, addresses) -> {
            read(now, (speaker, tick) -> speaker.linkChanged(tick, device, plugged), hands);
            addresses.forEach(
                    address -> read(now, (speaker, tick) -> speaker.sourceChanged(tick, device, address), hands));
        });
        read(now, (speaker, tick) -> speaker.clockRead(tick, timeOfDay(now)), hands);
        catchingUp = false;
        read(now, Speaker::start, hands);
    }

    /// The daemon is gone; the kernel keeps its addresses.
    void endDaemon(long now) {
        daemon = Optional.empty();
        stalled = false;
        stopping = false;
        overflowed = false;
        waiting.clear();
        postponed.clear();
        wakeAt = Long.MAX_VALUE;
        plannedFor = Tick.NEVER;
        members.forEach(member -> member.vanished(now));
    }

    /// Asks the daemon to end, which may take it a moment; it is not counted on any more.
    void stop(long now, Hands hands) {
        stopping = daemon.isPresent();
        signal(now, Speaker::stop, hands);
    }

    /// Tells the daemon to read its configuration again.
    void reload(long now, Hands hands) {
        VrrpSpec read = configuration;
        signal(now, (speaker, tick) -> speaker.reload(tick, read), hands);
    }

    /// Changes the priority of every instance in the file, but for owners, and tells the daemon to read it. The model
    /// of keepalived keeps its file.
    void reprioritise(long now, Priority priority, Hands hands) {
        if (spec.software() == Software.BATON) {
            members.stream()
                    .filter(member -> !member.spec.priority().isOwner())
                    .forEach(member -> member.reprioritised(now, priority));
            configuration = new VrrpSpec(
                    members.stream().map(member -> member.spec).toList(),
                    configuration.syncGroups(),
                    configuration.scripts(),
                    configuration.garpGroups(),
                    configuration.startupDelay());
            reload(now, hands);
        }
    }

    /// As [#give], but no full socket buffer loses it: a signal waits in the kernel, and whoever misses a change of
    /// an interface is told so and asks for all of them.
    private void signal(long now, Input input, Hands hands) {
        if (daemon.isPresent() && stalled) {
            waiting.add(input);
        } else {
            give(now, input, hands);
        }
    }

    void setPlugged(long now, boolean isPlugged, Hands hands) {
        plugged = isPlugged;
        for (InterfaceName device : spec.ports().keySet()) {
            signal(now, (speaker, tick) -> speaker.linkChanged(tick, device, isPlugged), hands);
        }
    }

    /// From now on the daemon does nothing until then; a longer stall that has begun already goes on.
    void stall(long until) {
        if (daemon.isPresent()) {
            stalledUntil = stalled ? Math.max(stalledUntil, until) : until;
            stalled = true;
        }
    }

    /// True if a stall is over now.
    boolean isAwakenedBy(long now) {
        return stalled && stalledUntil <= now;
    }

    /// The daemon goes on, with what has arrived meanwhile.
    void awaken(long now, Hands hands) {
        stalled = false;
        catchingUp = true;
        awakeSince = now;
        if (!speaker().drainsBeforeTimers()) {
            runTimers(now, hands);
        }
        while (!waiting.isEmpty() && daemon.isPresent()) {
            read(now, waiting.remove(), hands);
        }
        while (!postponed.isEmpty() && daemon.isPresent()) {
            read(now, postponed.remove(), hands);
        }
        runTimers(now, hands);
        catchingUp = false;
    }

    private void runTimers(long now, Hands hands) {
        if (daemon.isPresent() && speaker().nextDeadline().isReachedAt(localTime(now))) {
            read(now, (speaker, tick) -> speaker.stalled(tick, tick.since(speaker.nextDeadline())), hands);
            read(now, Speaker::deadlineReached, hands);
        }
    }

    /// Hands something to the daemon, at once or when it wakes up.
    void give(long now, Input input, Hands hands) {
        if (daemon.isEmpty()) {
            return;
        }
        if (!stalled) {
            read(now, input, hands);
        } else if (waiting.size() < SOCKET_BUFFER) {
            waiting.add(input);
        } else {
            overflowed = true;
        }
    }

    /// Hands something to the daemon that it looks at after everything else that has arrived.
    void givePostponed(long now, Input input, Hands hands) {
        if (stalled) {
            postponed.add(input);
        } else {
            give(now, input, hands);
        }
    }

    /// The daemon's deadline has come.
    void wake(long now, Hands hands) {
        read(now, Speaker::deadlineReached, hands);
    }

    private void read(long now, Input input, Hands hands) {
        members.forEach(Member::rememberState);
        List<Effect> effects = input.readBy(speaker(), localTime(now));
        plan(now, hands);
        hands.carryOut(this, effects);
        if (!members.isEmpty() && members.stream().allMatch(member -> member.state() == RouterState.STOP)) {
            endDaemon(now);
        }
    }

    private void plan(long now, Hands hands) {
        Tick deadline = speaker().nextDeadline();
        if (!deadline.equals(plannedFor) || wakeAt <= now) {
            plannedFor = deadline;
            long at = Math.max(now, spec.clock().whenShowing(deadline));
            wakeAt = at == Long.MAX_VALUE ? at : at + hands.wakeUpLatency();
        }
    }

    private Speaker speaker() {
        return daemon.orElseThrow();
    }

    /// True once after a stall during which more arrived than the sockets could hold.
    boolean takeOverflow() {
        boolean result = overflowed;
        overflowed = false;
        return result;
    }

    /// Time servers keep the machines' clocks together, whatever their oscillators do.
    private static Instant timeOfDay(long now) {
        return Instant.EPOCH.plus(Duration.ofDays(20_000)).plusNanos(now);
    }

    private Tick localTime(long now) {
        return spec.clock().at(now);
    }

    /// The true time at which something happens here by itself; [Long#MAX_VALUE] if nothing does.
    long nextAction() {
        return Math.min(stalled ? Long.MAX_VALUE : wakeAt, kernel.nextExpiry());
    }

    /// The true time of the daemon's deadline.
    long wakeAt() {
        return wakeAt;
    }

    NodeSpec spec() {
        return spec;
    }

    String name() {
        return spec.name();
    }

    int index() {
        return index;
    }

    List<Member> members() {
        return members;
    }

    KernelAddresses kernel() {
        return kernel;
    }

    boolean isPowered() {
        return powered;
    }

    boolean isPlugged() {
        return powered && plugged;
    }

    boolean isStalled() {
        return stalled;
    }

    boolean runsDaemon() {
        return daemon.isPresent();
    }

    /// True if the daemon runs and has read and done everything that it could by now.
    boolean isUpToDate() {
        return daemon.isPresent() && !stalled && !catchingUp;
    }

    /// Whether there is a carrier, apart from power.
    boolean hasCarrier() {
        return plugged;
    }

    /// True once the daemon was told to end.
    boolean isStopping() {
        return stopping;
    }

    /// On, connected, and with a daemon that is awake and means to go on.
    boolean isAble() {
        return isPlugged() && daemon.isPresent() && !stalled && !stopping;
    }

    /// True time since which the daemon runs without having been stalled.
    long awakeSince() {
        return awakeSince;
    }

    boolean hasPort(InterfaceName device) {
        return spec.ports().containsKey(device);
    }

    Optional<IpAddress> firstAddress(IpFamily family) {
        return spec.ports().values().stream()
                .flatMap(List::stream)
                .filter(address -> address.family() == family)
                .findFirst();
    }

    Set<InterfaceName> devices() {
        return spec.ports().keySet();
    }

    @Override
    public String toString() {
        return name();
    }
}
