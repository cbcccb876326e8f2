package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.AdvertRules;
import dev.baton.model.Authentication;
import dev.baton.model.IpAddress;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.model.Transport;
import dev.baton.wire.ByteView;
import dev.baton.wire.Checksum;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Every packet that must not count, with the words and the counter that say so.
class ReceiveChecksTest {
    private static final IpAddress OURS = IpAddress.of("172.16.0.224");
    private static final IpAddress PEER = IpAddress.of("172.16.0.225");
    private static final IpAddress GROUP = IpAddress.of("224.0.0.18");

    private static final int VERSION_AND_TYPE = 20;
    private static final int COUNT = 23;
    private static final int AUTH_TYPE = 24;
    private static final int INTERVAL = 25;
    private static final int ADDRESS = 28;
    private static final int PASSWORD = 32;

    // RFC9568-7.1-1, RFC3768-7.1-2
    @Test
    void otherVersionIsRefused() {
        // the length is right by accident: version 3 with two more addresses
        expect(
                SpecBuilder.ha1(),
                bytes -> bytes[VERSION_AND_TYPE] = 0x31,
                Counter.VERSION_ERR,
                "wrong VRRP version from 172.16.0.225. Received 3 and expect 2");
    }

    // RFC9568-5.2.2-1, RFC9568-7.1-2, RFC3768-5.3.2-1
    @Test
    void otherTypeIsRefused() {
        expect(
                SpecBuilder.ha1(),
                bytes -> bytes[VERSION_AND_TYPE] = 0x22,
                Counter.INVALID_TYPE_RCVD,
                "Invalid packet type 2 from 172.16.0.225");
    }

    // RFC9568-7.1-3, RFC3768-7.1-3
    @Test
    void lengthThatDoesNotFitTheCountIsRefused() {
        expect(
                SpecBuilder.ha1(),
                bytes -> bytes[COUNT] = 9,
                Counter.PACKET_LEN_ERR,
                "vrrp packet from 172.16.0.225 has length 20 and expect 52");
    }

    // RFC3768-7.1-6, RFC3768-5.3.6-1
    @Test
    void unknownAuthenticationIsRefused() {
        expect(
                SpecBuilder.ha1(),
                bytes -> bytes[AUTH_TYPE] = 7,
                Counter.INVALID_AUTHTYPE,
                "received a 7 auth from 172.16.0.225, expecting 1!");
    }

    // RFC3768-7.1-6, RFC3768-5.3.6-1
    @Test
    void otherAuthenticationIsRefused() {
        expect(
                SpecBuilder.ha1(),
                bytes -> bytes[AUTH_TYPE] = 0,
                Counter.AUTHTYPE_MISMATCH,
                "received a 0 auth from 172.16.0.225, expecting 1!");
    }

    @Test
    void otherPasswordIsRefusedWithoutSayingIt() {
        expect(
                SpecBuilder.ha1(),
                bytes -> bytes[PASSWORD] = 'x',
                Counter.AUTH_FAILURE,
                "received an invalid passwd from 172.16.0.225!");
    }

    // RFC3768-7.1-8
    @Test
    void otherIntervalIsRefusedInVersion2() {
        expect(
                SpecBuilder.ha1(),
                bytes -> bytes[INTERVAL] = 2,
                Counter.ADVERT_INTERVAL_ERR,
                "advertisement interval mismatch with 172.16.0.225 mine=1 sec rcv'd=2 sec");
    }

    @Test
    void ipLengthThatLiesIsRefused() {
        expect(
                SpecBuilder.ha1(),
                bytes -> bytes[3] = 41,
                Counter.PACKET_LEN_ERR,
                "ip_tot_len mismatch from 172.16.0.225: received 41 and expect 40");
    }

    // RFC9568-7.1-4, RFC3768-7.1-4
    @Test
    void wrongChecksumIsRefused() {
        byte[] bytes = advert(SpecBuilder.ha1());
        bytes[26] ^= 1;
        Story story = Story.of(SpecBuilder.ha1()).start().andThen();
        story.hears(PEER, OURS, 255, ByteView.of(bytes));
        assertThat(story.did()).containsExactly("refused: Invalid VRRPv2 checksum from 172.16.0.225");
        assertThat(story.count(Counter.CHECKSUM_ERR)).isOne();
    }

