package dev.baton.vrrp;

import dev.baton.model.Reason;
import dev.baton.model.RouterState;
import dev.baton.model.SyncGroupSpec;
import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpSpec;
import dev.baton.wire.DecodeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// All virtual routers of one daemon. Events and a time go in, effects come out; nothing else ever happens.
///
/// The driver's loop is: wait until a socket is readable or [#nextDeadline()] has come; drain every socket into
/// [Event.DatagramReceived]; if the wait took too long, [Event.LoopStalled]; if the deadline has come,
/// [Event.DeadlineReached]. After each event carry out its effects in order. Ticks must not go backwards.
///
/// Not safe for use by several threads at once.
public final class VrrpEngine {
    private final Surroundings surroundings = new Surroundings();
    private final AnnouncementQueue announcements = new AnnouncementQueue();
    private final List<Effect> effects = new ArrayList<>();
    private final Duration startupDelay;
    private Routers routers;
    private Tick startsAt = Tick.NEVER;
    private boolean hasStarted;

    /// Routers that are to be started; names must differ.
    public VrrpEngine(List<VirtualRouterSpec> specs) {
        this(VrrpSpec.of(specs));
    }

    /// Everything that is to be started; names of instances must differ.
    public VrrpEngine(VrrpSpec spec) {
        startupDelay = spec.startupDelay();
        routers = build(spec);
    }

    private Routers build(VrrpSpec spec) {
        surroundings.trackers().configureScripts(spec.scripts());
        announcements.configure(spec.garpGroups());
        Routers built = new Routers(spec.routers(), new Host(surroundings, announcements, effects));
        for (SyncGroupSpec group : spec.syncGroups()) {
            SyncGroup syncGroup = new SyncGroup(group, spec.routers());
            group.members().forEach(member -> built.named(member).ifPresent(router -> router.join(syncGroup)));
        }
        return built;
    }

    /// Takes one event and returns what is to be done about it, in order; the list belongs to the caller.
    public List<Effect> handle(Tick now, Event event) {
        switch (event) {
            case Event.Started(Duration age) -> startAfterDelay(now, age);
            case Event.DeadlineReached reached -> runDeadlines(now);
            case Event.DatagramReceived received -> receive(now, received);
            case Event.LoopStalled(Duration late) -> routers.each(now, router -> router.stalled(now, late));
            case Event.LinkChanged link -> {
                surroundings.linkChanged(link.device(), link.usable());
                lookAround(now);
            }
            case Event.SourceAddressChanged change -> {
                surroundings.sourceChanged(change);
                lookAround(now);
            }
            case Event.SourcePresenceChanged change -> {
                surroundings.sourcePresence(change.address(), change.present());
                lookAround(now);
            }
            case Event.TrackedChanged tracked -> {
                surroundings.trackers().changed(tracked.kind(), tracked.name(), tracked.isWell());
                lookAround(now);
            }
            case Event.ScriptEnded script -> {
                surroundings.trackers().scriptEnded(script.script(), script.succeeded());
                lookAround(now);
            }
            case Event.FileValueChanged file -> {
                surroundings.trackers().fileChanged(file.file(), file.value());
                lookAround(now);
            }
            case Event.AddressLost lost ->
                routers.named(lost.router()).ifPresent(router -> router.addressLost(now, lost.address()));
            case Event.WallClockRead read -> surroundings.clockRead(now, read.clock());
            case Event.Reconfigured change -> reconfigure(now, change.spec());
            case Event.HandoverRequested request ->
                withGroup(now, request.router(), router -> router.handOver(now, false));
            case Event.HandoverLifted lift -> withGroup(now, lift.router(), router -> router.liftHandover(now));
            case Event.GracefulStopRequested stop -> routers.each(now, router -> router.handOver(now, true));
            case Event.StopRequested stop -> routers.each(now, router -> router.stop(now, new Reason.ShutDown()));
        }
        announcements.release(now, effects);
        if (effects.isEmpty()) {
            return List.of();
        }
        List<Effect> result = List.copyOf(effects);
        effects.clear();
        return result;
    }

