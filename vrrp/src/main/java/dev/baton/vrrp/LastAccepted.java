package dev.baton.vrrp;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.wire.ByteView;
import dev.baton.wire.Ipv4Header;
import java.util.Arrays;

/// The packet that was accepted last, and what it said. A master repeats itself: all that differs from one of its
/// packets to the next is the identification of the IPv4 packet, and the sum over the header with it. What is the same
/// again need not be judged again.
///
/// Its parts lie side by side: with many routers each look at another object is one into cold memory.
final class LastAccepted {
    private final byte[] bytes;
    private final boolean isIpv4;
    private final IpAddress source;
    private final IpAddress destination;
    private final int hopLimit;
    private final boolean addressesTrusted;
    private final Advert advert;

    /// @param addressesTrusted the address list was left unread
    LastAccepted(Event.DatagramReceived packet, boolean addressesTrusted, Advert advert) {
        this.bytes = packet.bytes().copy();
        this.isIpv4 = packet.source().family() == IpFamily.IPV4;
        this.source = packet.source();
        this.destination = packet.destination();
        this.hopLimit = packet.hopLimit();
        this.addressesTrusted = addressesTrusted;
        this.advert = advert;
    }

    Advert advert() {
        return advert;
    }

    /// True if the packet says the same. The addresses of an IPv4 packet are among its bytes.
    boolean isRepeatedBy(Event.DatagramReceived other, boolean trustAddresses) {
        ByteView packet = other.bytes();
        return addressesTrusted == trustAddresses
                && hopLimit == other.hopLimit()
                && bytes.length == packet.length()
                && (isIpv4
                        ? isSame(packet, 0, 4)
                                && isSame(packet, 6, 10)
                                && isSame(packet, Ipv4Header.CHECKSUM_END, bytes.length)
                        : source.equals(other.source())
                                && destination.equals(other.destination())
                                && isSame(packet, 0, bytes.length));
    }

    private boolean isSame(ByteView other, int from, int to) {
        return Arrays.equals(bytes, from, to, other.array(), other.offset() + from, other.offset() + to);
    }
}