    // RFC9568-5.1.1.3-2, RFC3768-7.1-1
    @Test
    void multicastAdvertThatWasForwardedIsRefused() {
        SpecBuilder builder = SpecBuilder.ha1().multicast("172.16.0.224");
        Story story = Story.of(builder).start().andThen();
        story.hears(PEER, GROUP, 254, ByteView.of(advert(builder)));
        assertThat(story.did())
                .containsExactly("refused: invalid TTL/HL from 172.16.0.225. Received 254 and expect 255");
        assertThat(story.count(Counter.IP_TTL_ERR)).isOne();
    }

    @Test
    void unicastAdvertMayHaveBeenForwarded() {
        Story story = Story.of(SpecBuilder.ha1()).start().andThen();
        story.hears(PEER, OURS, 64, ByteView.of(advert(SpecBuilder.ha1())));
        assertThat(story.did()).isEmpty();
        assertThat(story.count(Counter.ADVERT_RCVD)).isOne();
    }

    @Test
    void multicastForAUnicastInstanceIsRefused() {
        Story story = Story.of(SpecBuilder.ha1()).start().andThen();
        story.hears(PEER, GROUP, 255, ByteView.of(advert(SpecBuilder.ha1())));
        assertThat(story.did())
                .containsExactly("refused: Expected unicast packet but received multicast packet from 172.16.0.225");
        assertThat(story.count(Counter.CAST_ERR)).isOne();
    }

    @Test
    void strangerIsRefusedWhereSourcesAreChecked() {
        SpecBuilder builder = SpecBuilder.ha1()
                .transport(new Transport.Unicast(
                        Optional.of(OURS), List.of(new Transport.Peer(PEER, 250, 255)), Optional.empty(), true));
        Story story = Story.of(builder).start().andThen().hears("172.16.0.99", 200);
        assertThat(story.did()).containsExactly("refused: unicast source address 172.16.0.99 not a unicast peer");
        story.hears(PEER, OURS, 249, ByteView.of(advert(builder)));
        assertThat(story.did()).containsExactly("refused: TTL/HL 249 from 172.16.0.225 not in range [250, 255]");
        assertThat(story.count(Counter.SOURCE_ERR)).isOne();
        assertThat(story.count(Counter.IP_TTL_ERR)).isOne();
    }

    // RFC9568-7.1-9, RFC3768-7.1-7
    @Test
    void otherAddressListIsAcceptedAndCounted() {
        Story story = Story.of(SpecBuilder.ha1()).start().andThen();
        byte[] bytes = advert(SpecBuilder.ha1());
        bytes[ADDRESS] = 10;
        correctChecksum(bytes);
        story.at("1s").hears(PEER, OURS, 255, ByteView.of(bytes));
        story.at("2s").hears(PEER, OURS, 255, ByteView.of(bytes));
        assertThat(story.did())
                .containsExactly("note: advert from 172.16.0.225 lists [10.16.0.222], expected [172.16.0.222]");
        assertThat(story.count(Counter.ADDR_LIST_ERR)).isEqualTo(2);
        assertThat(story.count(Counter.ADVERT_RCVD)).isEqualTo(2);
        story.at("5.4s").isIn(RouterState.BACKUP);
    }

    @Test
    void otherAddressListIsRefusedAsByOldKeepalived() {
        AdvertRules rules = new AdvertRules(
                false,
                false,
                false,
                false,
                false,
                false,
                AdvertRules.OldChecksum.DETECT,
                true,
                true,
                false,
                false,
                Optional.empty());
        Story story = Story.of(SpecBuilder.ha1().rules(rules)).start().andThen();
        byte[] bytes = advert(SpecBuilder.ha1());
        bytes[ADDRESS] = 10;
        correctChecksum(bytes);
        story.hears(PEER, OURS, 255, ByteView.of(bytes));
        assertThat(story.did())
                .containsExactly("refused: advert from 172.16.0.225 lists [10.16.0.222], expected [172.16.0.222]");
        assertThat(story.count(Counter.ADDR_LIST_ERR)).isOne();
        assertThat(story.count(Counter.ADVERT_RCVD)).isZero();
    }

    @Test
    void addressListOfTheKnownMasterMayGoUnread() {
        AdvertRules rules =
                new AdvertRules(false, true, false, false, false, false, AdvertRules.OldChecksum.DETECT, true);
        Story story = Story.of(SpecBuilder.ha1().rules(rules)).start().hears("172.16.0.225", 120);
        byte[] bytes = advert(SpecBuilder.ha1());
        bytes[ADDRESS] = 10;
        correctChecksum(bytes);
        story.andThen().hears(PEER, OURS, 255, ByteView.of(bytes));
        assertThat(story.did()).isEmpty();
        assertThat(story.count(Counter.ADDR_LIST_ERR)).isZero();
    }

