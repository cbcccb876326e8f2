package dev.baton.vpc.demo;

import dev.baton.config.ConfigResult;
import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.havip.HaVipId;
import dev.baton.havip.Instance;
import dev.baton.havip.InstanceId;
import dev.baton.havip.PortId;
import dev.baton.havip.VSwitchId;
import dev.baton.havip.VpcId;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.Ipv4Address;
import dev.baton.model.MacAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vpc.NetworkPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;

/// The tutorial's addresses and its two configuration files, byte for byte.
final class Tutorial {
    static final VSwitchId VSWITCH = new VSwitchId("vsw-tutorial");
    static final HaVipId HAVIP = new HaVipId("havip-tutorial");
    static final IpAddress HAVIP_ADDRESS = IpAddress.of("172.16.0.222");
    static final Ipv4Address EIP = Ipv4Address.parse("139.196.75.13").orElseThrow();
    static final NetworkPlan PLAN = new NetworkPlan(
            new VpcId("vpc-tutorial"),
            VSWITCH,
            new IpPrefix(IpAddress.of("172.16.0.0"), 16),
            IpAddress.of("172.16.255.253"),
            new IpPrefix(IpAddress.of("203.0.113.1"), 24),
            new IpPrefix(IpAddress.of("203.0.113.10"), 24));
    static final Instance HA1 = instance("ha1", "172.16.0.224", 0xe0);
    static final Instance HA2 = instance("ha2", "172.16.0.225", 0xe1);

    private Tutorial() {}

    private static Instance instance(String name, String address, int lastByte) {
        MacAddress mac = new MacAddress(0x0216_3e00_0000L | lastByte);
        return new Instance(new InstanceId("i-" + name), VSWITCH, new PortId("p-" + name), IpAddress.of(address), mac);
    }

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
