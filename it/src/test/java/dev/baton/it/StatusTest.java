package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Capture;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Command;
import dev.baton.it.lab.Gaps;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Program;
import dev.baton.it.lab.Segment;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `baton status` of running daemons, and clients that mean no good.
@Tag("kernel")
class StatusTest {
    private static final Duration ATTEMPT_MAX = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private static String configuration(String extra) {
        return """
                baton {
                    %s
                }
                vrrp_instance V3 {
                    interface eth0
                    version 3
                    virtual_router_id 51
                    advert_int 0.1
                    priority 150
                    virtual_ipaddress {
                        172.16.0.222/16
                    }
                }
                """.formatted(extra);
    }

    @Test
    void bothSidesOfAPairSayWhoIsMasterAndWhy() {
        Built.orSkip(Product.BATON);
        try (Pair pair = Pair.ofSeed(Product.BATON, Product.BATON)) {
            pair.startInOrder();
            Command first = status(pair.first().host());
            assertThat(first.exit()).as(first.output()).isZero();
            assertThat(first.output())
                    .startsWith("INSTANCE  STATE   PRIORITY  INTERFACE  ADDRESSES        MASTER        SINCE")
                    .containsPattern("VI_1 +MASTER +120 +eth0 +172\\.16\\.0\\.222/16 +172\\.16\\.0\\.224 "
                            + ".*no advert from anybody for 3\\.[0-5]\\d\\d s");
            String heard = "VI_1 +BACKUP +120 +eth0 +172\\.16\\.0\\.222/16 +172\\.16\\.0\\.224 .* started";
            Await.until(
                    "the backup knows the master",
                    ATTEMPT_MAX,
                    () -> status(pair.second().host()).output().lines().anyMatch(line -> line.matches(heard)),
                    () -> status(pair.second().host()).output());
            assertThat(status(pair.second().host(), "--json").output())
                    .containsPattern("\"at\" : \"20[0-9-]+T[0-9:.]+Z\"")
                    .contains("\"state\" : \"BACKUP\"")
                    .contains("\"master\" : \"172.16.0.224\"")
                    .containsPattern("\"pri_zero_rcvd\" : 0");
            pair.first().stop();
            Command stopped = status(pair.first().host());
            assertThat(stopped.exit()).isOne();
            assertThat(stopped.output()).contains("no daemon answers at /run/baton/control.sock");
        }
    }

    @Test
    void secondDaemonDoesNotTakeTheSocketAndOneAfterAKillDoes() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            BatonPeer peer = new BatonPeer(host, configuration("control_socket /run/here/ctl"));
            peer.start();
            Await.until("it answers", ATTEMPT_MAX, () -> answers(host), peer::log);
            assertThat(host.run("stat", "-c", "%a %U", "/run/here/ctl")).isEqualTo("600 root\n");
            host.machine()
                    .write(
                            "/run/second.conf",
                            "instance second\n"
                                    + configuration("control_socket /run/here/ctl")
                                            .replace("51", "52")
                                            .replace("222", "223"));
            try (Program second = host.start(
                    "env",
                    "JAVA_HOME=" + System.getProperty("java.home"),
                    Checkout.root().resolve("tools/baton-java").toString(),
                    Checkout.application().toString(),
                    "run",
                    "-f",
                    "/run/second.conf")) {
                Await.until("it works without", ATTEMPT_MAX, () -> host.holds("172.16.0.223"), second::log);
                assertThat(second.log()).contains("No control socket /run/here/ctl: another running daemon has it");
                assertThat(status(host, "-s", "/run/here/ctl").output()).contains("172.16.0.222/16");
            }
            peer.kill();
            assertThat(answers(host)).isFalse();
            peer.start();
            Await.until("it answers again", ATTEMPT_MAX, () -> answers(host), peer::log);
        }
    }

    @Test
    void clientsThatFloodOrHangDelayNoAdvert() throws IOException, InterruptedException {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            BatonPeer peer = new BatonPeer(host, configuration("control_socket /run/ctl"));
            peer.start();
            Await.until("it is master", ATTEMPT_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
            List<SocketChannel> hanging = new ArrayList<>();
            try (Capture capture = segment.capture()) {
                for (int count = 0; count < 20; count++) {
                    hanging.add(connect(host));
                }
                List<Thread> flood = new ArrayList<>();
                for (int count = 0; count < 8; count++) {
                    flood.add(Thread.ofPlatform().start(() -> flood(host)));
                }
                for (Thread each : flood) {
                    each.join();
                }
                Gaps gaps = Gaps.of(capture.stop().adverts(), INTERVAL);
                assertThat(gaps.adverts()).isGreaterThan(20);
                // A loop that waited for a client would be seconds late.
                assertThat(gaps.longest()).as(peer.log()).isLessThan(Duration.ofMillis(350));
            } finally {
                for (SocketChannel each : hanging) {
                    each.close();
                }
            }
            assertThat(status(host, "-s", "/run/ctl").exit()).isZero();
        }
    }

    private static void flood(Host host) {
        long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        ByteBuffer answer = ByteBuffer.allocate(1 << 16);
        while (System.nanoTime() < end) {
            try (SocketChannel channel = connect(host)) {
                channel.write(ByteBuffer.wrap("status\nnonsense\nstatus\n".getBytes(StandardCharsets.UTF_8)));
                channel.read(answer.clear());
            } catch (IOException refused) {
                // What is to be shown is what the adverts do meanwhile.
            }
        }
    }

    private static SocketChannel connect(Host host) throws IOException {
        Path socket = Path.of("/proc/" + host.machine().pid() + "/root/run/ctl");
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    private static boolean answers(Host host) {
        return status(host, "-s", "/run/here/ctl").exit() == 0;
    }

    private static Command status(Host host, String... options) {
        List<String> words = new ArrayList<>(List.of(
                "env",
                "JAVA_HOME=" + System.getProperty("java.home"),
                Checkout.root().resolve("tools/baton-java").toString(),
                Checkout.application().toString(),
                "status"));
        words.addAll(List.of(options));
        return host.machine().attempt(words.toArray(String[]::new));
    }
}
