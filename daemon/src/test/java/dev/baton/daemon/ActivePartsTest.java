package dev.baton.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.model.Tracked;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ActivePartsTest {
    private static final String CONFIG = """
            vrrp_script check_nginx {
                script "/no/such/pgrep nginx"
            }
            vrrp_instance VI_1 {
                interface eth0
                virtual_router_id 51
                virtual_ipaddress { 10.0.0.1 }
                track_script { check_nginx }
                track_interface { eth0 }
            }
            """;

    @Test
    void whatNobodyReportsIsLeftOutAndSaid() {
        ActiveParts active = of(CONFIG, "/nowhere");
        assertThat(active.spec().routers().getFirst().tracked())
                .extracting(Tracked::kind)
                .containsExactly(Tracked.Kind.INTERFACE);
        assertThat(active.leftOut())
                .containsExactly("(VI_1) script check_nginx is disabled and counts as well: there is no such file");
    }

    @Test
    void scriptThatMayRunIsTracked() {
        ActiveParts active = of(CONFIG.replace("/no/such/pgrep", "true"), "/usr/bin:/bin");
        assertThat(active.spec().routers().getFirst().tracked())
                .extracting(Tracked::kind)
                .containsExactlyInAnyOrder(Tracked.Kind.SCRIPT, Tracked.Kind.INTERFACE);
        assertThat(active.spec().scripts()).hasSize(1);
    }

    @Test
    void whatIsLeftOfTheDelayAfterBootCountsIfItIsLonger() {
        assertThat(delay("vrrp_delay_after_boot 60.5")).isEqualTo(Duration.ofMillis(20_500));
        assertThat(delay("vrrp_delay_after_boot 30")).isZero();
        assertThat(delay("vrrp_delay_after_boot 60\n vrrp_startup_delay 25")).isEqualTo(Duration.ofSeconds(25));
    }

    private static Duration delay(String globals) {
        return of("global_defs {\n" + globals + "\n}\n" + CONFIG, "/nowhere")
                .spec()
                .startupDelay();
    }

    private static ActiveParts of(String configuration, String searchPath) {
        return ActiveParts.of(
                KeepalivedConfig.read(
                                MemorySourceLoader.of("/k.conf", configuration), "/k.conf", ReadOptions.forHost("ha1"))
                        .configuration()
                        .orElseThrow(),
                new FilePathFacts(searchPath),
                Duration.ofSeconds(40));
    }
}
