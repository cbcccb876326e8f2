package dev.baton.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.model.Configuration;
import dev.baton.model.InterfaceName;
import dev.baton.model.LinkDelays;
import dev.baton.model.Tick;
import dev.baton.vrrp.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DebounceTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final Event UP = new Event.LinkChanged(ETH0, true);
    private static final Event DOWN = new Event.LinkChanged(ETH0, false);
    private static final Event ELSEWHERE = new Event.LinkChanged(new InterfaceName("eth1"), false);

    @Test
    void changeThatLastsCountsAndOneThatDoesNotNever() {
        Debounce debounce = debounce("eth0 1.5 1");
        assertThat(debounce.pass(Tick.ZERO, List.of(UP))).containsExactly(UP);
        assertThat(debounce.pass(Tick.ofMillis(1_000), List.of(DOWN, ELSEWHERE)))
                .containsExactly(ELSEWHERE);
        assertThat(debounce.next()).isEqualTo(Tick.ofMillis(2_500));
        assertThat(debounce.pass(Tick.ofMillis(2_000), List.of(UP))).isEmpty();
        assertThat(debounce.next()).isEqualTo(Tick.NEVER);
        assertThat(debounce.pass(Tick.ofMillis(3_000), List.of(DOWN))).isEmpty();
        assertThat(debounce.due(Tick.ofMillis(4_499))).isEmpty();
        assertThat(debounce.due(Tick.ofMillis(4_500))).containsExactly(DOWN);
        assertThat(debounce.pass(Tick.ofMillis(5_000), List.of(UP))).isEmpty();
        assertThat(debounce.due(Tick.ofMillis(6_000))).containsExactly(UP);
    }

    @Test
    void peersAreNotLeftWaitingForALinkThatIsDown() {
        Debounce debounce = debounce("eth0 200");
        debounce.pass(Tick.ZERO, List.of(UP));
        assertThat(debounce.pass(Tick.ZERO, List.of(DOWN))).isEmpty();
        // Two of three adverts.
        assertThat(debounce.next()).isEqualTo(Tick.ofMillis(2_000));
        assertThat(debounce.due(Tick.ofMillis(2_000))).containsExactly(DOWN);
        assertThat(debounce.pass(Tick.ofMillis(2_000), List.of(UP))).containsExactly(UP);
    }

    @Test
    void whatHappensWithoutDelaysIsKnownToLaterOnes() {
        Debounce debounce = debounce("eth0 1 1");
        assertThat(debounce.pass(Tick.ZERO, List.of(UP))).containsExactly(UP);
        debounce.configure(new LinkDelays(Map.of()), List.of());
        assertThat(debounce.pass(Tick.ofMillis(100), List.of(DOWN))).containsExactly(DOWN);
        Configuration again = configuration("eth0 1 1");
        debounce.configure(again.linkDelays(), again.virtualRouters());
        assertThat(debounce.pass(Tick.ofMillis(200), List.of(UP))).isEmpty();
        assertThat(debounce.due(Tick.ofMillis(1_200))).containsExactly(UP);
    }

    private static Debounce debounce(String line) {
        Configuration configuration = configuration(line);
        Debounce debounce = new Debounce();
        debounce.configure(configuration.linkDelays(), configuration.virtualRouters());
        return debounce;
    }

    private static Configuration configuration(String line) {
        String text = """
                interface_up_down_delays {
                    %s
                }
                vrrp_instance V {
                    interface eth0
                    virtual_router_id 5
                    virtual_ipaddress { 10.0.0.1 }
                }
                """.formatted(line);
        return KeepalivedConfig.read(MemorySourceLoader.of("/k.conf", text), "/k.conf", ReadOptions.forHost("h"))
                .configuration()
                .orElseThrow();
    }
}
