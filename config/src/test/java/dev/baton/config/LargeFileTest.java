package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.source.MemorySourceLoader;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A balancer of a size from a real report: 2,300 virtual servers with 37,000 real servers. The bound here only tells
/// linear from quadratic work on a busy machine; the benchmark measures.
class LargeFileTest {
    static String text() {
        StringBuilder text = new StringBuilder();
        int real = 0;
        for (int service = 0; service < 2_300; service++) {
            text.append(
                    "virtual_server 10.%d.%d.1 80 {\n    delay_loop 6\n    lb_algo rr\n    lb_kind NAT\n    protocol TCP\n"
                            .formatted(service / 250, service % 250));
            for (int each = 0; each < (service % 23 == 0 ? 18 : 16); each++, real++) {
                text.append("""
                            real_server 10.%d.%d.%d 80 {
                                weight 1
                                TCP_CHECK {
                                    connect_timeout 3
                                    retry 3
                                    delay_before_retry 3
                                    connect_port 80
                                }
                            }
                        """.formatted(20 + real / 62500, real / 250 % 250, 1 + real % 250));
            }
            text.append("}\n");
        }
        return text.toString();
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Test
    void isReadWithoutQuadraticWork() {
        String text = text();
        Duration best = Duration.ofDays(1);
        ConfigResult result = Configs.read("");
        for (int round = 0; round < 3; round++) {
            Duration start = processorTime();
            result = KeepalivedConfig.read(MemorySourceLoader.of("/t.conf", text), "/t.conf", Configs.OPTIONS);
            Duration took = processorTime().minus(start);
            best = best.compareTo(took) < 0 ? best : took;
        }
        assertThat(result.configuration().orElseThrow().virtualServers()).hasSize(2_300);
        assertThat(result.configuration().orElseThrow().virtualServers().stream()
                        .mapToInt(server -> server.realServers().size())
                        .sum())
                .isEqualTo(37_000);
        assertThat(best).isLessThan(Duration.ofSeconds(6));
    }
}
