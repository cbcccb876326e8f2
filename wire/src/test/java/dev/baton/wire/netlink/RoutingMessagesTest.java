package dev.baton.wire.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import dev.baton.testkit.Hex;
import dev.baton.wire.ByteView;
import dev.baton.wire.netlink.RouteOptions.Encapsulation;
import dev.baton.wire.netlink.RouteOptions.NextHop;
import dev.baton.wire.netlink.RouteRequest.Verb;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Fixtures are what a little-endian machine sends.
class RoutingMessagesTest {
    private static final IpPrefix NETWORK = new IpPrefix(IpAddress.of("10.15.0.0"), 16);

    @BeforeAll
    static void fixturesAreLittleEndian() {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "fixtures are little-endian");
    }

    private static byte[] written(RouteRequest request) {
        ByteBuffer buffer = ByteBuffer.allocate(512);
        request.write(new NetlinkWriter(buffer), 7);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static NextHop hop(String gateway, int index, int weight) {
        return new NextHop(
                Optional.of(IpAddress.of(gateway)),
                OptionalInt.of(index),
                weight,
                0,
                OptionalInt.empty(),
                Optional.empty());
    }

    private static Route route(OptionalInt index, RouteOptions options) {
        return new Route(
                NETWORK, 1, 254, 18, 0, index, Optional.empty(), Optional.empty(), OptionalInt.empty(), options);
    }

    private static RouteOptions options(
            SortedMap<Integer, Integer> metrics, Optional<Encapsulation> encapsulation, List<NextHop> hops) {
        return new RouteOptions(
                0x10,
                0,
                Optional.empty(),
                OptionalInt.empty(),
                metrics,
                Optional.of("cubic").filter(name -> !metrics.isEmpty()),
                encapsulation,
                hops,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    @Test
    void severalNextHopsStandInOneAttribute() {
        Route route = route(
                OptionalInt.empty(),
                options(new TreeMap<>(), Optional.empty(), List.of(hop("172.16.0.1", 2, 2), hop("10.9.0.3", 3, 1))));
        assertThat(written(new RouteRequest.ForRoute(Verb.ADD, route)))
                .containsExactly(Hex.bytes(
                        "50000000 1800 0506 07000000 00000000", // RTM_NEWROUTE, REQUEST|ACK|EXCL|CREATE
                        "02 10 00 10 fe 12 00 01 00000000", // AF_INET, /16, TOS 0x10, main, keepalived, unicast
                        "0800 0100 0a0f0000", // RTA_DST
                        "0800 0f00 fe000000", // RTA_TABLE main
                        "2400 0900", // RTA_MULTIPATH
                        "1000 00 01 02000000 0800 0500 ac100001", // weight 2, interface 2, RTA_GATEWAY
                        "1000 00 00 03000000 0800 0500 0a090003"));
    }

    @Test
    void metricsAndEncapsulationAreNested() {
        TreeMap<Integer, ByteView> label = new TreeMap<>(Map.of(1, ByteView.of(Hex.bytes("00064100"))));
        TreeMap<Integer, Integer> metrics = new TreeMap<>(Map.of(1, 4, 2, 1400));
        Route route = route(
                OptionalInt.of(2),
                options(metrics, Optional.of(new Encapsulation(Encapsulation.MPLS, label)), List.of()));
        assertThat(written(new RouteRequest.ForRoute(Verb.APPEND, route)))
                .containsExactly(Hex.bytes(
                        "68000000 1800 050c 07000000 00000000", // REQUEST|ACK|CREATE|APPEND
                        "02 10 00 10 fe 12 00 01 00000000",
                        "0800 0100 0a0f0000",
                        "0800 0f00 fe000000",
                        "0800 0400 02000000", // RTA_OIF
                        "2000 0800", // RTA_METRICS
                        "0800 0100 04000000", // RTAX_LOCK: of the MTU
                        "0800 0200 78050000", // RTAX_MTU 1400
                        "0a00 1000 637562696300 0000", // RTAX_CC_ALGO cubic
                        "0600 1500 0100 0000", // RTA_ENCAP_TYPE mpls
                        "0c00 1680 0800 0100 00064100")); // RTA_ENCAP, nested: label 100, bottom of stack
    }

    @Test
    void aGatewayOfTheOtherFamilyHasItsFamilyWithIt() {
        Route route = Route.via(NETWORK, IpAddress.of("fe80::1"), 2);
        assertThat(Hex.text(written(new RouteRequest.ForRoute(Verb.ADD, route))))
                .contains("16001200" + "0a00" + "fe800000000000000000000000000001");
    }

    @Test
    void aRuleIsWrittenAndReadAsTheSame() {
        Rule rule = new Rule(
                IpFamily.IPV4,
                Optional.of(new IpPrefix(IpAddress.of("172.16.0.222"), 32)),
                Optional.empty(),
                0,
                RtNetlinkConstants.FR_ACT_TO_TBL,
                100,
                true,
                new TreeMap<>(Map.of(
                        RtNetlinkConstants.FRA_PRIORITY, "f4010000",
                        RtNetlinkConstants.FRA_PROTOCOL, "12",
                        RtNetlinkConstants.FRA_IIFNAME, "6574683000")));
        byte[] bytes = written(new RouteRequest.ForRule(Verb.ADD, rule));
        assertThat(bytes)
                .containsExactly(Hex.bytes(
                        "48000000 2000 0506 07000000 00000000", // RTM_NEWRULE
                        "02 00 20 00 64 00 00 01 02000000", // from /32, table 100, FR_ACT_TO_TBL, FIB_RULE_INVERT
                        "0800 0200 ac1000de", // FRA_SRC
                        "0800 0f00 64000000", // FRA_TABLE
                        "0900 0300 6574683000 000000", // FRA_IIFNAME eth0
                        "0800 0600 f4010000", // FRA_PRIORITY 500
                        "0500 1500 12 000000")); // FRA_PROTOCOL keepalived
        assertThat(Rule.parse(NetlinkMessage.split(ByteBuffer.wrap(bytes)).getFirst()))
                .isEqualTo(rule);
        assertThat(rule.preference()).isEqualTo(500);
        assertThat(rule.protocol()).isEqualTo(18);
    }
}
