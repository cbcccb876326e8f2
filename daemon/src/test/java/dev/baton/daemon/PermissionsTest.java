package dev.baton.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.linux.Capability;
import dev.baton.model.Configuration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PermissionsTest {
    private static Configuration read(String text) {
        return KeepalivedConfig.read(MemorySourceLoader.of("/k.conf", text), "/k.conf", ReadOptions.forHost("ha1"))
                .configuration()
                .orElseThrow();
    }

    @Test
    void eachMissingOneIsNamedWithWhatItIsFor() {
        Permissions none = Permissions.of(read("net_namespace blue\n"), Set.of());
        assertThat(none.sufficient()).isFalse();
        assertThat(none.sentences())
                .containsExactly(
                        "CAP_NET_ADMIN is missing: no address can be added, so VRRP cannot work",
                        "CAP_NET_RAW is missing: no advert can be sent or heard, so VRRP cannot work",
                        "CAP_SYS_ADMIN is missing: the namespace of net_namespace or net_namespace_ipvs cannot be entered");
    }

    @Test
    void whatNothingNeedsIsNotMissed() {
        assertThat(Permissions.of(read(""), EnumSet.of(Capability.NET_ADMIN, Capability.NET_RAW)))
                .isEqualTo(new Permissions(true, java.util.List.of()));
    }

    @Test
    void withoutThoseForScriptsVrrpWorks() {
        String script = """
                vrrp_instance V {
                    interface eth0
                    virtual_router_id 5
                    virtual_ipaddress { 10.0.0.1 }
                    notify /bin/true
                }
                """;
        Permissions permissions =
                Permissions.of(read(script), EnumSet.of(Capability.NET_ADMIN, Capability.NET_RAW, Capability.KILL));
        assertThat(permissions.sufficient()).isTrue();
        assertThat(permissions.sentences()).hasSize(2).allMatch(sentence -> sentence.contains("script_user"));
    }
}
