package dev.baton.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Built;
import dev.baton.it.lab.Await;
import dev.baton.it.lab.Contender;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Peer;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Setting;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A stranger on the wire sends adverts of priority 254 in a peer's name, each wrong in one field: the master stays and
/// says which field. The same advert without a mistake takes over, so the forgery is a good one.
@Tag("kernel")
class WrongPacketTest {
    private static final Setting SETTING = new Setting(
            2, Setting.Family.IPV4, Setting.Transport.MULTICAST, Setting.Authentication.PASS, Duration.ofSeconds(1));
    private static final Duration SOON = Duration.ofSeconds(5);

    /// What is sent, by what Baton says about it; keepalived has had several wordings.
    private static Map<String, byte[]> forgeries() {
        ForgedAdvert right = ForgedAdvert.right();
        byte[] badChecksum = right.bytes();
        badChecksum[26] ^= 1;
        byte[] truncated = Arrays.copyOf(right.bytes(), 36);
        truncated[3] = 36;
        Map<String, byte[]> forgeries = new LinkedHashMap<>();
        forgeries.put("invalid TTL/HL from 172.16.0.225", right.withTtl(254).bytes());
        forgeries.put(
                "wrong VRRP version from 172.16.0.225", right.withVersion(4).bytes());
        forgeries.put(
                "received a 0 auth from 172.16.0.225", right.withAuthType(0).bytes());
        forgeries.put(
                "invalid passwd from 172.16.0.225",
                right.withPassword("guessed!").bytes());
        forgeries.put(
                "advertisement interval mismatch with 172.16.0.225",
                right.withSeconds(2).bytes());
        forgeries.put("Invalid packet type", right.withType(2).bytes());
        forgeries.put("Invalid VRRPv2 checksum", badChecksum);
        forgeries.put(
                "but received unicast packet from 172.16.0.225",
                right.asUnicast().bytes());
        forgeries.put("vrrp packet", truncated);
        return forgeries;
    }

    @ParameterizedTest
    @EnumSource(names = {"BATON", "KEEPALIVED"})
    void masterStaysAndNamesTheField(Product product) {
        Built.orSkip(product);
        Contender contender = new Contender(product, 150);
        try (Pair pair = Pair.of(SETTING, contender, contender)) {
            Peer master = pair.first();
            Host stranger = pair.client();
            master.start();
            pair.awaitMaster(master, Duration.ofSeconds(30));
            ForgedAdvert.send(stranger, ForgedAdvert.right().withVrid(52).bytes());
            forgeries().forEach((complaint, packet) -> {
                ForgedAdvert.send(stranger, packet);
                if (product == Product.BATON) {
                    pair.awaitLog(master, complaint, SOON);
                }
                assertThat(master.isMasterOf(Pair.VIP)).as(complaint).isTrue();
            });
            Await.holds("it is master", SETTING.interval(), () -> master.isMasterOf(Pair.VIP), pair::logs);
            ForgedAdvert.send(stranger, ForgedAdvert.right().bytes());
            pair.awaitNotMaster(master, SOON);
        }
    }
}
