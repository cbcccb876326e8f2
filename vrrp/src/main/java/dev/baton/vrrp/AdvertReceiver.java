package dev.baton.vrrp;

import dev.baton.model.Authentication;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Priority;
import dev.baton.model.Transport;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpVersion;
import dev.baton.vrrp.Refusal.Kind;
import dev.baton.wire.ByteView;
import dev.baton.wire.HmacTrailer;
import dev.baton.wire.VrrpHeader;
import dev.baton.wire.VrrpPacket;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Judges the packets that come in for one router, in the order in which keepalived does.
final class AdvertReceiver {
    /// The shortest payload of an Ethernet frame; a shorter packet may arrive with padding.
    private static final int ETHERNET_PAYLOAD_MIN = 46;

    private static final int HOP_LIMIT = 255;

    /// One look at a packet. They are constants: this runs for every packet of every router.
    @FunctionalInterface
    private interface Check {
        Optional<Refusal> refusal(AdvertReceiver receiver, Datagram datagram, Instant clock);
    }

    private static final List<Check> CHECKS = List.of(
            (receiver, datagram, clock) -> receiver.checkAhPresence(datagram),
            (receiver, datagram, clock) -> receiver.checkLength(datagram),
            (receiver, datagram, clock) -> receiver.checkHopLimit(datagram),
            (receiver, datagram, clock) -> receiver.checkVersion(datagram),
            AdvertReceiver::checkTrailer,
            (receiver, datagram, clock) -> receiver.checkAuthentication(datagram),
            (receiver, datagram, clock) -> receiver.checkInterval(datagram),
            (receiver, datagram, clock) -> receiver.checkType(datagram),
            (receiver, datagram, clock) -> receiver.checkTotalLength(datagram),
            (receiver, datagram, clock) -> receiver.checkChecksum(datagram),
            (receiver, datagram, clock) -> receiver.checkCast(datagram));

    private final VirtualRouterSpec spec;
    private final List<IpAddress> addresses;
    private final Guards guards;
    private final Journal journal;

    AdvertReceiver(VirtualRouterSpec spec, Guards guards, Journal journal) {
        this.spec = spec;
        this.addresses =
                spec.virtualAddresses().stream().map(VirtualAddress::address).toList();
        this.guards = guards;
        this.journal = journal;
    }

    /// The verdict on a packet.
    ///
    /// @param clock the time of day, for trailers that are stamped with it
    /// @param trustAddresses leave the address list unread, since the sender is the master that we follow
    Verdict judge(Datagram datagram, Instant clock, boolean trustAddresses) {
        Optional<Refusal> refusal = firstRefusal(datagram, clock);
        if (refusal.isPresent()) {
            return new Verdict.Rejected(refusal.get());
        }
        return judgeContent(datagram, decode(datagram), trustAddresses);
    }

