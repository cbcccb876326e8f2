package dev.baton.sim;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.Tick;
import dev.baton.model.VrrpSpec;
import dev.baton.vrrp.Effect;
import dev.baton.vrrp.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The program that speaks VRRP on a machine. What it wants done is said in the engine's own effects.
interface Speaker {
    /// Begins. Everything about interfaces has been said before with the methods below.
    List<Effect> start(Tick now);

    List<Effect> linkChanged(Tick now, InterfaceName device, boolean usable);

    List<Effect> sourceChanged(Tick now, InterfaceName device, IpAddress address);

    List<Effect> received(Tick now, Event.DatagramReceived datagram);

    List<Effect> deadlineReached(Tick now);

    List<Effect> addressLost(Tick now, String router, IpAddress address);

    List<Effect> stop(Tick now);

    /// Reads its configuration again, which may have changed.
    List<Effect> reload(Tick now, VrrpSpec spec);

    /// Reads the time of day.
    List<Effect> clockRead(Tick now, Instant clock);

    /// Wakes up after a stall, with this much noticed lateness.
    List<Effect> stalled(Tick now, Duration late);

    /// When [#deadlineReached] is to be called; [Tick#NEVER] if nothing waits.
    Tick nextDeadline();

    /// Whether it reads what has arrived before it looks at its timers.
    boolean drainsBeforeTimers();
}
