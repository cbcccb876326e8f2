package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Command;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Segment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the kernel says of a running daemon's process and threads.
@Tag("kernel")
class SchedulingTest {
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final String KEYWORDS = """
            global_defs {
                process_name vrouter
                vrrp_priority -5
                vrrp_no_swap
                vrrp_rt_priority 50
                vrrp_cpu_affinity 0
                vrrp_rlimit_rttime 300000
            }
            """;

    @Test
    void theProcessIsAsTheKeywordsAsk() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open();
                BatonPeer peer = master(segment, KEYWORDS)) {
            assertThat(comm(peer)).isEqualTo("vrouter");
            assertThat(threads(peer)).contains("VM Thread SCHED_RR|SCHED_RESET_ON_FORK 49 0");
            assertThat(threads(peer)).anyMatch(line -> line.endsWith("SCHED_RR|SCHED_RESET_ON_FORK 50 0"));
            assertThat(status(peer)).containsPattern("VmLck:\\s+[1-9]\\d{3,} kB");
            assertThat(Command.output(List.of("prlimit", "--rttime", "--raw", "--noheadings", "-p", pid(peer))))
                    .contains("300000 300000");
            assertThat(Command.output(List.of("ps", "-Lo", "ni=", "-p", pid(peer))))
                    .contains("-5");
        }
    }

    @Test
    void theThreadsThatCheckAndBalanceAreAsTheKeywordsAsk() {
        Built.orSkip(Product.BATON);
        String keywords = """
                global_defs {
                    checker_rt_priority 30
                    checker_priority 5
                    checker_cpu_affinity 0
                }
                baton {
                    balancer nftables
                }
                virtual_server 172.16.0.230 80 {
                    protocol TCP
                    lb_algo rr
                    lb_kind NAT
                    real_server 172.16.0.224 80 {
                        TCP_CHECK {
                        }
                    }
                }
                """;
        try (Segment segment = Segment.open();
                BatonPeer peer = master(segment, keywords)) {
            for (String thread : List.of("services", "balancer")) {
                String below = thread + " SCHED_RR|SCHED_RESET_ON_FORK 1 0";
                Await.until(below, START_MAX, () -> threads(peer).contains(below), () -> threads(peer) + peer.log());
            }
            assertThat(threads(peer)).anyMatch(line -> line.startsWith("java SCHED_RR|SCHED_RESET_ON_FORK 2"));
            assertThat(Command.output(List.of("ps", "-Lo", "ni=,comm=", "-p", pid(peer))))
                    .doesNotContain("5 java");
        }
    }

    @Test
    void theLoopIsRealTimeUnasked() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open();
                BatonPeer peer = master(segment, "")) {
            assertThat(comm(peer)).isEqualTo("baton");
            assertThat(threads(peer)).anyMatch(line -> line.startsWith("VM Thread SCHED_RR|SCHED_RESET_ON_FORK 1"));
            assertThat(threads(peer)).anyMatch(line -> line.startsWith("java SCHED_RR|SCHED_RESET_ON_FORK 2"));
            assertThat(status(peer)).containsPattern("VmLck:\\s+0 kB");
        }
    }

    @Test
    void whatTheLoopWasLateIsSaidAtTheEnd() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open();
                BatonPeer peer = master(segment, "")) {
            assertThat(peer.stop()).isZero();
            assertThat(peer.log()).containsPattern("Lateness: \\d+ deadlines, half within .* latest \\d+\\.\\d+ ms");
        }
    }

    private static BatonPeer master(Segment segment, String keywords) {
        BatonPeer peer = new BatonPeer(segment.host("ha1", "172.16.0.224/16"), keywords + Checkout.seed("ha1.conf"));
        peer.start();
        Await.until("it is master", START_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
        return peer;
    }

    private static String pid(BatonPeer peer) {
        return Long.toString(peer.pids().getFirst());
    }

    private static String comm(BatonPeer peer) {
        return read(Path.of("/proc", pid(peer), "comm")).strip();
    }

    private static String status(BatonPeer peer) {
        return read(Path.of("/proc", pid(peer), "status"));
    }

    /// Each thread with its policy, real-time priority and processors.
    private static List<String> threads(BatonPeer peer) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", pid(peer), "task"))) {
            return tasks.map(SchedulingTest::thread).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String thread(Path task) {
        String scheduling = Command.run(List.of("chrt", "-p", task.getFileName().toString()))
                .output()
                .lines()
                .map(line -> line.replaceAll(".*: ", ""))
                .collect(Collectors.joining(" "));
        String processors = read(task.resolve("status"))
                .lines()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line -> line.replaceAll(".*:\\s*", ""))
                .collect(Collectors.joining());
        return read(task.resolve("comm")).strip() + " " + scheduling + " " + processors;
    }

    /// A thread may end meanwhile.
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }
}