    /// When [Event.DeadlineReached] is to be sent at the latest; may be in the past; [Tick#NEVER] if nothing
    /// waits.
    public Tick nextDeadline() {
        return Tick.earlier(startsAt, Tick.earlier(routers.nextDeadline(), announcements.nextDeadline()));
    }

    /// What every router is like now, in the order of the configuration.
    public List<RouterView> routers() {
        return routers.all().stream().map(VirtualRouter::view).toList();
    }

    /// Has every router count from nothing again. Nothing is decided by counts, so this is no event.
    public void clearCounters() {
        routers.all().forEach(VirtualRouter::clearCounters);
    }

    /// True once every router has stopped: nothing is held, nothing will be sent.
    public boolean isStopped() {
        return routers.all().stream().allMatch(router -> router.state() == RouterState.STOP);
    }

    /// With `vrrp_startup_delay` the routers are deaf and do nothing until it is over.
    private void startAfterDelay(Tick now, Duration age) {
        if (startupDelay.isZero()) {
            start(now, age);
        } else {
            startsAt = now.plus(startupDelay);
        }
    }

    private void start(Tick now, Duration age) {
        startsAt = Tick.NEVER;
        hasStarted = true;
        routers.each(now, VirtualRouter::startUnlessStarted);
        routers.each(now, VirtualRouter::examine);
        routers.each(now, router -> router.comeUp(now, age));
    }

    /// Something outside has changed: first all routers look, then each draws its conclusions.
    private void lookAround(Tick now) {
        routers.each(now, VirtualRouter::examine);
        routers.each(now, router -> router.act(now));
    }

    private void runDeadlines(Tick now) {
        if (startsAt.isReachedAt(now)) {
            start(now, Duration.ZERO);
        }
        routers.runDeadlines(now);
    }

    /// A packet whose VRID nobody has on that interface is somebody else's and ignored.
    private void receive(Tick now, Event.DatagramReceived received) {
        Optional<VirtualRouter> only = routers.onlyOneFor(received);
        if (only.isEmpty() || !isRepeated(now, only.get(), received)) {
            judge(now, received);
        }
    }

    private static boolean isRepeated(Tick now, VirtualRouter router, Event.DatagramReceived received) {
        try {
            return router.receivedAgain(now, received);
        } catch (RuntimeException bug) {
            Routers.failed(now, router, bug);
            return true;
        }
    }

    private void judge(Tick now, Event.DatagramReceived received) {
        switch (Datagram.of(received)) {
            case DecodeResult.Malformed<Datagram> malformed -> {}
            case DecodeResult.Decoded<Datagram>(Datagram datagram) -> {
                for (VirtualRouter router : routers.addressedBy(datagram)) {
                    Routers.guarded(now, router, it -> it.received(now, datagram));
                }
            }
        }
    }

    /// Instances that are gone leave first, so that their addresses are free for those that come.
    private void reconfigure(Tick now, VrrpSpec spec) {
        Map<WireIdentity, VirtualRouter> leaving = new LinkedHashMap<>();
        routers.each(now, router -> leaving.put(WireIdentity.of(router.spec()), router));
        Map<VirtualRouter, VirtualRouter> predecessors = new LinkedHashMap<>();
        Routers after = build(spec);
        for (VirtualRouter router : after.all()) {
            VirtualRouter predecessor = leaving.remove(WireIdentity.of(router.spec()));
            if (predecessor != null) {
                predecessors.put(router, predecessor);
            }
        }
        leaving.values().forEach(router -> router.stop(now, new Reason.Removed()));
        routers = after;
        predecessors.forEach((router, before) -> router.continueFrom(before, now));
        if (hasStarted) {
            routers.each(now, VirtualRouter::startUnlessStarted);
        }
        lookAround(now);
    }

    private void withGroup(Tick now, String name, Consumer<VirtualRouter> action) {
        routers.named(name)
                .map(router -> router.group().map(SyncGroup::members).orElse(List.of(router)))
                .ifPresent(members -> members.forEach(router -> Routers.guarded(now, router, action)));
    }
}
