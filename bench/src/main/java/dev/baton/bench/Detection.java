package dev.baton.bench;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Command;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.LabException;
import dev.baton.it.lab.Program;
import dev.baton.it.lab.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// 10,000 real servers that are asked every five seconds and again after one: how long after they end Baton says so,
/// what that costs, and what memory is left in use when all have failed and come back.
final class Detection {
    private static final int CHECKS = 10_000;
    private static final int ROUNDS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WATCHED = Duration.ofSeconds(20);
    /// The heap is looked at every ten seconds, native memory every thirty.
    private static final Duration REST = Duration.ofSeconds(45);

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private static final int STAMP_LENGTH = 23;

    private final StringBuilder rows = new StringBuilder();

    private Detection() {}

    /// A paragraph and a table for the page.
    static String measure() {
        try {
            // Where the namespace sees it too.
            Path folder = Files.createDirectories(Checkout.root().resolve("bench/target/acceptor"));
            Files.writeString(folder.resolve("acceptor.c"), CheckCase.ACCEPTOR);
            Command.output(List.of("cc", "-O2", "-o", folder + "/acceptor", folder + "/acceptor.c"));
            return new Detection().measure(folder + "/acceptor");
        } catch (IOException e) {
            throw new LabException("measuring detection", e);
        }
    }

    private String measure(String acceptor) {
        try (Segment segment = Segment.open()) {
            Host balancer = segment.host("lb", "172.16.0.224/16");
            balancer.run(
                    "sh",
                    "-c",
                    "ip link set lo up; echo 1024 65000 > /proc/sys/net/ipv4/ip_local_port_range;"
                            + " echo 65535 > /proc/sys/net/core/somaxconn");
            String conf = "baton {\n balancer nftables\n}\n" + CheckCase.configuration(CHECKS);
            Program servers = balancer.start(acceptor);
            try (BatonPeer baton = new BatonPeer(balancer, conf)) {
                baton.start();
                Await.until("it balances", PATIENCE, () -> baton.log().contains("are balanced by"), baton::log);
                watch(baton);
                for (int round = 1; round <= ROUNDS; round++) {
                    servers.kill();
                    noticed("all fail", baton, "Removing service", round);
                    servers = balancer.start(acceptor);
                    noticed("all come back", baton, "Adding service", round);
                }
                row("memory after that", memory(Usage.after(REST, baton)));
            } finally {
                servers.kill();
            }
        }
        return "%n%,d checks every 5 s that are repeated after 1 s (a failure is known after 6 s at most), beside their servers:%n%n| | |%n|---|---|%n%s"
                .formatted(CHECKS, rows);
    }

    private void watch(BatonPeer baton) {
        Usage before = Usage.after(REST, baton);
        Usage after = Usage.after(WATCHED, baton);
        row("CPU at rest", "%.1f %% of a processor".formatted(after.percentSince(before)));
        row("memory at rest", memory(after));
    }

    private static String memory(Usage usage) {
        return "RSS %.0f MiB, PSS %.0f MiB".formatted(usage.rssMebibytes(), usage.pssMebibytes());
    }

    /// How long after now each was noticed, by the daemon's own log.
    private void noticed(String what, BatonPeer baton, String sentence, int round) {
        LocalDateTime begun = LocalDateTime.now(ZoneId.systemDefault());
        // Whoever reads the log all the time would hold the checks up.
        Usage.after(Duration.ofSeconds(9), baton);
        Await.until(
                what,
                PATIENCE,
                () -> count(baton.log(), sentence) >= (long) CHECKS * round,
                () -> count(baton.log(), sentence) + " noticed");
        List<Double> delays = baton.log()
                .lines()
                .filter(line -> line.contains(sentence))
                .map(line -> LocalDateTime.parse(line.substring(0, STAMP_LENGTH), STAMP))
                .filter(at -> at.isAfter(begun))
                .map(at -> Duration.between(begun, at).toMillis() / 1e3)
                .sorted()
                .toList();
        row(
                what,
                "known after p50 %.2f s, p99 %.2f s, the last %.2f s"
                        .formatted(quantile(delays, 0.5), quantile(delays, 0.99), delays.getLast()));
    }

    private static long count(String log, String sentence) {
        return log.lines().filter(line -> line.contains(sentence)).count();
    }

    private static double quantile(List<Double> sorted, double part) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(part * sorted.size())));
    }

    private void row(String what, String figure) {
        rows.append("| %s | %s |%n".formatted(what, figure));
    }
}