    private Optional<Refusal> firstRefusal(Datagram datagram, Instant clock) {
        for (Check check : CHECKS) {
            Optional<Refusal> refusal = check.refusal(this, datagram, clock);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> checkAhPresence(Datagram datagram) {
        boolean expected = guards.ah().isPresent();
        boolean actual = datagram.ah().isPresent();
        return expected == actual
                ? Optional.empty()
                : refuse(Kind.AUTHENTICATION_HEADER, datagram, ahPresence(expected), ahPresence(actual));
    }

    private static String ahPresence(boolean present) {
        return present ? "AH header" : "no AH header";
    }

    /// RFC9568-7.1-3, RFC3768-7.1-3: what is shorter than its header says is dropped. Ethernet padding may
    /// make it longer.
    private Optional<Refusal> checkLength(Datagram datagram) {
        int expected = expectedLength(datagram);
        int surplus = datagram.pdu().length() - expected;
        boolean padded = surplus > 0 && surplus % 4 == 0 && datagram.packetLength() <= ETHERNET_PAYLOAD_MIN;
        return surplus == 0 || padded || hasTrailer(datagram)
                ? Optional.empty()
                : refuse(Kind.LENGTH, datagram, expected, datagram.pdu().length());
    }

    /// RFC9568-5.1.1.3-2, RFC9568-5.1.2.3-2, RFC3768-7.1-1. Unicast is exempt: a routed network takes one off
    /// on its way.
    private Optional<Refusal> checkHopLimit(Datagram datagram) {
        boolean isMulticast = spec.transport() instanceof Transport.Multicast;
        return !isMulticast || datagram.hopLimit() == HOP_LIMIT
                ? Optional.empty()
                : refuse(Kind.HOP_LIMIT, datagram, HOP_LIMIT, datagram.hopLimit());
    }

    /// RFC9568-7.1-1, RFC3768-7.1-2.
    private Optional<Refusal> checkVersion(Datagram datagram) {
        int expected = spec.version().number();
        int actual = datagram.header().version();
        return actual == expected ? Optional.empty() : refuse(Kind.VERSION, datagram, expected, actual);
    }

    /// A trailer is recognised by the length alone.
    private boolean hasTrailer(Datagram datagram) {
        return guards.hmac().isPresent() && datagram.pdu().length() == expectedLength(datagram) + HmacTrailer.LENGTH;
    }

    private Optional<Refusal> checkTrailer(Datagram datagram, Instant clock) {
        if (guards.hmac().isEmpty()) {
            return Optional.empty();
        }
        HmacGuard guard = guards.hmac().get();
        if (!hasTrailer(datagram)) {
            return missingTrailer(guard, datagram);
        }
        int end = expectedLength(datagram);
        return guard.verify(
                datagram.source(), datagram.pdu().slice(0, end), datagram.pdu().from(end), clock);
    }

    /// While unsigned adverts are let pass they are counted all the same, so that one sees when to enforce.
    private Optional<Refusal> missingTrailer(HmacGuard guard, Datagram datagram) {
        Optional<Refusal> refusal = guard.missing(datagram.source());
        if (refusal.isEmpty()) {
            journal.count(Counter.AUTH_EXT_MISSING);
        }
        return refusal;
    }

    /// RFC3768-7.1-6, RFC3768-5.3.6-1: the type must be known and ours; a password must be ours too.
    private Optional<Refusal> checkAuthentication(Datagram datagram) {
        if (spec.version() != VrrpVersion.V2) {
            return Optional.empty();
        }
        int type = datagram.header().authType();
        int expected = AdvertSender.authType(spec.authentication());
        if (type > VrrpPacket.AUTH_HEADER) {
            return refuse(Kind.AUTH_TYPE_UNKNOWN, datagram, expected, type);
        }
        if (type != expected) {
            return refuse(Kind.AUTH_TYPE, datagram, expected, type);
        }
        return switch (spec.authentication()) {
            case Authentication.None none -> Optional.empty();
            case Authentication.HmacTrailer trailer -> Optional.empty();
            case Authentication.AuthenticationHeader header -> checkAh(datagram);
            case Authentication.Password password -> checkPassword(datagram, password);
        };
    }

    private Optional<Refusal> checkAh(Datagram datagram) {
        return guards.ah().flatMap(guard -> datagram.ah().flatMap(header -> guard.verify(datagram, header)));
    }

    private Optional<Refusal> checkPassword(Datagram datagram, Authentication.Password password) {
        int at = expectedLength(datagram) - VrrpHeader.AUTH_DATA_LENGTH;
        byte[] theirs = datagram.pdu().copy(at, VrrpHeader.AUTH_DATA_LENGTH);
        return MessageDigest.isEqual(password.padded(), theirs)
                ? Optional.empty()
                : refuse(Kind.PASSWORD, datagram, "ours", "another one");
    }

    /// RFC3768-7.1-8: in version 2 all routers must have the same interval. RFC9568-7.1-6: in version 3 any
    /// interval will do but none at all, which would make us give the master up at once.
    private Optional<Refusal> checkInterval(Datagram datagram) {
        return switch (spec.version()) {
            case V2 -> checkSameInterval(datagram, datagram.header().intervalSeconds());
            case V3 ->
                datagram.header().intervalCentis() > 0
                        ? Optional.empty()
                        : refuse(Kind.INTERVAL, datagram, spec.advertInterval().toMillis() + "ms", "0ms");
        };
    }

    private Optional<Refusal> checkSameInterval(Datagram datagram, int theirs) {
        long ours = spec.advertInterval().toSeconds();
        return ours == theirs ? Optional.empty() : refuse(Kind.INTERVAL, datagram, ours + " sec", theirs + " sec");
    }

    /// RFC9568-5.2.2-1, RFC9568-7.1-2, RFC3768-5.3.2-1.
    private Optional<Refusal> checkType(Datagram datagram) {
        int type = datagram.header().type();
        return type == VrrpHeader.TYPE_ADVERTISEMENT
                ? Optional.empty()
                : refuse(Kind.TYPE, datagram, VrrpHeader.TYPE_ADVERTISEMENT, type);
    }

    private Optional<Refusal> checkTotalLength(Datagram datagram) {
        int stated = datagram.statedLength();
        return stated == datagram.packetLength()
                ? Optional.empty()
                : refuse(Kind.TOTAL_LENGTH, datagram, datagram.packetLength(), stated);
    }

    /// RFC9568-7.1-4, RFC3768-7.1-4. Over IPv6 the kernel has checked it.
    private Optional<Refusal> checkChecksum(Datagram datagram) {
        if (spec.family() == IpFamily.IPV6) {
            return Optional.empty();
        }
        ByteView pdu = datagram.pdu().slice(0, expectedLength(datagram));
        PeerChecksum checksum = guards.checksum();
        if (checksumIgnored()
                || VrrpPacket.checksumIsValid(pdu, checksum.ofTheirs(datagram.source(), datagram.destination()))) {
            return Optional.empty();
        }
        Optional<VrrpPacket.PseudoHeader> old = checksum.ofOldPeers(datagram.source());
        if (old.isPresent() && VrrpPacket.checksumIsValid(pdu, old)) {
            if (checksum.detected()) {
                journal.observe(new Observation.OldChecksumDetected(datagram.source()));
            }
            return Optional.empty();
        }
        return refuse(Kind.CHECKSUM, datagram, "VRRPv" + spec.version().number(), "a wrong sum");
    }

    /// With `v3_checksum_as_v2` peers may compute either sum, so that keepalived lets every sum pass.
    private boolean checksumIgnored() {
        return spec.version() == VrrpVersion.V3 && spec.rules().v3ChecksumAsV2();
    }

    private Optional<Refusal> checkCast(Datagram datagram) {
        boolean expectsMulticast = spec.transport() instanceof Transport.Multicast;
        boolean isMulticast = datagram.destination().isMulticast();
        return expectsMulticast == isMulticast
                ? Optional.empty()
                : refuse(Kind.CAST, datagram, cast(expectsMulticast), cast(isMulticast));
    }

    private static String cast(boolean isMulticast) {
        return isMulticast ? "multicast" : "unicast";
    }

    private VrrpPacket decode(Datagram datagram) {
        return VrrpPacket.decode(datagram.pdu(), spec.family())
                .toOptional()
                .orElseThrow(() -> new IllegalStateException("length and version were checked"));
    }

    private Verdict judgeContent(Datagram datagram, VrrpPacket packet, boolean trustAddresses) {
        VrrpHeader header = packet.header();
        if (spec.rules().ownerIgnoreAdverts() && spec.priority().isOwner() && header.priority() == 255) {
            return new Verdict.Rejected(new Refusal(Kind.SECOND_OWNER, datagram.source(), "a lower one", "255"));
        }
        Optional<Refusal> otherAddresses = trustAddresses ? Optional.empty() : checkAddresses(datagram, packet);
        if (otherAddresses.isPresent() && (spec.rules().refuseOtherAddresses() || isEmptyVersion3(packet))) {
            return new Verdict.Rejected(otherAddresses.get());
        }
        otherAddresses.ifPresent(accepted -> journal.count(accepted.kind().counter()));
        Optional<Refusal> wrongPeer = checkPeer(datagram);
        if (wrongPeer.isPresent()) {
            return new Verdict.Rejected(wrongPeer.get());
        }
        Advert advert = new Advert(datagram.source(), new Priority(header.priority()), intervalMicros(header));
        return new Verdict.Accepted(
                advert, otherAddresses.map(AdvertReceiver::remark).or(() -> otherInterval(advert)));
    }

    /// RFC9568-5.2.5-1: unless we have no addresses ourselves (`no_virtual_ipaddress`).
    private boolean isEmptyVersion3(VrrpPacket packet) {
        return spec.version() == VrrpVersion.V3 && packet.addresses().isEmpty();
    }

    private static Observation remark(Refusal refusal) {
        return new Observation.OtherAddressesHeard(refusal.from(), refusal.expected(), refusal.got());
    }

    /// RFC9568-7.1-9 lets a receiver compare the lists; only the addresses count, not their order.
    private Optional<Refusal> checkAddresses(Datagram datagram, VrrpPacket packet) {
        List<IpAddress> theirs = packet.addresses();
        boolean same = addresses.equals(theirs)
                || (addresses.size() == theirs.size() && new HashSet<>(theirs).containsAll(addresses));
        return same ? Optional.empty() : refuse(Kind.ADDRESSES, datagram, addresses, theirs);
    }

    private Optional<Refusal> checkPeer(Datagram datagram) {
        if (!(spec.transport() instanceof Transport.Unicast unicast) || !unicast.checkSource()) {
            return Optional.empty();
        }
        Optional<Transport.Peer> peer = unicast.peers().stream()
                .filter(each -> each.address().equals(datagram.source()))
                .findFirst();
        if (peer.isEmpty()) {
            return refuse(Kind.SOURCE, datagram, "a peer", datagram.source());
        }
        int min = peer.get().ttlMin();
        int max = peer.get().ttlMax();
        return datagram.hopLimit() >= min && datagram.hopLimit() <= max
                ? Optional.empty()
                : refuse(Kind.PEER_HOP_LIMIT, datagram, "[" + min + ", " + max + "]", datagram.hopLimit());
    }

    private long intervalMicros(VrrpHeader header) {
        return switch (spec.version()) {
            case V2 -> header.intervalSeconds() * 1_000_000L;
            case V3 -> header.intervalCentis() * 10_000L;
        };
    }

    private Optional<Observation> otherInterval(Advert advert) {
        long ours = ProtocolTimes.intervalMicros(spec);
        return advert.intervalMicros() == ours
                ? Optional.empty()
                : Optional.of(new Observation.OtherIntervalHeard(
                        advert.from(), spec.advertInterval(), Duration.ofNanos(advert.intervalMicros() * 1_000)));
    }

    private int expectedLength(Datagram datagram) {
        return VrrpHeader.pduLength(
                spec.version(), spec.family(), datagram.header().addressCount());
    }

    private Optional<Refusal> refuse(Kind kind, Datagram datagram, Object expected, Object got) {
        return Optional.of(new Refusal(kind, datagram.source(), expected.toString(), got.toString()));
    }
}
