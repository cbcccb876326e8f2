package dev.baton.it.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.it.Built;
import dev.baton.it.lab.Await;
import dev.baton.it.lab.MailServer;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Program;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Alerts of real and virtual servers, as a mail server gets them. Subjects and bodies are those that keepalived 2.2.7
/// sends of the same events, but for what COMPATIBILITY.md names.
@Tag("kernel")
class ServerMailTest {
    private static final String CONF = """
            global_defs {
                router_id LB-1
                notification_email {
                    ops@example.com
                }
                notification_email_from lb@example.com
                smtp_server 127.0.0.1 2525
                script_user root
                enable_script_security
            %1$s}
            baton {
                balancer nftables
            }
            virtual_server 172.16.0.222 80 {
                delay_loop 0.3
                lb_algo rr
                lb_kind NAT
                protocol TCP
                quorum 2
                hysteresis 1
                omega
            %2$s    real_server 172.16.0.11 8080 {
                    weight 2
                    MISC_CHECK {
                        misc_path "/usr/bin/test ! -e /run/fail1"
                        warmup 0.1
                    }
                }
                real_server 172.16.0.12 8080 {
                    weight 1
                    smtp_alert off
                    MISC_CHECK {
                        misc_path "/usr/bin/test ! -e /run/fail2"
                        warmup 0.1
                    }
                }
            }
            """;

    private static final String SERVER =
            "Subject: [LB-1] Realserver [172.16.0.11]:tcp:8080 of virtual server [172.16.0.222]:tcp:80 - ";
    private static final String SERVICE = "Subject: [LB-1] Virtualserver [172.16.0.222]:tcp:80 - ";

    @BeforeEach
    void needs() {
        Built.orSkip(Product.BATON);
        assumeTrue(MailServer.isInstalled(), "aiosmtpd is not installed");
    }

    private static List<String> mails(Program server) {
        return server.log()
                .lines()
                .filter(line -> line.startsWith("Subject: ") || line.startsWith("=> "))
                .toList();
    }

    private static void await(Balanced lab, Program server, String... lines) {
        Await.until(
                "these are mailed: " + List.of(lines),
                Balanced.SOON,
                () -> mails(server).equals(List.of(lines)),
                () -> String.join("\n", mails(server)) + "\n" + lab.daemon().log());
    }

    private static Program mailServer(Balanced lab) {
        Program server = lab.balancer().start(MailServer.words(2525));
        Await.until(
                "the mail server listens",
                Balanced.SOON,
                () -> lab.balancer().run("ss", "-tln").contains(":2525"),
                server::log);
        return server;
    }

    private static void awaitLog(Balanced lab, String text) {
        Await.until(text, Balanced.SOON, () -> lab.daemon().log().contains(text), lab.daemon()::log);
    }

    @Test
    void everyChangeIsMailedToTheEnd() {
        try (Balanced lab = new Balanced(CONF.formatted("", "    smtp_alert\n"));
                Program server = mailServer(lab)) {
            lab.start();
            String[] start = {SERVICE + "UP", "=> Starting with quorum up 2+1=3 <= 3 <="};
            await(lab, server, start);
            awaitLog(lab, "MISC_CHECK of [172.16.0.11]:tcp:8080 succeeded");
            lab.balancer().run("touch", "/run/fail1");
            String[] lost = {start[0], start[1], SERVER + "DOWN", "=> MISC CHECK failed on service <="};
            await(lab, server, lost);
            lab.balancer().run("touch", "/run/fail2");
            String[] quorumLost = concat(lost, SERVICE + "DOWN", "=> Lost quorum 2-1=1 > 0 <=");
            await(lab, server, quorumLost);
            lab.balancer().run("rm", "/run/fail2");
            awaitLog(lab, "Adding service [172.16.0.12]:tcp:8080");
            lab.balancer().run("rm", "/run/fail1");
            String[] back = concat(
                    quorumLost,
                    SERVICE + "UP",
                    "=> Gained quorum 2+1=3 <= 3 <=",
                    SERVER + "UP",
                    "=> MISC CHECK succeeded on service <=");
            await(lab, server, back);
            assertThat(lab.daemon().stop()).isZero();
            await(
                    lab,
                    server,
                    concat(back, SERVER + "DOWN", "=> Shutting down <=", SERVICE + "DOWN", "=> Shutting down <="));
        }
    }

    @Test
    void whoWantsNoMailOfServersGetsNone() {
        try (Balanced lab = new Balanced(CONF.formatted("    smtp_alert_checker off\n", ""));
                Program server = mailServer(lab)) {
            lab.start();
            awaitLog(lab, "MISC_CHECK of [172.16.0.11]:tcp:8080 succeeded");
            lab.balancer().run("touch", "/run/fail1", "/run/fail2");
            awaitLog(lab, "Lost quorum");
            assertThat(lab.daemon().stop()).isZero();
            assertThat(mails(server)).isEmpty();
        }
    }

    private static String[] concat(String[] first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }
}
