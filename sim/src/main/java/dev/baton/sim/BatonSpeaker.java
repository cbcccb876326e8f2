package dev.baton.sim;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.Tick;
import dev.baton.model.Tracked;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpSpec;
import dev.baton.vrrp.Effect;
import dev.baton.vrrp.Event;
import dev.baton.vrrp.VrrpEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The engine of this project, driven as the daemon's loop drives it.
final class BatonSpeaker implements Speaker {
    private static final Duration STALL_MIN = Duration.ofMillis(20);

    private final VrrpSpec spec;
    private final VrrpEngine engine;
    private final Duration stallThreshold;
    private final Duration startTakes;
    private boolean stopRequested;

    /// @param startTakes from the beginning of the process until it can listen
    BatonSpeaker(VrrpSpec spec, Duration startTakes) {
        this.spec = spec;
        this.startTakes = startTakes;
        engine = new VrrpEngine(spec);
        stallThreshold = spec.routers().stream()
                .map(VirtualRouterSpec::advertInterval)
                .map(interval -> interval.dividedBy(4))
                .min(Duration::compareTo)
                .filter(quarter -> quarter.compareTo(STALL_MIN) > 0)
                .orElse(STALL_MIN);
    }

    /// Everything that is tracked is well.
    @Override
    public List<Effect> start(Tick now) {
        List<Effect> effects = new ArrayList<>(engine.handle(now, new Event.Started(startTakes)));
        spec.scripts()
                .forEach(script -> effects.addAll(engine.handle(now, new Event.ScriptEnded(script.name(), true))));
        trackedThings().forEach(tracked -> {
            switch (tracked.kind()) {
                case PROCESS, BFD, STATIC ->
                    effects.addAll(engine.handle(now, new Event.TrackedChanged(tracked.kind(), tracked.name(), true)));
                case FILE -> effects.addAll(engine.handle(now, new Event.FileValueChanged(tracked.name(), 0)));
                case INTERFACE, SCRIPT -> {}
            }
        });
        return effects;
    }

    private Stream<Tracked> trackedThings() {
        return Stream.concat(
                        spec.routers().stream().flatMap(router -> router.tracked().stream()),
                        spec.syncGroups().stream().flatMap(group -> group.tracked().stream()))
                .distinct();
    }

    @Override
    public List<Effect> linkChanged(Tick now, InterfaceName device, boolean usable) {
        return engine.handle(now, new Event.LinkChanged(device, usable));
    }

    @Override
    public List<Effect> sourceChanged(Tick now, InterfaceName device, IpAddress address) {
        return engine.handle(now, new Event.SourceAddressChanged(device, address.family(), Optional.of(address)));
    }

    @Override
    public List<Effect> received(Tick now, Event.DatagramReceived datagram) {
        return engine.handle(now, datagram);
    }

    @Override
    public List<Effect> deadlineReached(Tick now) {
        return engine.handle(now, new Event.DeadlineReached());
    }

    @Override
    public List<Effect> addressLost(Tick now, String router, IpAddress address) {
        return engine.handle(now, new Event.AddressLost(router, address));
    }

    /// The first request hands over to a peer, the second one stops at once.
    @Override
    public List<Effect> stop(Tick now) {
        Event request = stopRequested ? new Event.StopRequested() : new Event.GracefulStopRequested();
        stopRequested = true;
        return engine.handle(now, request);
    }

    @Override
    public List<Effect> reload(Tick now, VrrpSpec changed) {
        return engine.handle(now, new Event.Reconfigured(changed));
    }

    @Override
    public List<Effect> clockRead(Tick now, Instant clock) {
        return engine.handle(now, new Event.WallClockRead(clock));
    }

    /// The daemon tells the engine of a stall only if it is much longer than what a busy machine does to a loop.
    @Override
    public List<Effect> stalled(Tick now, Duration late) {
        return late.compareTo(stallThreshold) > 0 ? engine.handle(now, new Event.LoopStalled(late)) : List.of();
    }

    @Override
    public Tick nextDeadline() {
        return engine.nextDeadline();
    }

    @Override
    public boolean drainsBeforeTimers() {
        return true;
    }
}
