package dev.baton.it.services;

import static dev.baton.it.lab.Product.BATON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Built;
import dev.baton.it.lab.Await;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Program;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The scenario's own virtual server, byte for byte: each host balances the HaVip over the nginx that it runs itself.
@Tag("kernel")
class SeedServicesTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    /// `delay_loop 6`, and one retry after `delay_before_retry 3`; the seed's `nb_get_retry` means nothing here.
    private static final Duration DETECTION = Duration.ofSeconds(6 + 3);

    private static final Duration BUSY = Duration.ofSeconds(2);

    private static Program nginx(Pair pair) {
        pair.first().host().machine().write("/run/nginx.conf", """
                daemon off;
                pid /run/nginx.pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    server { listen 172.16.0.224:80; return 200 "ha1\\n"; }
                }
                """);
        Program nginx = pair.first().host().start("/usr/sbin/nginx", "-c", "/run/nginx.conf", "-e", "stderr");
        Await.until(
                "nginx serves",
                SOON,
                () -> pair.first()
                                .host()
                                .machine()
                                .attempt("curl", "-s", "http://172.16.0.224/")
                                .exit()
                        == 0,
                nginx::log);
        return nginx;
    }

    private static boolean answers(Pair pair) {
        return pair.client()
                .machine()
                .attempt("curl", "-s", "-m", "3", "http://" + Pair.VIP + "/")
                .output()
                .equals("ha1\n");
    }

    @Test
    void curlPassesThroughTheVirtualServerOfTheMaster() {
        Built.orSkip(BATON);
        try (Pair pair = Pair.ofSeed(BATON, BATON);
                Program nginx = nginx(pair)) {
            pair.startInOrder();
            Await.until("the HaVip answers", SOON, () -> answers(pair), pair::logs);
            assertThat(pair.first().host().run("conntrack", "-L", "-p", "tcp", "--orig-dst", Pair.VIP))
                    .as("translated by the master")
                    .containsPattern(
                            "src=172\\.16\\.0\\.10 dst=172\\.16\\.0\\.222 .* src=172\\.16\\.0\\.224 dst=172\\.16\\.0\\.10");
            nginx.kill();
            Await.until(
                    "TCP_CHECK takes it out",
                    DETECTION.plus(BUSY),
                    () -> pair.first()
                            .log()
                            .contains("Removing service [172.16.0.224]:tcp:80 from VS [172.16.0.222]:tcp:80"),
                    pair::logs);
            assertThat(pair.first().isMasterOf(Pair.VIP))
                    .as("the address stays")
                    .isTrue();
            try (Program again = nginx(pair)) {
                Await.until(
                        "it is back in", DETECTION.plus(BUSY), () -> answers(pair), () -> pair.logs() + again.log());
            }
        }
    }
}
