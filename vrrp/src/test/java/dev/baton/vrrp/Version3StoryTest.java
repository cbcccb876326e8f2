package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.AdvertRules;
import dev.baton.model.IpAddress;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.testkit.Hex;
import dev.baton.wire.ByteView;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// VRRPv3 over both families.
class Version3StoryTest {
    /// keepalived 2.2.7, version 3 at 100 ms, first advert of HA1.
    private static final byte[] CAPTURED = Hex.bytes(
            "45 c0 0020", // version 4, 20 bytes of header, internetwork control, 32 bytes in all
            "0001 0000 ff 70 60cb", // id 1, no fragment, TTL 255, protocol 112, checksum
            "ac1000e0 ac1000e1", // 172.16.0.224 to 172.16.0.225
            "31 33 78 01", // version 3 advert, VRID 51, priority 120, one address
            "000a 4f74", // 10 centiseconds, checksum
            "ac1000de"); // 172.16.0.222

    @Test
    void advertIsKeepalivedsToTheByte() {
        Story story = Story.of(SpecBuilder.v3()).start().at("0.36s");
        assertThat(story.all(Effect.SendAdvert.class).getFirst().bytes()).isEqualTo(ByteView.of(CAPTURED));
    }

    @Test
    void routerFollowsAtAHundredthOfASecond() {
        Story story = Story.of(SpecBuilder.v3().interval(Duration.ofMillis(10))).start();
        story.at("0.035311s").isIn(RouterState.BACKUP).at("0.035312s").isIn(RouterState.MASTER);
        assertThat(story.at("1.035312s").count(Counter.ADVERT_SENT)).isEqualTo(101);
    }

    // RFC9568-6.4.2-5
    @Test
    void backupLearnsTheMastersInterval() {
        Story story = Story.of(SpecBuilder.v3()).start().andThen();
        Peer slow = new Peer(SpecBuilder.v3().interval(Duration.ofSeconds(2)).build(), "172.16.0.225");
        story.at("0.1s").hears(slow, 120);
        assertThat(story.router().masterInterval()).isEqualTo(Duration.ofSeconds(2));
        // 3 x 2 s + 136 / 256 x 2 s
        story.at("7.162499s").isIn(RouterState.BACKUP).at("7.1625s").isIn(RouterState.MASTER);
        assertThat(story.told())
                .contains(
                        "0.100000s note: advertisement interval updated from 100ms to 2000ms by master 172.16.0.225",
                        "7.162500s BACKUP -> MASTER: no advert from 172.16.0.225 for 7.062 s");
        assertThat(story.at("7.27s").all(Effect.SendAdvert.class))
                .as("at its own pace again")
                .hasSize(1);
    }

    // RFC9568-6.4.3-4
    @Test
    void masterThatYieldsLearnsTheIntervalToo() {
        Story story = Story.of(SpecBuilder.v3()).start().at("1s").isIn(RouterState.MASTER);
        Peer slow = new Peer(SpecBuilder.v3().interval(Duration.ofSeconds(2)).build(), "172.16.0.225");
        story.hears(slow, 200).isIn(RouterState.BACKUP).at("8s").isIn(RouterState.BACKUP);
        story.at("8.1s").isIn(RouterState.MASTER);
    }

    // RFC9568-7.1-6
    @Test
    void advertWithoutIntervalIsRefused() {
        byte[] bytes = new Peer(SpecBuilder.v3().build(), "172.16.0.225")
                .advert(Tick.ZERO, 200)
                .bytes()
                .copy();
        bytes[26] = (byte) (bytes[26] + (bytes[27] & 0xff) / 246);
        bytes[27] = (byte) (bytes[27] + 10);
        bytes[25] = 0;
        Story story = Story.of(SpecBuilder.v3()).start().andThen();
        story.hears(IpAddress.of("172.16.0.225"), IpAddress.of("172.16.0.224"), 255, ByteView.of(bytes));
        assertThat(story.did())
                .containsExactly("refused: advertisement interval mismatch with 172.16.0.225 mine=100ms rcv'd=0ms");
    }

    // RFC9568-7.1-8
    @Test
    void otherIntervalIsRemarkedOnOnce() {
        Story story = Story.of(SpecBuilder.v3()).start().andThen();
        Peer slow = new Peer(SpecBuilder.v3().interval(Duration.ofSeconds(2)).build(), "172.16.0.225");
        story.hears(slow, 120).hears(slow, 120);
        assertThat(story.did())
                .filteredOn(line -> line.contains("ours is"))
                .containsExactly("note: advertisement interval of 172.16.0.225 is 2000ms, ours is 100ms");
    }

    // RFC9568-5.2.5-1
    @Test
    void advertWithoutAddressesIsIgnored() {
        Story story = Story.of(SpecBuilder.v3()).start().andThen();
        story.hears(new Peer(SpecBuilder.v3().virtual().build(), "172.16.0.225"), 200);
        assertThat(story.did()).containsExactly("refused: advert from 172.16.0.225 lists [], expected [172.16.0.222]");
        Story without = Story.of(SpecBuilder.v3().virtual()).start().hears("172.16.0.225", 200);
        assertThat(without.count(Counter.ADVERT_RCVD))
                .as("no_virtual_ipaddress on both sides")
                .isOne();
    }

