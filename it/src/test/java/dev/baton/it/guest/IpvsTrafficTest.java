package dev.baton.it.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Built;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Guest;
import dev.baton.it.lab.Product;
import dev.baton.it.services.Responder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a client of IPVS sees by NAT, DR and TUN, while servers are drained, removed and brought back, is what it sees
/// with keepalived.
@Tag("kernel")
class IpvsTrafficTest {
    private static final String SEEN = """
            both serve: 2 r1 2 r2
            drained: 4 r1 ; held: answered
            removed: 4 r1 ; held: silence
            back: answered
            datagrams to a removed server: silence r1
            with expire_nodest_conn: reset; datagrams: r1
            DR: 2 r1 2 r2
            TUN: 2 r1 2 r2
            stopped, held: reset
            """;

    @Test
    void clientsSeeWhatTheySeeWithKeepalived() {
        GuestTest.orSkip();
        Built.orSkip(Product.BATON);
        Path scripts = Checkout.root().resolve("it/src/test/resources/guest");
        try (Guest guest = Guest.boot(Duration.ofMinutes(6))) {
            guest.run(". " + scripts.resolve("ipvs-machines.sh"));
            for (String server : new String[] {"r1", "r2"}) {
                guest.run("ip netns exec %1$s %2$s >/run/%1$s & until grep -qs ready /run/%1$s; do sleep 0.2; done"
                        .formatted(server, Guest.java(Responder.class, server, "0.0.0.0", "80")));
            }
            String play = "ip netns exec c bash " + scripts.resolve("ipvs-timeline.sh") + " ";
            String keepalived = guest.run(play + "keepalived -n -l -D -C -f /run/k.conf");
            String baton = guest.run(play + "env JAVA_HOME=" + System.getProperty("java.home") + " "
                    + Checkout.root().resolve("tools/baton-java") + " " + Checkout.application()
                    + " run -f /run/k.conf");
            assertThat(keepalived.replaceAll(" +", " ").replace(" \n", "\n")).isEqualTo(SEEN);
            assertThat(baton).as(guest.run("cat /run/log")).isEqualTo(keepalived);
        }
    }
}
