package dev.baton.vrrp;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Tracked;
import dev.baton.model.VrrpSpec;
import dev.baton.wire.ByteView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What can happen to the engine. Everything it knows of the world arrives as one of these, so a list of
/// events with their ticks replays an incident.
public sealed interface Event {
    /// The routers begin. Before it the driver says with [LinkChanged] and [SourceAddressChanged] what every
    /// interface is like: an interface that was never mentioned is unusable.
    ///
    /// @param age how long ago the process began; a part of it counts as waited, see [Following#comeUp]
    record Started(Duration age) implements Event {}

    /// A packet came in on an interface.
    ///
    /// @param device the interface, or the VRF whose routers are to hear it
    /// @param bytes the whole IPv4 packet, or the payload of the IPv6 packet; the engine does not keep the view
    /// @param hopLimit the TTL or hop limit with which it arrived
    record DatagramReceived(InterfaceName device, IpAddress source, IpAddress destination, int hopLimit, ByteView bytes)
            implements Event {}

    /// [VrrpEngine#nextDeadline()] has come. To be sent after every socket was drained, so that an advert which
    /// arrived in time is heard before the timer that it stops.
    record DeadlineReached() implements Event {}

    /// An interface can or cannot carry packets now (`IFF_UP` and `IFF_RUNNING`).
    record LinkChanged(InterfaceName device, boolean usable) implements Event {}

    /// The address from which adverts of a family go out on an interface, unless the configuration names one:
    /// the first usable IPv4 address, or the IPv6 link-local one. Never a virtual address.
    record SourceAddressChanged(InterfaceName device, IpFamily family, Optional<IpAddress> primary) implements Event {}

    /// The loop woke up later than it asked to. To be sent after every socket was drained and before the
    /// [DeadlineReached] that was missed.
    record LoopStalled(Duration late) implements Event {}

    /// An address that a router holds was removed by somebody else.
    record AddressLost(String router, IpAddress address) implements Event {}

    /// Something tracked reported whether it is well: a process count, a BFD session. Interfaces are known from
    /// [LinkChanged].
    record TrackedChanged(Tracked.Kind kind, String name, boolean isWell) implements Event {}

    /// A run of a tracked script has ended; being late counts as failing. The engine applies `rise` and `fall`.
    record ScriptEnded(String script, boolean succeeded) implements Event {}

    /// The number in a tracked file has changed; 0 if there is none. Until told it is 0.
    record FileValueChanged(String file, long value) implements Event {}

    /// A source address that an instance with `track_src_ip` is configured with is on its interface, or not
    /// any more. Until told it is there.
    record SourcePresenceChanged(IpAddress address, boolean present) implements Event {}

    /// The time of day at this tick. Needed once before [Started] and after each step of the clock if an
    /// instance has `auth_hmac`.
    record WallClockRead(Instant clock) implements Event {}

    /// A new configuration. Instances that are the same by what they say on the wire go on: a MASTER stays
    /// MASTER. Others leave, new ones start.
    record Reconfigured(VrrpSpec spec) implements Event {}

    /// Give the addresses to a peer without a gap, and do not come back before [HandoverLifted]. With its
    /// sync group. Until then the router stands for priority 1: it takes over again only if nobody else is
    /// there.
    record HandoverRequested(String router) implements Event {}

    /// Stand for the configured priority again.
    record HandoverLifted(String router) implements Event {}

    /// The daemon ends: masters hand over first, as with [HandoverRequested], and every router stops as soon
    /// as it holds nothing. [VrrpEngine#isStopped()] tells when; [StopRequested] cuts it short.
    record GracefulStopRequested() implements Event {}

    /// The daemon ends at once: masters resign with priority 0, every router stops.
    record StopRequested() implements Event {}
}