    // RFC9568-5.2.6-1
    @Test
    void reservedBitsAreIgnored() {
        ByteView good = new Peer(SpecBuilder.v3().build(), "172.16.0.225")
                .advert(Tick.ZERO, 120)
                .bytes();
        assertThat(good.u8(24) >>> 4).as("sent as zero").isZero();
        byte[] bytes = good.copy();
        bytes[24] = 0x10;
        int sum = (good.u16(26) - 0x1000) & 0xffff;
        bytes[26] = (byte) (sum >>> 8);
        bytes[27] = (byte) sum;
        Story story = Story.of(SpecBuilder.v3()).start();
        story.hears(IpAddress.of("172.16.0.225"), IpAddress.of("172.16.0.224"), 255, ByteView.of(bytes));
        assertThat(story.count(Counter.ADVERT_RCVD)).isOne();
        assertThat(story.router().masterInterval()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void oldPeerIsRecognisedByItsChecksumAndAnsweredAlike() {
        Story story = Story.of(SpecBuilder.v3()).start().andThen();
        byte[] old = oldStyle();
        story.hears(IpAddress.of("172.16.0.225"), IpAddress.of("172.16.0.224"), 255, ByteView.of(old));
        assertThat(story.did())
                .containsExactly("note: Setting unicast VRRPv3 checksum to old version, as 172.16.0.225 uses it");
        story.at("1s");
        ByteView ours = story.all(Effect.SendAdvert.class).getFirst().bytes();
        assertThat(ours.u16(26))
                .isEqualTo(0x4f74 + 0xac1000e1L % 0xffff - 0xe0000012L % 0xffff & 0xffff)
                .isNotEqualTo(0x4f74);
    }

    @Test
    void oldPeerIsRefusedWhereTheConfigurationSaysSo() {
        AdvertRules never =
                new AdvertRules(false, false, false, false, false, false, AdvertRules.OldChecksum.NEVER, true);
        Story story = Story.of(SpecBuilder.v3().rules(never)).start().andThen();
        story.hears(IpAddress.of("172.16.0.225"), IpAddress.of("172.16.0.224"), 255, ByteView.of(oldStyle()));
        assertThat(story.did()).containsExactly("refused: Invalid VRRPv3 checksum from 172.16.0.225");
    }

    /// What a peer sends that is told to compute as before 1.3.7.
    private static byte[] oldStyle() {
        AdvertRules always =
                new AdvertRules(false, false, false, false, false, false, AdvertRules.OldChecksum.ALWAYS, true);
        return new Peer(SpecBuilder.v3().rules(always).build(), "172.16.0.225")
                .advert(Tick.ZERO, 120)
                .bytes()
                .copy();
    }

    @Test
    void checksumAsVersion2LeavesThePseudoHeaderOut() {
        AdvertRules asV2 =
                new AdvertRules(false, false, false, false, false, true, AdvertRules.OldChecksum.DETECT, true);
        Story story = Story.of(SpecBuilder.v3().rules(asV2)).start().at("0.4s");
        ByteView pdu = story.all(Effect.SendAdvert.class).getFirst().bytes().from(20);
        assertThat(dev.baton.wire.Checksum.of(pdu)).isZero();
        story.hears("172.16.0.225", 200);
        assertThat(story.isIn(RouterState.BACKUP).count(Counter.CHECKSUM_ERR)).isZero();
    }

    /// keepalived 2.2.7 over IPv6; the checksum is the kernel's there and ours here.
    @Test
    void ipv6AdvertIsKeepalivedsToTheByte() {
        byte[] captured = Hex.bytes(
                "31056402 0032 3e5d", // version 3, VRID 5, priority 100, two addresses, 50 centiseconds
                "fe800000000000000000000000000100",
                "20010db8000000000000000000000100");
        Story story = Story.of(SpecBuilder.ipv6().vrid(5).priority(100).interval(Duration.ofMillis(500)))
                .start()
                .at("2s");
        assertThat(story.all(Effect.SendAdvert.class).getFirst().bytes()).isEqualTo(ByteView.of(captured));
    }

    // RFC9568-5.1.2.3-1
    @Test
    void ipv6AdvertIsThePayloadWithHopLimit255() {
        Story story = Story.of(SpecBuilder.ipv6()).start().at("0.4s");
        Effect.SendAdvert advert = story.all(Effect.SendAdvert.class).getFirst();
        assertThat(advert.destination()).isEqualTo(IpAddress.of("ff02::12"));
        assertThat(advert.source()).isEqualTo(IpAddress.of("fe80::1"));
        assertThat(advert.hopLimit()).isEqualTo(OptionalInt.of(255));
        assertThat(advert.bytes().length()).isEqualTo(8 + 2 * 16);
        assertThat(story.did())
                .contains(
                        "announce fe80::100 on eth0 by NA",
                        "announce 2001:db8::100 on eth0 by NA",
                        "add fe80::100/64 2001:db8::100/64 lease 1s");
    }

    @Test
    void ipv6RoutersCompareTheirLinkLocalAddresses() {
        Story story = Story.of(SpecBuilder.ipv6()).start().at("0.4s").isIn(RouterState.MASTER);
        story.hears("fe80::2", 120).isIn(RouterState.BACKUP);
        Story winner = Story.of(SpecBuilder.ipv6()).start().at("0.4s").hears("fe80::0", 120);
        winner.isIn(RouterState.MASTER);
    }

    // RFC9568-5.1.2.3-2
    @Test
    void ipv6AdvertThatWasForwardedIsRefused() {
        Story story = Story.of(SpecBuilder.ipv6()).start().andThen();
        ByteView bytes = new Peer(SpecBuilder.ipv6().build(), "fe80::2")
                .advert(Tick.ZERO, 200)
                .bytes();
        story.hears(IpAddress.of("fe80::2"), IpAddress.of("ff02::12"), 64, bytes);
        assertThat(story.did()).containsExactly("refused: invalid TTL/HL from fe80::2. Received 64 and expect 255");
    }
}
