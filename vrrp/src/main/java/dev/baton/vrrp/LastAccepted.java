package dev.baton.vrrp;

import dev.baton.model.IpFamily;
import dev.baton.wire.ByteView;
import dev.baton.wire.Ipv4Header;
import java.util.Arrays;

/// The packet that was accepted last, and what it said. A master repeats itself: all that differs from one of its
/// packets to the next is the identification of the IPv4 packet, and the sum over the header with it. What is the same
/// again need not be judged again.
///
/// @param event with bytes of our own
/// @param addressesTrusted the address list was left unread
record LastAccepted(Event.DatagramReceived event, boolean addressesTrusted, Verdict.Accepted verdict) {
    static LastAccepted of(Event.DatagramReceived event, boolean addressesTrusted, Verdict.Accepted verdict) {
        ByteView own = ByteView.of(event.bytes().copy());
        return new LastAccepted(
                new Event.DatagramReceived(event.device(), event.source(), event.destination(), event.hopLimit(), own),
                addressesTrusted,
                verdict);
    }

    /// True if the packet says the same.
    boolean isRepeatedBy(Event.DatagramReceived other, boolean trustAddresses) {
        return addressesTrusted == trustAddresses
                && event.hopLimit() == other.hopLimit()
                && event.bytes().length() == other.bytes().length()
                && event.source().equals(other.source())
                && event.destination().equals(other.destination())
                && (event.source().family() == IpFamily.IPV6
                        ? isSame(other.bytes(), 0, event.bytes().length())
                        : isSame(other.bytes(), 0, 4)
                                && isSame(other.bytes(), 6, 10)
                                && isSame(
                                        other.bytes(),
                                        Ipv4Header.CHECKSUM_END,
                                        event.bytes().length()));
    }

    private boolean isSame(ByteView other, int from, int to) {
        ByteView packet = event.bytes();
        return Arrays.equals(
                packet.array(),
                packet.offset() + from,
                packet.offset() + to,
                other.array(),
                other.offset() + from,
                other.offset() + to);
    }
}
