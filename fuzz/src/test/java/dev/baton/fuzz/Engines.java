package dev.baton.fuzz;

import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.model.VrrpSpec;
import dev.baton.vrrp.VrrpEngine;

/// Engines to throw packets at.
final class Engines {
    private static final String CONFIG = """
            vrrp_instance plain { interface eth0
              virtual_router_id 1
              virtual_ipaddress { 192.0.2.10 } }
            vrrp_instance password { interface eth0
              virtual_router_id 2
              authentication {
                auth_type PASS
                auth_pass 1111
              }
              virtual_ipaddress { 192.0.2.11 } }
            vrrp_instance authenticated { interface eth0
              virtual_router_id 3
              authentication {
                auth_type AH
                auth_pass 1111
              }
              virtual_ipaddress { 192.0.2.12 } }
            vrrp_instance signed { interface eth0
              virtual_router_id 4
              version 3
              auth_hmac { key 1 hex:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
                anti_replay monotonic }
              virtual_ipaddress { 192.0.2.13 } }
            vrrp_instance six { interface eth0
              virtual_router_id 5
              virtual_ipaddress { fe80::10 } }
            """;

    private static final VrrpSpec SPEC = KeepalivedConfig.read(
                    MemorySourceLoader.of("/k.conf", CONFIG), "/k.conf", ReadOptions.forHost("ha1"))
            .configuration()
            .orElseThrow()
            .vrrp();

    private Engines() {}

    static VrrpEngine withEveryKindOfInstance() {
        return new VrrpEngine(SPEC);
    }
}
