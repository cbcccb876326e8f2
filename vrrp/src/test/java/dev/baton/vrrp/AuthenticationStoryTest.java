package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Authentication;
import dev.baton.model.Authentication.HmacTrailer.AntiReplay;
import dev.baton.model.Authentication.HmacTrailer.Mode;
import dev.baton.model.HmacKeys;
import dev.baton.model.IpAddress;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.testkit.Hex;
import dev.baton.wire.AhHeader;
import dev.baton.wire.ByteView;
import dev.baton.wire.HmacTrailer;
import dev.baton.wire.VrrpPacket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Adverts that prove where they come from: `auth_type AH` and `auth_hmac`.
class AuthenticationStoryTest {
    private static final IpAddress OURS = IpAddress.of("172.16.0.224");
    private static final IpAddress PEER = IpAddress.of("172.16.0.225");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final String OTHER_KEY = "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final int PDU_LENGTH = 20;

    @Test
    void advertWithAuthenticationHeaderIsLaidOutAsRfc2402Says() {
        Story story = Story.of(ah()).start().at("3.6s");
        Effect.SendAdvert advert = story.all(Effect.SendAdvert.class).getFirst();
        ByteView bytes = advert.bytes();
        assertThat(advert.protocol()).isEqualTo(51);
        assertThat(bytes.length()).isEqualTo(20 + 24 + PDU_LENGTH).isEqualTo(bytes.u16(2));
        AhHeader header = AhHeader.decode(bytes.from(20)).toOptional().orElseThrow();
        assertThat(header.spi()).as("our address").isEqualTo(0xac1000e0);
        assertThat(header.sequence()).isOne();
        assertThat(bytes.u8(44 + 4)).as("authentication type").isEqualTo(2);
        assertThat(bytes.copy(56, 8)).as("no password").containsOnly(0);
    }

    /// keepalived 2.2.7 with the password `secret12`, its first adverts.
    @Test
    void authenticationHeaderIsKeepalivedsToTheByte() {
        byte[] multicast = Hex.bytes(
                "45c00040 00010000 ff33 18b6 c0000201 e0000012", // IP: 64 bytes, TTL 255, protocol 51, to the group
                "70 04 0000 c0000201 00000001", // AH: before VRRP, SPI = sender, number 1
                "d007906f0acf77bca0ba0dbf", // HMAC-MD5-96
                "21056401 0201 6ef7 0a000001 0000000000000000"); // VRID 5, priority 100, type 2, 10.0.0.1
        byte[] unicast = Hex.bytes(
                "45c00040 00010000 ff33 36c6 c0000201 c0000202", // the same to a peer
                "70 04 0000 c0000201 00000001",
                "be592440f276ff447742e6d8",
                "21056401 0201 6ef7 0a000001 0000000000000000");
        SpecBuilder builder = SpecBuilder.ha1()
                .vrid(5)
                .priority(100)
                .virtual("10.0.0.1/24")
                .authentication(new Authentication.AuthenticationHeader("secret12"));
        assertThat(firstAdvert(builder.multicast("192.0.2.1"))).isEqualTo(Hex.text(multicast));
        assertThat(firstAdvert(builder.transport(SpecBuilder.unicast("192.0.2.1", "192.0.2.2"))))
                .isEqualTo(Hex.text(unicast));
    }

    private static String firstAdvert(SpecBuilder builder) {
        Story story = Story.of(builder).start().at("4s");
        return Hex.text(story.all(Effect.SendAdvert.class).getFirst().bytes().copy());
    }

    @Test
    void goodAuthenticationHeaderIsAcceptedAndEachNumberOnlyOnce() {
        Story story = Story.of(ah()).start().andThen();
        Peer peer = new Peer(ah().build(), PEER.toString());
        ByteView first = peer.advert(Tick.ZERO, 120).bytes();
        ByteView second = peer.advert(Tick.ZERO, 120).bytes();
        hears(story, first);
        hears(story, second);
        assertThat(story.count(Counter.ADVERT_RCVD)).isEqualTo(2);
        hears(story, first);
        hears(story, second);
        assertThat(story.did())
                .containsExactly(
                        "refused: sequence number 1 from 172.16.0.225 already processed. Packet dropped. Local(2)");
        assertThat(story.count(Counter.AUTH_FAILURE)).isEqualTo(2);
    }

