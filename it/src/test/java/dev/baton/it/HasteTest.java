package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Program;
import dev.baton.it.lab.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A start has a larger share of the processors than other programs; what it starts has not, and neither has the daemon
/// afterwards. How a start is scheduled is what its `startup_script` sees of its parent.
@Tag("kernel")
class HasteTest {
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final String FILE = "/run/keepalived.conf";
    /// Each thread, and the session where the kernel deals to sessions.
    private static final String LOOK_AT_PARENT =
            "ps -Lo ni=,comm= -p $PPID >/run/start; cut -d' ' -f3 /proc/$PPID/autogroup >/run/session || echo -10 >/run/session";

    @Test
    void aStartGoesBeforeOthersAndNobodyElseDoes() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = host(segment);
            try (Program daemon = daemon(host, "", "setsid")) {
                String pid = master(host, daemon);
                assertThat(lines(host, "cat", "/run/start")).contains("-10 java", "-10 VM Thread", "0 log");
                assertThat(lines(host, "cat", "/run/session")).containsOnly("-10");
                assertThat(lines(host, "cat", "/run/startup", "/run/tracked")).containsOnly("TS 0");
                assertThat(threads(host, pid))
                        .contains("TS 0 tracking")
                        .anyMatch(line -> line.startsWith("TS 0 C1 "))
                        .noneMatch(line -> line.startsWith("TS -"));
                assertThat(host.run("sh", "-c", "cat /proc/" + pid + "/autogroup 2>/dev/null || echo nice 0"))
                        .endsWith("nice 0\n");
            }
        }
    }

    @Test
    void whoHasANicenessAlreadyKeepsIt() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = host(segment);
            try (Program daemon = daemon(host, "", "nice", "-n", "3")) {
                String pid = master(host, daemon);
                assertThat(lines(host, "cat", "/run/start")).allMatch(line -> line.startsWith("3 "));
                assertThat(threads(host, pid)).contains("TS 3 tracking");
            }
        }
    }

    @Test
    void scriptsAreOrdinaryWhateverPriorityTheDaemonHas() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = host(segment);
            try (Program daemon = daemon(host, "vrrp_priority -5")) {
                String pid = master(host, daemon);
                assertThat(threads(host, pid)).contains("TS -5 tracking");
                host.run("rm", "/run/tracked");
                Await.until(
                        "the script has looked again",
                        START_MAX,
                        () -> !host.run("sh", "-c", "cat /run/tracked 2>/dev/null || true")
                                .isEmpty(),
                        daemon::log);
                assertThat(lines(host, "cat", "/run/tracked")).containsOnly("TS 0");
            }
        }
    }

    /// One with scripts that say how they are scheduled themselves.
    private static Host host(Segment segment) {
        Host host = segment.host("ha1", "172.16.0.224/16");
        host.machine().write("/run/up", "#!/bin/sh\nps -o cls=,ni= -p $$ >/run/startup\n" + LOOK_AT_PARENT + "\n");
        host.machine().write("/run/look", "#!/bin/sh\nps -o cls=,ni= -p $$ >/run/tracked\n");
        host.run("chmod", "0755", "/run/up", "/run/look");
        return host;
    }

    /// @param keyword a line of `global_defs`
    /// @param before words before the daemon's own
    private static Program daemon(Host host, String keyword, String... before) {
        String seed = Checkout.seed("ha1.conf").replaceFirst("virtual_ipaddress", "track_script {\nlook\n}\n$0");
        host.machine().write(FILE, """
                global_defs {
                    script_user root
                    startup_script /run/up
                    %s
                }
                vrrp_script look {
                    script /run/look
                    interval 1
                }
                """.formatted(keyword) + seed);
        List<String> words = new ArrayList<>(List.of(before));
        words.add(Checkout.root().resolve("tools/baton-java").toString());
        words.addAll(List.of(Checkout.application().toString(), "run", "-f", FILE));
        return Program.start(host.machine(), Map.of("JAVA_HOME", System.getProperty("java.home")), words);
    }

    /// Its process id, once it is master.
    private static String master(Host host, Program daemon) {
        Await.until("it is master", START_MAX, () -> host.holds(Pair.VIP), daemon::log);
        return host.run("pgrep", "-f", "dev.baton.cli.Main").strip();
    }

    /// Each thread with policy, niceness and name.
    private static List<String> threads(Host host, String pid) {
        return lines(host, "ps", "-Lo", "cls=,ni=,comm=", "-p", pid);
    }

    /// What a program writes, with one blank between words.
    private static List<String> lines(Host host, String... words) {
        return host.run(words)
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
    }
}
