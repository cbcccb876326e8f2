package dev.baton.it;

import static dev.baton.it.lab.Product.BATON;
import static dev.baton.it.lab.Product.KEEPALIVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.Capture;
import dev.baton.it.lab.Contender;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Setting;
import dev.baton.it.lab.Setting.Family;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Adverts to peers leave with the TTL or hop limit that `unicast_ttl` says, as keepalived's do, and without it with
/// the
/// protocol's 255, which keepalived leaves to the kernel over IPv6.
@Tag("kernel")
class HopLimitTest {
    private static final Duration START_MAX = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({
        "IPV4, unicast_ttl 30, 30, 30",
        "IPV4, '', 255, 255",
        "IPV6, unicast_ttl 30, 30, 30",
        "IPV6, '', 64, 255"
    })
    void ofAdvertsToPeersIsTheOneAskedForOrTheProtocols(Family family, String option, String keepalived, String baton) {
        assertThat(hopLimits(KEEPALIVED, family, option)).containsExactly(keepalived);
        assertThat(hopLimits(BATON, family, option)).containsExactly(baton);
    }

    private static Set<String> hopLimits(Product product, Family family, String option) {
        Built.orSkip(product);
        Setting setting =
                new Setting(3, family, Setting.Transport.UNICAST, Setting.Authentication.NONE, Duration.ofMillis(100));
        Contender contender = new Contender(product, 100, List.of(option));
        try (Pair pair = Pair.of(setting, contender, contender);
                Capture capture = pair.segment().capture()) {
            pair.first().start();
            pair.awaitMaster(pair.first(), START_MAX);
            Await.holds(
                    "it is master and advertises",
                    Duration.ofMillis(500),
                    () -> pair.first().isMasterOf(family.shared()),
                    pair::logs);
            String field = family == Family.IPV4 ? "ip.ttl" : "ipv6.hlim";
            return capture.stop().fields("vrrp && !icmp && !icmpv6", field).stream()
                    .map(packet -> packet.getOrDefault(field, ""))
                    .collect(Collectors.toSet());
        }
    }
}
