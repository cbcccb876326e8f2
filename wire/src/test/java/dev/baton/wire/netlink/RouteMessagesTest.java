package dev.baton.wire.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.MacAddress;
import dev.baton.testkit.Hex;
import dev.baton.wire.netlink.InterfaceAddress.Lifetime;
import dev.baton.wire.netlink.RouteRequest.Verb;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Fixtures are what a little-endian machine sends; netlink is in the machine's order.
class RouteMessagesTest {
    private static final IpPrefix VIP = new IpPrefix(IpAddress.of("172.16.0.222"), 16);

    @BeforeAll
    static void fixturesAreLittleEndian() {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "fixtures are little-endian");
    }

    private static byte[] written(RouteRequest request) {
        ByteBuffer buffer = ByteBuffer.allocate(512);
        request.write(new NetlinkWriter(buffer), 7);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static NetlinkMessage message(byte[] bytes) {
        List<NetlinkMessage> messages = NetlinkMessage.split(ByteBuffer.wrap(bytes));
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    @Test
    void aLeasedAddressWithALabelIsAdded() {
        InterfaceAddress address =
                InterfaceAddress.of(2, VIP).withLabel("eth0:1").withProtocol(18).withLifetime(Lifetime.lease(3));
        assertThat(written(new RouteRequest.ForAddress(Verb.ADD, address)))
                .containsExactly(Hex.bytes(
                        "58000000 1400 0506 07000000 00000000", // 88 bytes, RTM_NEWADDR, REQUEST|ACK|EXCL|CREATE
                        "02 10 00 00 02000000", // AF_INET, /16, no flags, scope global, interface 2
                        "0800 0200 ac1000de", // IFA_LOCAL
                        "0800 0100 ac1000de", // IFA_ADDRESS
                        "0b00 0300 657468303a3100 00", // IFA_LABEL eth0:1, padded
                        "0800 0800 00000000", // IFA_FLAGS
                        "0500 0b00 12 000000", // IFA_PROTO 18, padded
                        "1400 0600 03000000 03000000 00000000 00000000")); // IFA_CACHEINFO: preferred, valid
    }

    @Test
    void deletionsAskForNothingButAnAcknowledgement() {
        byte[] bytes = written(new RouteRequest.ForAddress(Verb.DELETE, InterfaceAddress.of(2, VIP)));
        assertThat(bytes).startsWith(Hex.bytes("30000000 1500 0500 07000000 00000000 02 10"));
    }

    @Test
    void aBlackholeRouteHasNoDevice() {
        Route hole = Route.blackhole(new IpPrefix(IpAddress.of("172.16.0.0"), 16));
        assertThat(written(new RouteRequest.ForRoute(Verb.REPLACE, hole)))
                .containsExactly(Hex.bytes(
                        "2c000000 1800 0505 07000000 00000000", // 44 bytes, RTM_NEWROUTE, REQUEST|ACK|REPLACE|CREATE
                        "02 10 00 00 fe 04 00 06 00000000", // AF_INET, /16, main, static, universe, blackhole
                        "0800 0100 ac100000", // RTA_DST
                        "0800 0f00 fe000000")); // RTA_TABLE main
    }

    @Test
    void aPermanentNeighbourNamesItsMac() {
        Neighbour neighbour = Neighbour.permanent(3, IpAddress.of("172.16.0.224"), new MacAddress(0x0200_0000_0001L));
        assertThat(written(new RouteRequest.ForNeighbour(Verb.REPLACE, neighbour)))
                .containsExactly(Hex.bytes(
                        "30000000 1c00 0505 07000000 00000000", // 48 bytes, RTM_NEWNEIGH
                        "02 00 0000 03000000 8000 00 00", // AF_INET, interface 3, NUD_PERMANENT
                        "0800 0100 ac1000e0", // NDA_DST
                        "0a00 0200 020000000001 0000")); // NDA_LLADDR, padded
    }

    @Test
    void whatIsWrittenIsRead() {
        InterfaceAddress address = new InterfaceAddress(
                4,
                new IpPrefix(IpAddress.of("2001:db8::222"), 128),
                Optional.of(IpAddress.of("2001:db8::1")),
                Optional.empty(),
                Optional.empty(),
                RtNetlinkConstants.RT_SCOPE_LINK,
                RtNetlinkConstants.IFA_F_NODAD | RtNetlinkConstants.IFA_F_NOPREFIXROUTE,
                18,
                new Lifetime(30, 0));
        assertThat(InterfaceAddress.parse(message(written(new RouteRequest.ForAddress(Verb.ADD, address)))))
                .isEqualTo(address);
        Route route = Route.via(new IpPrefix(IpAddress.of("::"), 0), IpAddress.of("fe80::1"), 9)
                .inTable(100_000);
        assertThat(Route.parse(message(written(new RouteRequest.ForRoute(Verb.ADD, route)))))
                .isEqualTo(route);
    }

    @Test
    void aLinkIsReadWithItsKind() {
        Link link = Link.parse(message(Hex.bytes(
                "48000000 1000 0000 00000000 00000000", // 72 bytes, RTM_NEWLINK
                "00 00 0100 05000000 43100100 00000000", // Ethernet, index 5, UP|BROADCAST|RUNNING|MULTICAST|LOWER_UP
                "0900 0300 65746830 00 000000", // IFLA_IFNAME eth0
                "0a00 0100 020000000001 0000", // IFLA_ADDRESS
                "1000 1200 0900 0100 76657468 00 000000"))); // IFLA_LINKINFO { IFLA_INFO_KIND veth }
        assertThat(link.name()).isEqualTo("eth0");
        assertThat(link.index()).isEqualTo(5);
        assertThat(link.mac()).contains(new MacAddress(0x0200_0000_0001L));
        assertThat(link.kind()).contains("veth");
        assertThat(link).matches(Link::isUp).matches(Link::isRunning).matches(Link::hasCarrier);
    }

    @Test
    void aVrfIsReadWithItsTable() {
        String head = "00 00 0100 05000000 c1000100 00000000" // Ethernet, index 5, UP|RUNNING|NOARP|LOWER_UP
                + "0900 0300 626c7565 00 000000"; // IFLA_IFNAME blue
        String data = "0c00 0200 0800 0100 0a000000"; // IFLA_INFO_DATA { IFLA_VRF_TABLE 10 }
        Link vrf = Link.parse(message(Hex.bytes(
                "44000000 1000 0000 00000000 00000000", // 68 bytes, RTM_NEWLINK
                head,
                "1800 1200 0800 0100 76726600", // IFLA_LINKINFO { IFLA_INFO_KIND vrf, without its end
                data)));
        assertThat(vrf.kind()).contains("vrf");
        assertThat(vrf.vrfTable()).hasValue(10);
        Link other = Link.parse(message(Hex.bytes(
                "44000000 1000 0000 00000000 00000000",
                head,
                "1800 1200 0800 0100 74756e00", // IFLA_LINKINFO { IFLA_INFO_KIND tun
                data)));
        assertThat(other.vrfTable())
                .as("an attribute of that number of another kind")
                .isEmpty();
    }

    @Test
    void aRefusalCarriesTheKernelsWords() {
        Acknowledgement refusal = Acknowledgement.parse(message(Hex.bytes(
                "30000000 0200 0003 07000000 00000000", // 48 bytes, NLMSG_ERROR, CAPPED|ACK_TLVS
                "efffffff", // -EEXIST
                "30000000 1400 0506 07000000 00000000", // the request's header
                "0a00 0100 7761732068 00 0000"))); // NLMSGERR_ATTR_MSG
        assertThat(refusal).isEqualTo(new Acknowledgement(17, "was h"));
    }

    @Test
    void lengthsThatPointOutsideAreRefused() {
        byte[] good = written(new RouteRequest.ForAddress(Verb.ADD, InterfaceAddress.of(2, VIP)));
        for (int length = 16; length < good.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(good, length));
            assertThatThrownBy(() -> NetlinkMessage.split(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void damagedMessagesAreReadOrRefusedAndNothingElse() {
        byte[] good = written(new RouteRequest.ForAddress(
                Verb.ADD, InterfaceAddress.of(2, VIP).withLabel("a")));
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] damaged = good.clone();
            for (int count = 0; count <= seed % 4; count++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                NetlinkMessage.split(ByteBuffer.wrap(damaged)).forEach(message -> {
                    InterfaceAddress.parse(message);
                    Acknowledgement.parse(message);
                    Route.parse(message);
                    Link.parse(message);
                });
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).isNotBlank();
            }
        }
    }

    @Test
    void aFullBufferIsNoticed() {
        NetlinkWriter writer = new NetlinkWriter(ByteBuffer.allocate(40));
        RouteRequest request = new RouteRequest.ForAddress(Verb.ADD, InterfaceAddress.of(2, VIP));
        assertThatThrownBy(() -> request.write(writer, 1)).isInstanceOf(BufferOverflowException.class);
        writer.abandon();
        assertThat(writer.position()).isZero();
    }
}
