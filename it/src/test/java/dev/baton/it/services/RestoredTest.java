package dev.baton.it.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Built;
import dev.baton.it.lab.Await;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Program;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Other programs empty nftables while clients connect: firewalls that are loaded anew, and people.
@Tag("kernel")
class RestoredTest {
    private static final String CONF = """
            baton {
                balancer nftables
            }
            virtual_server 172.16.0.222 80 {
                delay_loop 5
                lb_algo rr
                lb_kind NAT
                protocol TCP
                real_server 172.16.0.11 8080 {
                    TCP_CHECK {
                        connect_timeout 3
                    }
                }
                real_server 172.16.0.12 8080 {
                    TCP_CHECK {
                        connect_timeout 3
                    }
                }
            }
            """;
    private static final String PUT_BACK = "it has been put back";
    private static final Duration CALM = Duration.ofSeconds(2);

    @BeforeEach
    void needs() {
        Built.orSkip(Product.BATON);
    }

    private static long timesPutBack(Balanced lab) {
        return lab.daemon()
                .log()
                .lines()
                .filter(line -> line.contains(PUT_BACK))
                .count();
    }

    private static void awaitPutBack(Balanced lab, long times) {
        Await.until("it is put back", Balanced.SOON, () -> timesPutBack(lab) == times, lab.daemon()::log);
        lab.awaitOnly("11", "12");
    }

    @Test
    void whatIsFlushedIsPutBackAtOnce() {
        try (Balanced lab = new Balanced(CONF).serve(11, 12).start()) {
            lab.awaitOnly("11", "12");
            List<String> harms =
                    List.of("flush ruleset", "flush map inet baton real4", "flush map inet baton services4");
            for (int i = 0; i < harms.size(); i++) {
                lab.balancer().run("nft", harms.get(i));
                awaitPutBack(lab, i + 1);
            }
            assertThat(lab.daemon().log()).contains("Another program (nft, process ");
            lab.balancer().run("nft", "table ip theirs { chain kept { }; }");
            Await.holds("their tables are theirs", CALM, () -> timesPutBack(lab) == harms.size(), lab.daemon()::log);
        }
    }

    /// Asks ten times a second, and says who answered, or nothing.
    private static Program asking(Balanced lab) {
        return lab.client()
                .start(
                        "bash",
                        "-c",
                        "while true; do (exec 3<>/dev/tcp/172.16.0.222/80 && read -t 3 -r name <&3 && echo got $name)"
                                + " 2>/dev/null || echo missed; sleep 0.1; done");
    }

    @Test
    void clientsHardlyNoticeAndNobodyFightsForEver() {
        try (Balanced lab = new Balanced(CONF).serve(11, 12).start()) {
            lab.awaitOnly("11", "12");
            try (Program asking = asking(lab)) {
                lab.balancer().run("sleep", "1");
                lab.balancer().run("nft", "flush", "ruleset");
                lab.balancer().run("sleep", "3");
                String answers = asking.log();
                assertThat(answers.lines().filter("missed"::equals))
                        .as("connections that failed around the flush")
                        .hasSizeLessThan(5);
                assertThat(answers.lines().filter(line -> line.startsWith("got")))
                        .hasSizeGreaterThan(10);
            }
            lab.balancer().run("bash", "-c", "for ((i = 0; i < 100; i++)); do nft flush ruleset; sleep 0.05; done");
            assertThat(timesPutBack(lab)).as("times it was put back").isLessThan(15);
            assertThat(Stream.of(lab.daemon().log().split("\\n"))).anyMatch(line -> line.contains("s at the earliest"));
            lab.awaitOnly("11", "12");
        }
    }
}
