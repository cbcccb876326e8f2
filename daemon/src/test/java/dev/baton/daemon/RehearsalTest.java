package dev.baton.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Effect;
import dev.baton.vrrp.Event;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final VirtualRouterSpec ROUTER = KeepalivedConfig.read(
                    MemorySourceLoader.of("/k.conf", """
                            vrrp_instance VI_1 {
                                interface eth0
                                virtual_router_id 51
                                virtual_ipaddress { 10.0.0.1 }
                            }
                            """), "/k.conf", ReadOptions.forHost("ha1"))
            .configuration()
            .orElseThrow()
            .virtualRouters()
            .getFirst();

    @Test
    void rehearsalGoesThroughAWholeTakeover() {
        List<Event> surroundings = List.of(
                new Event.SourceAddressChanged(ETH0, IpFamily.IPV4, Optional.of(IpAddress.of("10.0.0.2"))),
                new Event.LinkChanged(ETH0, true));
        assertThat(Rehearsal.play(ROUTER, surroundings))
                .hasAtLeastOneElementOfType(Effect.AddAddresses.class)
                .hasAtLeastOneElementOfType(Effect.SendAdvert.class)
                .hasAtLeastOneElementOfType(Effect.Announce.class);
    }

    @Test
    void instanceWithoutAnInterfaceEndsTheRehearsalEarly() {
        assertThat(Rehearsal.play(ROUTER, List.of()))
                .doesNotHaveAnyElementsOfTypes(Effect.AddAddresses.class, Effect.SendAdvert.class);
    }
}