    @Test
    void everyBitThatTheAuthenticationHeaderCoversIsCovered() {
        ByteView good =
                new Peer(ah().build(), PEER.toString()).advert(Tick.ZERO, 120).bytes();
        for (int bit = 0; bit < good.length() * 8; bit++) {
            int at = bit / 8;
            boolean mayChangeOnTheWay = at == 1 || at == 6 || at == 7 || at == 8 || at == 10 || at == 11;
            byte[] bytes = good.copy();
            bytes[at] ^= (byte) (1 << (bit % 8));
            Story story = Story.of(ah()).start();
            hears(story, ByteView.of(bytes));
            assertThat(story.count(Counter.ADVERT_RCVD))
                    .as("bit %d of byte %d", bit % 8, at)
                    .isEqualTo(mayChangeOnTheWay ? 1 : 0);
        }
    }

    @Test
    void headerIsRefusedWhereNoneIsExpectedAndTheOtherWayRound() {
        Story story = Story.of(SpecBuilder.ha1()).start().andThen();
        hears(
                story,
                new Peer(ah().build(), PEER.toString()).advert(Tick.ZERO, 120).bytes());
        assertThat(story.did())
                .containsExactly("refused: Received AH header but expected no AH header from 172.16.0.225");
        Story expecting = Story.of(ah()).start().andThen();
        hears(
                expecting,
                new Peer(SpecBuilder.ha1().build(), PEER.toString())
                        .advert(Tick.ZERO, 120)
                        .bytes());
        assertThat(expecting.did())
                .containsExactly("refused: Received no AH header but expected AH header from 172.16.0.225");
    }

    /// Otherwise whoever takes over would be refused by all who listened to the last master.
    @Test
    void newMasterCountsOnFromTheOldOne() {
        Story story = Story.of(ah()).start();
        Peer peer = new Peer(ah().build(), PEER.toString());
        for (int second = 1; second <= 7; second++) {
            story.at(second + "s").hears(peer, 120);
        }
        story.at("11s").isIn(RouterState.MASTER);
        ByteView ours = story.all(Effect.SendAdvert.class).getFirst().bytes();
        assertThat(AhHeader.decode(ours.from(20)).toOptional().orElseThrow().sequence())
                .isEqualTo(8);
    }

    @Test
    void numbersGoOnFromTheTimeOfDaySoThatARestartedRouterIsHeard() {
        Story story = Story.of(ah()).send(new Event.WallClockRead(Instant.parse("2020-01-01T00:00:10Z")));
        Effect.SendAdvert advert =
                story.start().at("3.6s").all(Effect.SendAdvert.class).getFirst();
        AhHeader header = AhHeader.decode(advert.bytes().from(20)).toOptional().orElseThrow();
        assertThat(header.sequence()).as("13.5 s in quarters, and the next").isEqualTo(55);
    }

    /// keepalived's one counter for all senders leaves both of them master for ever.
    @Test
    void mastersThatCountAtTheSamePaceHearEachOther() {
        Story story = Story.of(ah()).start().at("3.6s");
        story.isIn(RouterState.MASTER);
        hears(
                story,
                new Peer(ah().build(), PEER.toString()).advert(Tick.ZERO, 200).bytes());
        story.isIn(RouterState.BACKUP);
    }

    @Test
    void trailerFollowsTheAdvertAndCountsInTheIpLengthOnly() {
        Story story = Story.of(hmac(Mode.ENFORCE))
                .send(new Event.WallClockRead(NOON))
                .start()
                .at("3.6s");
        ByteView bytes = story.all(Effect.SendAdvert.class).getFirst().bytes();
        assertThat(bytes.length()).isEqualTo(20 + 12 + 28).isEqualTo(bytes.u16(2));
        HmacTrailer trailer = HmacTrailer.decode(bytes.from(32)).toOptional().orElseThrow();
        assertThat(trailer.keyId()).isOne();
        assertThat(Integer.toUnsignedLong(trailer.seconds())).isEqualTo(NOON.getEpochSecond() + 3);
        VrrpPacket.PseudoHeader pseudo = new VrrpPacket.PseudoHeader(OURS, PEER);
        assertThat(VrrpPacket.checksumIsValid(bytes.slice(20, 12), Optional.of(pseudo)))
                .isTrue();
    }

