package dev.baton.it.probe;

import static dev.baton.it.lab.Product.BATON;
import static dev.baton.it.lab.Product.KEEPALIVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.it.Built;
import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.KeepalivedPeer;
import dev.baton.it.lab.MailServer;
import dev.baton.it.lab.Peer;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Program;
import dev.baton.it.lab.Segment;
import dev.baton.it.lab.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Alerts that a mail server gets, beside those that it gets from keepalived.
@Tag("kernel")
class MailTest {
    private static final Setting SETTING = new Setting(
            3, Setting.Family.IPV4, Setting.Transport.UNICAST, Setting.Authentication.NONE, Duration.ofMillis(200));
    private static final Duration WAIT_MOST = Duration.ofSeconds(30);
    private static final Pattern MESSAGE =
            Pattern.compile("-+ MESSAGE FOLLOWS -+\\n(.*?)-+ END MESSAGE -+", Pattern.DOTALL);
    /// Those differ by time, connection and product.
    private static final Pattern NOT_COMPARED = Pattern.compile("(Date|X-Peer|X-Mailer): .*\\R");

    private static String globals(String sender, String more) {
        return """
                global_defs {
                    router_id LB-1
                    notification_email { ops@example.com
                        night@example.com }
                    notification_email_from %s
                    smtp_server 127.0.0.1 2525
                    smtp_helo_name lb.example
                    script_user root
                %s}
                vrrp_script must {
                    script "/usr/bin/test ! -e /run/broken"
                }
                vrrp_sync_group G {
                    group { VI_1 }
                    smtp_alert
                }
                """.formatted(sender, more);
    }

    private static Peer peer(Product product, Host host, String globals) {
        String configuration = globals
                + SETTING.keepalivedConf(
                        "172.16.0.224", "172.16.0.225", 150, List.of("smtp_alert", "track_script {\nmust\n}"));
        return product == BATON ? new BatonPeer(host, configuration) : new KeepalivedPeer(host, configuration);
    }

    private static List<String> mails(Program server) {
        List<String> mails = new ArrayList<>();
        Matcher matcher = MESSAGE.matcher(server.log());
        while (matcher.find()) {
            mails.add(NOT_COMPARED.matcher(matcher.group(1)).replaceAll("").strip());
        }
        return mails;
    }

    private static long count(Program server, String subject) {
        return mails(server).stream().filter(mail -> mail.contains(subject)).count();
    }

    private static void await(Program server, String subject, Peer peer) {
        Await.until(
                "a mail says " + subject,
                WAIT_MOST,
                () -> mails(server).stream().anyMatch(mail -> mail.contains(subject)),
                () -> server.log() + "\n" + peer.log());
    }

    private static List<String> mailedBy(Product product, String sender, String more) {
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            try (Program server = host.start(MailServer.words(2525))) {
                Await.until(
                        "the mail server listens",
                        WAIT_MOST,
                        () -> host.run("ss", "-tln").contains(":2525"),
                        server::log);
                Peer peer = peer(product, host, globals(sender, more));
                peer.start();
                await(server, "Group G - Entering MASTER state", peer);
                host.run("touch", "/run/broken");
                Await.until("it is in fault", WAIT_MOST, () -> peer.log().contains("FAULT STATE"), peer::log);
                host.run("rm", "/run/broken");
                Await.until(
                        "it is master again and has said so",
                        WAIT_MOST,
                        () -> count(server, "Instance VI_1 - Entering MASTER") == 2
                                && count(server, "Group G - Entering MASTER") == 2,
                        () -> server.log() + peer.log());
                List<String> beforeTheEnd = mails(server);
                peer.stop();
                // keepalived ends before it has handed its last ones in.
                if (product == BATON) {
                    await(server, "Instance VI_1 - Stopping", peer);
                }
                return beforeTheEnd;
            }
        }
    }

    /// A mail server that does not know the first of the two recipients.
    private static final String PICKY = """
            import asyncio, sys
            from aiosmtpd.controller import Controller
            from aiosmtpd.handlers import Debugging
            class Picky(Debugging):
                async def handle_RCPT(self, server, session, envelope, address, options):
                    print("asked for", address)
                    if address.startswith("ops"):
                        return "550 no such user"
                    envelope.rcpt_tos.append(address)
                    return "250 OK"
            Controller(Picky(sys.stdout), hostname="127.0.0.1", port=2525).start()
            asyncio.new_event_loop().run_forever()
            """;

    /// What has been mailed, and how often the server was asked for the second recipient, three seconds after the group
    /// became MASTER.
    private static String mailedDespiteRefusal(Product product) {
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            try (Program server = host.start("/usr/bin/python3", "-u", "-c", PICKY)) {
                Await.until(
                        "the mail server listens",
                        WAIT_MOST,
                        () -> host.run("ss", "-tln").contains(":2525"),
                        server::log);
                Peer peer = peer(product, host, globals("lb@example.com", ""));
                peer.start();
                Await.until("it is master", WAIT_MOST, () -> peer.log().contains("MASTER STATE"), peer::log);
                Await.until("it was asked", WAIT_MOST, () -> server.log().contains("asked for ops"), peer::log);
                host.run("sleep", "3");
                peer.stop();
                return mails(server).size() + " " + server.log().contains("asked for night");
            }
        }
    }

    @Test
    void aRecipientThatIsRefusedDoesNotKeepItFromTheOthers() {
        Built.orSkip(BATON, KEEPALIVED);
        assumeTrue(MailServer.isInstalled(), "aiosmtpd is not installed");
        assertThat(mailedDespiteRefusal(KEEPALIVED))
                .as("keepalived mails nobody")
                .isEqualTo("0 false");
        assertThat(mailedDespiteRefusal(BATON)).matches("[1-9]\\d* true");
    }

    @Test
    void theSameIsMailedAsByKeepalived() {
        Built.orSkip(BATON, KEEPALIVED);
        assumeTrue(MailServer.isInstalled(), "aiosmtpd is not installed");
        List<String> ours = mailedBy(BATON, "lb@example.com", "");
        List<String> theirs = mailedBy(KEEPALIVED, "lb@example.com", "");
        assertThat(ours).isNotEmpty().containsExactlyInAnyOrderElementsOf(theirs);
    }

    @Test
    void faultsAreNotMailedWhereNobodyWantsToKnow() {
        Built.orSkip(BATON);
        assumeTrue(MailServer.isInstalled(), "aiosmtpd is not installed");
        assertThat(mailedBy(BATON, "\"Load balancer <lb@example.com>\"", "    no_email_faults\n"))
                .noneMatch(mail -> mail.contains("FAULT"))
                .anyMatch(mail -> mail.startsWith("""
                        From: Load balancer <lb@example.com>
                        Subject: [LB-1] VRRP Instance VI_1 - Entering MASTER state
                        To: ops@example.com, night@example.com
                        """));
    }
}
