package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Segment;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// `baton run` with what operators get wrong: a sentence and an exit code, never a stack trace.
@Tag("kernel")
class RunTest {
    private static final String BALANCED = "Virtual servers are balanced by";
    private static final Duration START_MAX = Duration.ofSeconds(30);

    static Stream<Arguments> mistakes() {
        String seed = Checkout.seed("ha1.conf");
        return Stream.of(
                Arguments.of(
                        "a brace is missing",
                        seed.replace("virtual_ipaddress {", "virtual_ipaddress"),
                        "virtual_ipaddress"),
                Arguments.of("the file ends early", seed.substring(0, seed.indexOf("advert_int")), "vrrp_instance"),
                Arguments.of(
                        "a number is no number",
                        seed.replace("virtual_router_id 51", "virtual_router_id x"),
                        "virtual_router_id"),
                Arguments.of(
                        "the address is none", seed.replace("172.16.0.222/16", "172.16.0.322/16"), "172.16.0.322"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void mistakeIsReportedWithItsLine(String mistake, String configuration, String excerpt) {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            BatonPeer peer = new BatonPeer(segment.host("ha1", "172.16.0.224/16"), configuration);
            peer.start();
            assertThat(endOf(peer)).isBetween(0, 6);
            assertThat(peer.log()).contains(excerpt);
            assertThat(peer.log()).containsPattern("keepalived\\.conf:\\d+");
            assertNoStackTrace(peer.log());
        }
    }

    @Test
    void unknownKeywordIsReportedAndTheRestRuns() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            String configuration = Checkout.seed("ha1.conf").replace("priority 120", "priority 120\nprioritty 130");
            BatonPeer peer = new BatonPeer(segment.host("ha1", "172.16.0.224/16"), configuration);
            peer.start();
            Await.until("it is master", START_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
            assertThat(peer.log()).contains("prioritty").containsPattern("keepalived\\.conf:18");
            assertThat(peer.stop()).isZero();
            assertNoStackTrace(peer.log());
        }
    }

    @Test
    void missingFileEndsInASentence() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            BatonPeer peer = new BatonPeer(segment.host("ha1", "172.16.0.224/16"), "");
            peer.startWith("/run/there-is-no-such.conf");
            assertThat(peer.awaitEnd()).isBetween(1, 6);
            assertThat(peer.log()).contains("/run/there-is-no-such.conf");
            assertNoStackTrace(peer.log());
        }
    }

    @Test
    void deviceThatIsNotThereIsNamed() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            String configuration = Checkout.seed("ha1.conf").replace("dev eth0 label eth0:1", "dev eth7");
            BatonPeer peer = new BatonPeer(segment.host("ha1", "172.16.0.224/16"), configuration);
            peer.start();
            Await.until("the device is named", START_MAX, () -> peer.log().contains("eth7"), peer::log);
            assertThat(endOf(peer)).isBetween(0, 6);
            assertNoStackTrace(peer.log());
        }
    }

    @Test
    void virtualServerNeverStopsVrrpAndIsReportedOnce() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            BatonPeer peer = new BatonPeer(host, Checkout.seed("ha1.conf"));
            peer.start();
            Await.until("it is master", START_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
            assertThat(host.run("ip", "-o", "-4", "address", "show", "dev", "eth0"))
                    .containsPattern("172\\.16\\.0\\.222/16 .*eth0:1");
            // Said by a thread of its own, which may need longer than the protocol.
            Await.until("the balancer is named", START_MAX, () -> peer.log().contains(BALANCED), peer::log);
            assertThat(peer.stop()).isZero();
            assertThat(peer.log().lines().filter(line -> line.contains(BALANCED)))
                    .hasSize(1);
            assertThat(peer.isMasterOf(Pair.VIP)).isFalse();
        }
    }

    /// The exit code of a daemon that either refuses its configuration or runs with what is left of it.
    private static int endOf(BatonPeer peer) {
        Await.until(
                "it runs or has ended",
                START_MAX,
                () -> peer.log().contains("Startup complete") || !peer.isRunning(),
                peer::log);
        return peer.isRunning() ? peer.stop() : peer.awaitEnd();
    }

    private static void assertNoStackTrace(String log) {
        assertThat(log).doesNotContain("\tat ").doesNotContain("Exception");
    }
}
