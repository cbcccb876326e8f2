package dev.baton.daemon.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Beside whom every thread may stand still for some hundredths of a second.
class HeapBoundTest {
    @ParameterizedTest
    @CsvSource({"1, true", "2.5, true", "0.99, false", "0.01, false"})
    void nobodyWhoAdvertisesOftenIsStopped(String interval, boolean may) {
        String text = """
                vrrp_instance SELDOM {
                    interface eth0
                    virtual_router_id 1
                    version 3
                    advert_int 5
                    virtual_ipaddress {
                        192.0.2.10/24
                    }
                }
                vrrp_instance OTHER {
                    interface eth0
                    virtual_router_id 2
                    version 3
                    advert_int %s
                    virtual_ipaddress {
                        192.0.2.11/24
                    }
                }
                """.formatted(interval);
        ReadOptions options = ReadOptions.forHost("h").withInterfaces(Set.of("eth0"));
        assertEquals(
                may,
                HeapBound.mayStop(KeepalivedConfig.read(MemorySourceLoader.of("/k", text), "/k", options)
                        .configuration()
                        .orElseThrow()));
    }
}