    @Test
    void ethernetPaddingIsNoMistake() {
        SpecBuilder builder = SpecBuilder.v3();
        byte[] bytes = java.util.Arrays.copyOf(advert(builder), 44);
        bytes[3] = 44;
        Story story = Story.of(builder).start().andThen();
        story.hears(PEER, OURS, 255, ByteView.of(bytes));
        assertThat(story.count(Counter.ADVERT_RCVD)).isOne();
        story.hears(PEER, OURS, 255, new ByteView(bytes, 0, 33));
        assertThat(story.count(Counter.PACKET_LEN_ERR)).isOne();
    }

    // RFC9568-7.1-7
    @Test
    void refusalsAreToldOncePerKindAndCountedAlways() {
        Story story = Story.of(SpecBuilder.ha1()).start().andThen();
        byte[] wrongType = advert(SpecBuilder.ha1());
        wrongType[VERSION_AND_TYPE] = 0x22;
        byte[] wrongPassword = advert(SpecBuilder.ha1());
        wrongPassword[PASSWORD] = 'x';
        for (int round = 0; round < 100; round++) {
            story.hears(PEER, OURS, 255, ByteView.of(wrongType));
            story.hears(PEER, OURS, 255, ByteView.of(wrongPassword));
        }
        assertThat(story.did()).hasSize(2);
        assertThat(story.count(Counter.INVALID_TYPE_RCVD)).isEqualTo(100);
        assertThat(story.count(Counter.AUTH_FAILURE)).isEqualTo(100);

        story.hears("172.16.0.225", 120).andThen().hears(PEER, OURS, 255, ByteView.of(wrongType));
        assertThat(story.did()).as("a new master was heard in between").hasSize(1);
    }

    @Test
    void nobodyListensInFault() {
        Story story = Story.of(SpecBuilder.ha1()).start().linkDown().andThen().hears("172.16.0.225", 200);
        assertThat(story.did()).isEmpty();
        assertThat(story.count(Counter.ADVERT_RCVD)).isZero();
    }

    // RFC9568-7.1-5, RFC3768-7.1-5
    @Test
    void advertOfAnotherVirtualRouterIsNobodysBusiness() {
        Story story = Story.of(SpecBuilder.ha1()).start().andThen();
        story.hears(PEER, OURS, 255, ByteView.of(advert(SpecBuilder.ha1().vrid(52))));
        assertThat(story.did()).isEmpty();
    }

    @Test
    void bytesThatAreNoPacketAreIgnored() {
        Story story = Story.of(SpecBuilder.ha1()).start().andThen();
        byte[] good = advert(SpecBuilder.ha1());
        for (int length = 0; length < good.length; length++) {
            story.hears(PEER, OURS, 255, new ByteView(good, 0, length));
        }
        assertThat(story.count(Counter.ADVERT_RCVD)).isZero();
        assertThat(story.count(Counter.PACKET_LEN_ERR))
                .as("those with a VRRP header")
                .isEqualTo(12);
    }

    private static void expect(SpecBuilder builder, Consumer<byte[]> damage, Counter counter, String sentence) {
        byte[] bytes = advert(builder);
        damage.accept(bytes);
        correctChecksum(bytes);
        Story story = Story.of(builder).start().andThen();
        story.hears(PEER, OURS, 255, ByteView.of(bytes));
        assertThat(story.did()).containsExactly("refused: " + sentence);
        assertThat(story.count(counter)).isOne();
        assertThat(story.count(Counter.ADVERT_RCVD)).isZero();
    }

    private static byte[] advert(SpecBuilder builder) {
        return new Peer(builder.build(), PEER.toString())
                .advert(Tick.ZERO, 120)
                .bytes()
                .copy();
    }

    /// So that only the damaged field is wrong.
    private static void correctChecksum(byte[] packet) {
        packet[26] = 0;
        packet[27] = 0;
        int sum = Checksum.of(new ByteView(packet, 20, packet.length - 20));
        packet[26] = (byte) (sum >>> 8);
        packet[27] = (byte) sum;
    }

    @Test
    void passwordNeverShowsInARefusal() {
        Refusal refusal = new Refusal(Refusal.Kind.PASSWORD, PEER, "ours", "another one");
        assertThat(refusal.toString()).doesNotContain("1111");
        assertThat(new Authentication.Password("1111").toString()).doesNotContain("1111");
    }
}
