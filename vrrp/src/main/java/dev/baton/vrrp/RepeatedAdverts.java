package dev.baton.vrrp;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Ipv4Address;
import dev.baton.wire.ByteView;
import dev.baton.wire.Ipv4Header;
import java.util.List;

/// What a router sent last. Until its priority or its address changes it sends the same over and over: over IPv4 only
/// the identification of the packet differs, and the sum over the header with it.
///
/// @param asOldPeers with the checksum of old peers
record RepeatedAdverts(IpAddress source, int priority, boolean asOldPeers, List<Effect.SendAdvert> adverts) {
    static final RepeatedAdverts NONE = new RepeatedAdverts(new Ipv4Address(0), -1, false, List.of());

    RepeatedAdverts {
        adverts = List.copyOf(adverts);
    }

    boolean isFor(IpAddress from, int atPriority, boolean forOldPeers) {
        return priority == atPriority && asOldPeers == forOldPeers && source.equals(from);
    }

    /// Emits them again.
    ///
    /// @param ids gives each IPv4 packet its identification
    void emit(Identification ids, Journal journal) {
        for (int each = 0; each < adverts.size(); each++) {
            Effect.SendAdvert advert = adverts.get(each);
            journal.emit(source.family() == IpFamily.IPV6 ? advert : withId(advert, ids.next()));
        }
    }

    /// Counts the packets of a router.
    interface Identification {
        int next();
    }

    private static Effect.SendAdvert withId(Effect.SendAdvert advert, int id) {
        byte[] packet = advert.bytes().copy();
        Ipv4Header.identify(packet, id);
        return new Effect.SendAdvert(
                advert.router(),
                advert.device(),
                advert.source(),
                advert.destination(),
                advert.protocol(),
                advert.hopLimit(),
                ByteView.of(packet));
    }
}