    @Test
    void correctTrailerIsAccepted() {
        Story story = enforcing();
        for (int second = 1; second <= 30; second++) {
            story.at(second + "s").hears(signer(KEY), 120);
        }
        assertThat(story.isIn(RouterState.BACKUP).did()).isEmpty();
        assertThat(story.count(Counter.ADVERT_RCVD)).isEqualTo(30);
    }

    @Test
    void missingTrailerIsRefusedOrOnlyCounted() {
        ByteView unsigned = new Peer(
                        SpecBuilder.v3().interval(Duration.ofSeconds(1)).build(), PEER.toString())
                .advert(Tick.ZERO, 120)
                .bytes();
        Story enforcing = enforcing();
        hears(enforcing, unsigned);
        assertThat(enforcing.did())
                .containsExactly("refused: advert from 172.16.0.225 carries no authentication trailer");
        Story permissive = Story.of(hmac(Mode.PERMISSIVE)).start().andThen();
        hears(permissive, unsigned);
        assertThat(permissive.count(Counter.ADVERT_RCVD)).isOne();
        assertThat(permissive.count(Counter.AUTH_EXT_MISSING)).isOne();
    }

    @Test
    void receiveOnlyRouterSendsNoTrailer() {
        Story story = Story.of(hmac(Mode.RECEIVE_ONLY)).start().at("3.6s");
        assertThat(story.all(Effect.SendAdvert.class).getFirst().bytes().length())
                .isEqualTo(20 + 12);
    }

    @Test
    void wrongKeyIsRefused() {
        Story story = enforcing().at("1s").hears(signer(OTHER_KEY), 120);
        assertThat(story.did()).containsExactly("refused: invalid HMAC from 172.16.0.225, expected the HMAC of key 1");
        assertThat(story.count(Counter.AUTH_EXT_INVALID_HMAC)).isOne();
    }

    @Test
    void unknownKeyIsRefused() {
        SpecBuilder builder = hmac(Mode.ENFORCE)
                .authentication(trailer(new HmacKeys(Map.of(7, KEY), 7), AntiReplay.TIME, Mode.ENFORCE));
        Peer peer = new Peer(builder.build(), PEER.toString()).withClock(Tick.ZERO, NOON);
        Story story = enforcing().at("1s").hears(peer, 120);
        assertThat(story.did())
                .containsExactly("refused: authentication trailer from 172.16.0.225 names key 7, known are one of"
                        + " HmacKeys[1]");
        assertThat(story.count(Counter.AUTH_EXT_UNKNOWN_KEY)).isOne();
    }

    @Test
    void malformedTrailerIsRefused() {
        byte[] bytes = signer(KEY).advert(Tick.ZERO, 120).bytes().copy();
        bytes[32] = 2;
        Story story = enforcing();
        hears(story, ByteView.of(bytes));
        assertThat(story.did())
                .containsExactly("refused: malformed authentication trailer from 172.16.0.225:"
                        + " authentication trailer type is 2, expected 1");
        assertThat(story.count(Counter.AUTH_EXT_MALFORMED)).isOne();
    }

    @Test
    void everyBitOfAdvertAndTrailerIsCoveredExceptTheChecksum() {
        ByteView good = signer(KEY).advert(Tick.ZERO, 120).bytes();
        for (int bit = 20 * 8; bit < good.length() * 8; bit++) {
            byte[] bytes = good.copy();
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
            Story story = enforcing();
            hears(story, ByteView.of(bytes));
            assertThat(story.count(Counter.ADVERT_RCVD)).as("bit %d", bit).isZero();
        }
    }

    @Test
    void replayedAdvertIsRefused() {
        ByteView advert = signer(KEY).advert(Tick.ZERO, 120).bytes();
        Story story = enforcing();
        hears(story, advert);
        hears(story, advert);
        assertThat(story.did()).hasSize(1).first().asString().startsWith("refused: replayed advert from 172.16.0.225");
        assertThat(story.count(Counter.AUTH_EXT_REPLAY)).isOne();
        assertThat(story.count(Counter.ADVERT_RCVD)).isOne();
    }

