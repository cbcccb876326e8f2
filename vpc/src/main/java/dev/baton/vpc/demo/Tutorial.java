package dev.baton.vpc.demo;

import dev.baton.config.ConfigResult;
import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.Ipv4Address;
import dev.baton.model.VirtualRouterSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;

/// The tutorial's addresses and its two configuration files, byte for byte.
final class Tutorial {
    static final IpAddress HAVIP_ADDRESS = IpAddress.of("172.16.0.222");
    static final Ipv4Address EIP = Ipv4Address.parse("139.196.75.13").orElseThrow();
    static final IpPrefix SUBNET = new IpPrefix(IpAddress.of("172.16.0.0"), 16);
    static final IpAddress HA1_ADDRESS = IpAddress.of("172.16.0.224");
    static final IpAddress HA2_ADDRESS = IpAddress.of("172.16.0.225");

    private Tutorial() {}

    /// `ha1.conf` or `ha2.conf` as the tutorial prints it.
    static byte[] file(String name) {
        try (InputStream file = Tutorial.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(file, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How long the protocol lets HA2 wait before it takes over, from its file.
    static Duration protocolBound() {
        ConfigResult result = KeepalivedConfig.read(
                MemorySourceLoader.of("/ha2.conf", file("ha2.conf")), "/ha2.conf", ReadOptions.forHost("ha2"));
        VirtualRouterSpec backup =
                result.configuration().orElseThrow().virtualRouters().getFirst();
        return Outage.protocolBound(backup);
    }
}
