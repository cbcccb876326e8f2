package dev.baton.it;

import static dev.baton.it.lab.Product.BATON;
import static dev.baton.it.lab.Product.KEEPALIVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Capture;
import dev.baton.it.lab.Packets;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Product;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a master of the scenario puts on the wire, as tshark reads it.
@Tag("kernel")
class WireTest {
    private static final String ADVERTS = "vrrp && !icmp && ip.src == 172.16.0.224";
    private static final String CLAIMS = "arp.isgratuitous == 1 && arp.src.proto_ipv4 == 172.16.0.222";
    private static final Duration START_MAX = Duration.ofSeconds(30);

    private static final String[] ADVERT_FIELDS = {
        "eth.src",
        "eth.dst",
        "ip.dsfield",
        "ip.len",
        "ip.id",
        "ip.flags",
        "ip.ttl",
        "ip.checksum.status",
        "ip.dst",
        "vrrp.version",
        "vrrp.type",
        "vrrp.virt_rtr_id",
        "vrrp.prio",
        "vrrp.addr_count",
        "vrrp.auth_type",
        "vrrp.adver_int",
        "vrrp.checksum.status",
        "vrrp.ip_addr",
        "vrrp.auth_string"
    };

    private static final String[] CLAIM_FIELDS = {
        "eth.src",
        "eth.dst",
        "arp.opcode",
        "arp.src.hw_mac",
        "arp.src.proto_ipv4",
        "arp.dst.hw_mac",
        "arp.dst.proto_ipv4"
    };

    /// From the start of `ha1` to the second burst of announcements, then a clean stop; nobody else is alive.
    private static Packets lifeOf(Product product) {
        Built.orSkip(product);
        try (Pair pair = Pair.ofSeed(product, KEEPALIVED);
                Capture capture = pair.segment().capture()) {
            pair.first().start();
            pair.awaitMaster(pair.first(), START_MAX);
            pair.awaitAdvert(pair.first());
            // garp_master_delay is 5 s by default; the sixth announcement opens the second burst.
            pair.segment().awaitPacket("arp[14:4] == 0xac1000de and arp[24:4] == 0xac1000de");
            pair.awaitAdvert(pair.first());
            assertThat(pair.first().stop()).isZero();
            return capture.stop();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BATON", "KEEPALIVED"})
    void judgeFindsNothingWrong(Product product) {
        Packets packets = lifeOf(product);
        List<Map<String, String>> adverts = packets.fields(ADVERTS, ADVERT_FIELDS);
        assertThat(adverts).hasSizeGreaterThan(5);
        assertThat(adverts.getFirst())
                .containsEntry("ip.dsfield", "0xc0")
                .containsEntry("ip.ttl", "255")
                .containsEntry("ip.len", "40")
                .containsEntry("vrrp.version", "2")
                .containsEntry("vrrp.prio", "120")
                .containsEntry("vrrp.ip_addr", "172.16.0.222")
                .containsEntry("vrrp.auth_string", "1111");
        assertThat(adverts)
                .allSatisfy(advert -> assertThat(advert)
                        .containsEntry("ip.checksum.status", "1")
                        .containsEntry("vrrp.checksum.status", "1"));
        assertThat(packets.complaints("(vrrp && !icmp) || arp")).isEmpty();
    }

    @Test
    void advertsAndAnnouncementsAreThoseOfKeepalived() {
        Packets ours = lifeOf(BATON);
        Packets theirs = lifeOf(KEEPALIVED);
        assertThat(ours.fields(ADVERTS, ADVERT_FIELDS).subList(0, 5))
                .isEqualTo(theirs.fields(ADVERTS, ADVERT_FIELDS).subList(0, 5));
        assertThat(ours.fields(CLAIMS, CLAIM_FIELDS)).hasSize(10).isEqualTo(theirs.fields(CLAIMS, CLAIM_FIELDS));
    }

    @ParameterizedTest
    @EnumSource(names = {"BATON", "KEEPALIVED"})
    void lastAdvertOfACleanStopHasPriorityZero(Product product) {
        List<Map<String, String>> adverts = lifeOf(product).fields(ADVERTS, "vrrp.prio");
        assertThat(adverts.getLast()).containsEntry("vrrp.prio", "0");
    }
}