    @Test
    void advertFromLongAgoIsRefused() {
        ByteView advert = signer(KEY).advert(Tick.ZERO, 120).bytes();
        Story story = enforcing().at("3s");
        story.asleepUntil("6s");
        hears(story, advert);
        assertThat(story.did())
                .containsExactly("refused: stale advert from 172.16.0.225: its clock is -6 s off,"
                        + " expected a clock within 5 s of ours");
        assertThat(story.count(Counter.AUTH_EXT_STALE)).isOne();
    }

    @Test
    void signatureOfAnotherSenderIsRefused() {
        ByteView advert = signer(KEY).advert(Tick.ZERO, 120).bytes();
        Story story = enforcing();
        story.hears(IpAddress.of("172.16.0.226"), OURS, 255, advert);
        assertThat(story.count(Counter.AUTH_EXT_INVALID_HMAC)).isOne();
    }

    /// The sender's clock is set back an hour: its adverts are current, though their stamps fall.
    @Test
    void senderWhoseClockWasSetBackIsHeardAgain() {
        Story story = enforcing().send(new Event.WallClockRead(NOON.plusSeconds(3600)));
        Peer peer = new Peer(hmac(Mode.ENFORCE).build(), PEER.toString()).withClock(Tick.ZERO, NOON.plusSeconds(3600));
        story.at("1s").hears(peer, 120);
        peer.withClock(story.now(), NOON);
        story.send(new Event.WallClockRead(NOON)).at("2s").hears(peer, 120);
        assertThat(story.count(Counter.ADVERT_RCVD)).isEqualTo(2);
    }

    @Test
    void monotonicStampsNeedNoClockButMustRise() {
        SpecBuilder builder = hmac(Mode.ENFORCE)
                .authentication(trailer(new HmacKeys(Map.of(1, KEY), 1), AntiReplay.MONOTONIC, Mode.ENFORCE));
        Peer peer = new Peer(builder.build(), PEER.toString()).withClock(Tick.ZERO, NOON);
        Story story = Story.of(builder).start().andThen();
        ByteView early = peer.advert(Tick.ZERO, 120).bytes();
        ByteView late = peer.advert(Tick.ofMillis(1), 120).bytes();
        hears(story, late);
        hears(story, early);
        assertThat(story.count(Counter.ADVERT_RCVD)).isOne();
        assertThat(story.count(Counter.AUTH_EXT_REPLAY)).isOne();
        peer.withClock(Tick.ZERO, NOON.minusSeconds(3600));
        hears(story, peer.advert(Tick.ofMillis(2), 120).bytes());
        assertThat(story.count(Counter.ADVERT_RCVD))
                .as("the sender never goes back")
                .isEqualTo(2);
    }

    @Test
    void keysAreNeverPrinted() {
        assertThat(hmac(Mode.ENFORCE).build().toString())
                .doesNotContain("0001020304")
                .contains("HmacKeys[1]");
    }

    private static SpecBuilder ah() {
        return SpecBuilder.ha1().authentication(new Authentication.AuthenticationHeader("1111"));
    }

    private static SpecBuilder hmac(Mode mode) {
        return SpecBuilder.v3()
                .interval(Duration.ofSeconds(1))
                .authentication(trailer(new HmacKeys(Map.of(1, KEY), 1), AntiReplay.TIME, mode));
    }

    private static Authentication trailer(HmacKeys keys, AntiReplay antiReplay, Mode mode) {
        return new Authentication.HmacTrailer(keys, antiReplay, Duration.ofSeconds(5), mode);
    }

    private static Story enforcing() {
        return Story.of(hmac(Mode.ENFORCE))
                .send(new Event.WallClockRead(NOON))
                .start()
                .andThen();
    }

    private static Peer signer(String key) {
        SpecBuilder builder = hmac(Mode.ENFORCE)
                .authentication(trailer(new HmacKeys(Map.of(1, key), 1), AntiReplay.TIME, Mode.ENFORCE));
        return new Peer(builder.build(), PEER.toString()).withClock(Tick.ZERO, NOON);
    }

    private static void hears(Story story, ByteView bytes) {
        story.hears(PEER, OURS, 255, bytes);
    }
}
