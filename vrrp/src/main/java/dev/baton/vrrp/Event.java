package dev.baton.vrrp;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.wire.ByteView;
import java.time.Duration;
import java.util.Optional;

/// What can happen to the engine. Everything it knows of the world arrives as one of these, so a list of
/// events with their ticks replays an incident.
public sealed interface Event {
    /// The routers begin. Before it the driver says with [LinkChanged] and [SourceAddressChanged] what every
    /// interface is like: an interface that was never mentioned is unusable.
    record Started() implements Event {}

    /// A packet came in on an interface.
    ///
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

    /// The daemon ends: masters resign with priority 0, every router stops.
    record StopRequested() implements Event {}
}
