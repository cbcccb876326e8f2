package dev.baton.sim;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.Tick;
import dev.baton.model.VrrpSpec;
import dev.baton.vrrp.Effect;
import dev.baton.vrrp.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A peer that follows keepalived 2.2.7's rules, so that the engine is not only tried against itself. It shares the
/// packet formats with the engine and nothing else: no election, no timer, no check.
///
/// Left out: tracking, sync groups, virtual MAC addresses, AH, HMAC trailers, changed configurations.
final class KeepalivedModel implements Speaker {
    private final List<KeepalivedInstance> instances;
    private final List<Effect> effects = new ArrayList<>();

    KeepalivedModel(VrrpSpec spec) {
        instances = spec.routers().stream()
                .map(router -> new KeepalivedInstance(router, effects))
                .toList();
    }

    @Override
    public List<Effect> start(Tick now) {
        return each(instance -> instance.start(now));
    }

    @Override
    public List<Effect> linkChanged(Tick now, InterfaceName device, boolean usable) {
        return each(instance -> instance.linkChanged(now, device, usable));
    }

    @Override
    public List<Effect> sourceChanged(Tick now, InterfaceName device, IpAddress address) {
        return each(instance -> instance.sourceChanged(device, address));
    }

    @Override
    public List<Effect> received(Tick now, Event.DatagramReceived datagram) {
        return each(instance -> instance.received(now, datagram));
    }

    @Override
    public List<Effect> deadlineReached(Tick now) {
        return each(instance -> instance.deadlineReached(now));
    }

    @Override
    public List<Effect> addressLost(Tick now, String router, IpAddress address) {
        return each(instance -> instance.addressLost(now, router));
    }

    /// An instance that is found again goes on; keepalived's own reload of an unchanged file moves nobody. Changed
    /// ones are left out.
    @Override
    public List<Effect> reload(Tick now, VrrpSpec spec) {
        return List.of();
    }

    @Override
    public List<Effect> clockRead(Tick now, Instant clock) {
        return List.of();
    }

    @Override
    public List<Effect> stop(Tick now) {
        return each(instance -> instance.stop(now));
    }

    /// It does not know that it slept.
    @Override
    public List<Effect> stalled(Tick now, Duration late) {
        return List.of();
    }

    @Override
    public Tick nextDeadline() {
        Tick next = Tick.NEVER;
        for (KeepalivedInstance instance : instances) {
            next = Tick.earlier(next, instance.nextDeadline());
        }
        return next;
    }

    /// Each wake-up of a socket serves either packets or expired timers; the worse of the two is assumed.
    @Override
    public boolean drainsBeforeTimers() {
        return false;
    }

    private List<Effect> each(Consumer<KeepalivedInstance> action) {
        instances.forEach(action);
        List<Effect> done = List.copyOf(effects);
        effects.clear();
        return done;
    }
}
