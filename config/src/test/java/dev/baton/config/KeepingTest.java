package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.source.MemorySourceLoader;
import dev.baton.model.AddressKeeping;
import dev.baton.model.AddressKeeping.Lease;
import dev.baton.model.AddressKeeping.OnLoss;
import dev.baton.model.Steadiness;
import dev.baton.model.Steadiness.FlapDamping;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeepingTest {
    private static ConfigResult read(String instanceLines, String extension) {
        return KeepalivedConfig.read(
                new MemorySourceLoader(
                        "/etc/keepalived",
                        new TreeMap<>(Map.of(
                                "/etc/keepalived/keepalived.conf",
                                """
                                vrrp_instance VI_1 {
                                    interface eth0
                                    virtual_router_id 51
                                    virtual_ipaddress {
                                        192.0.2.1/24
                                    }
                                    %s
                                }
                                """.formatted(instanceLines),
                                "/etc/keepalived/baton.conf",
                                extension))),
                "/etc/keepalived/keepalived.conf",
                Configs.OPTIONS);
    }

    private static AddressKeeping keeping(String instanceLines, String extension) {
        ConfigResult result = read(instanceLines, extension);
        assertThat(result.diagnostics()).isEmpty();
        return result.configuration().orElseThrow().virtualRouters().getFirst().keeping();
    }

    @Test
    void batonConfBesideTheFileIsReadToo() {
        assertThat(keeping("", "baton {\nvip_lease off\naddress_lost fault\n}\n"))
                .isEqualTo(new AddressKeeping(new Lease.Off(), OnLoss.FAULT));
    }

    @Test
    void theNearestWordCounts() {
        String extension =
                "baton {\nvip_lease off\ninstance VI_1 {\nvip_lease 3\n}\ninstance VI_2 {\nvip_lease 2\n}\n}\n";
        assertThat(keeping("", extension).lease()).isEqualTo(new Lease.Fixed(Duration.ofSeconds(3)));
        assertThat(keeping("baton {\nvip_lease auto\n}\n", extension).lease()).isEqualTo(new Lease.Auto());
    }

    @Test
    void aLeaseThatIsNoneIsReported() {
        ConfigResult result = read("baton {\nvip_lease soon\n}\n", "");
        assertThat(Configs.codes(result)).containsExactly("invalid-option-value");
    }

    @Test
    void steadinessIsReadFromTheSameBlocksAndIsOffByDefault() {
        assertThat(steadiness("", "")).isEqualTo(Steadiness.NONE);
        String extension = """
                baton {
                    sticky_master 50
                    flap_damping 3 60 120
                    instance VI_1 {
                        sticky_master 20 1.5
                    }
                }
                """;
        assertThat(steadiness("", extension))
                .isEqualTo(new Steadiness(
                        20,
                        Optional.of(Duration.ofMillis(1_500)),
                        Optional.of(new FlapDamping(3, Duration.ofSeconds(60), Duration.ofSeconds(120)))));
        assertThat(read("", extension.replace("120", "0x1")).diagnostics()).isNotEmpty();
    }

    private static Steadiness steadiness(String instanceLines, String extension) {
        ConfigResult result = read(instanceLines, extension);
        assertThat(result.diagnostics()).isEmpty();
        return result.configuration()
                .orElseThrow()
                .virtualRouters()
                .getFirst()
                .rules()
                .steadiness();
    }
}
