package dev.baton.it;

import static dev.baton.it.lab.Product.BATON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.Contender;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Setting;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A virtual address that somebody puts on another interface, and takes away there, is none of ours.
@Tag("kernel")
class AddressElsewhereTest {
    private static final Setting SETTING = new Setting(
            3, Setting.Family.IPV4, Setting.Transport.UNICAST, Setting.Authentication.NONE, Duration.ofMillis(200));
    private static final Duration START_MAX = Duration.ofSeconds(30);

    @Test
    void whatGoesOnAnotherInterfaceIsNotLost() {
        Built.orSkip(BATON);
        Contender contender = new Contender(BATON, 100);
        try (Pair pair = Pair.of(SETTING, contender, contender)) {
            pair.first().start();
            pair.awaitMaster(pair.first(), START_MAX);
            pair.first().host().run("ip", "address", "add", Pair.VIP + "/32", "dev", "lo");
            pair.first().host().run("ip", "address", "del", Pair.VIP + "/32", "dev", "lo");
            Await.holds(
                    "it is master", Duration.ofSeconds(1), () -> pair.first().isMasterOf(Pair.VIP), pair::logs);
            assertThat(pair.first().log()).doesNotContain("putting it back");
            pair.first().host().run("ip", "address", "del", Pair.VIP + "/16", "dev", "eth0");
            pair.awaitLog(pair.first(), "putting it back", START_MAX);
        }
    }
}
