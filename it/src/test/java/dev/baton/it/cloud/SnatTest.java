package dev.baton.it.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.HaVipId;
import dev.baton.havip.Instance;
import dev.baton.havip.InstanceId;
import dev.baton.havip.NextHop;
import dev.baton.havip.PortId;
import dev.baton.havip.SnatRule;
import dev.baton.havip.VSwitchId;
import dev.baton.havip.VpcId;
import dev.baton.havip.cloud.MachineOrder;
import dev.baton.it.Built;
import dev.baton.it.lab.Await;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.MacAddress;
import dev.baton.vpc.Namespace;
import dev.baton.vpc.NamespaceThread;
import dev.baton.vpc.driver.MachineNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How an instance without an EIP gets out: by an SNAT entry of a NAT gateway, or by a self-made gateway that is
/// the next hop of a route and translates to its HaVip. What the outside sees as the source is written into a
/// page, which the instance fetches from there.
@Tag("kernel")
class SnatTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final VpcId VPC = new VpcId("vpc-1");
    private static final VSwitchId VSWITCH = new VSwitchId("vsw-1");
    private static final HaVipId HAVIP = new HaVipId("havip-1");
    private static final IpAddress HAVIP_ADDRESS = IpAddress.of("172.16.0.222");
    private static final IpPrefix SUBNET = new IpPrefix(IpAddress.of("172.16.0.0"), 16);
    private static final IpPrefix EVERYWHERE = new IpPrefix(IpAddress.of("0.0.0.0"), 0);
    private static final IpAddress EIP = IpAddress.of("139.196.75.13");
    private static final Instance HA1 = instance(1, "172.16.0.224");
    private static final Instance HA2 = instance(2, "172.16.0.225");
    private static final Instance ECS3 = instance(3, "172.16.0.226");

    /// Prints who the outside took it for, or `nobody`, five times a second.
    private static final String ASKING = """
            while :; do
                curl --silent --noproxy '*' --max-time 1 http://198.51.100.10:8080/ || echo nobody
                sleep 0.2
            done
            """;

    /// The tutorial's caution: the source of the SNAT rules is the HaVip and not the instance's own address.
    private static final String GATEWAY = """
            set -e
            echo 1 > /proc/sys/net/ipv4/ip_forward
            ip address add 172.16.0.222/32 dev eth0
            nft -f - <<'END'
            table ip nat {
                chain postrouting {
                    type nat hook postrouting priority srcnat
                    ip saddr 172.16.0.0/16 ip daddr != 172.16.0.0/16 snat to 172.16.0.222
                }
            }
            END
            arping -U -c 1 -i eth0 -S 172.16.0.222 172.16.0.222 || true
            echo gateway
            """;

    @TempDir
    private Path state;

    private MachineNetwork network;
    private ServerSocket outside;

    @BeforeEach
    void open() throws Exception {
        Built.orSkip();
        network = MachineNetwork.open(state);
        network.open(fact -> {});
        network.settled();
        network.order(new FabricEvent.CreateVSwitch(VSWITCH, VPC, SUBNET));
        for (Instance each : List.of(HA1, HA2, ECS3)) {
            network.order(new FabricEvent.CreateInstance(each));
        }
        network.order(new FabricEvent.CreateHaVip(HAVIP, VSWITCH, HAVIP_ADDRESS));
        network.order(new FabricEvent.Bind(HAVIP, HA1.id()));
        network.order(new FabricEvent.Bind(HAVIP, HA2.id()));
        start(ECS3, ASKING);
        awaitLog(ECS3, "nobody");
        Namespace client = network.machine("client").orElseThrow();
        outside = NamespaceThread.call("outside", client, SnatTest::listen);
    }

    private static ServerSocket listen() throws IOException {
        ServerSocket server = new ServerSocket(8080);
        Thread.ofPlatform().daemon().start(() -> {
            while (!server.isClosed()) {
                answer(server);
            }
        });
        return server;
    }

    private static void answer(ServerSocket server) {
        try (Socket caller = server.accept()) {
            String page = "from " + caller.getInetAddress().getHostAddress() + "\n";
            String head = "HTTP/1.0 200 OK\r\nContent-Length: " + page.length() + "\r\n\r\n";
            caller.getInputStream().read(new byte[1024]);
            caller.getOutputStream().write((head + page).getBytes(UTF_8));
        } catch (IOException closed) {
            // The next one gets an answer, if there is a next one.
        }
    }

    @AfterEach
    void close() throws IOException {
        if (outside != null) {
            outside.close();
        }
        if (network != null) {
            network.close();
        }
    }

    @Test
    void natGatewayLetsSourcesOutByItsEipAsLongAsThereIsAnEntry() {
        assertThat(lines(ECS3)).as("no EIP, no SNAT: no way out").doesNotContain("from");
        SnatRule rule = new SnatRule("snat-1", VPC, SUBNET, IpAddress.of("139.196.75.20"));
        network.order(new FabricEvent.AddSnat(rule));
        awaitLog(ECS3, "from 139.196.75.20");
        network.order(new FabricEvent.AddSnat(
                new SnatRule("snat-2", VPC, new IpPrefix(ECS3.address(), 32), IpAddress.of("139.196.75.21"))));
        awaitLog(ECS3, "from 139.196.75.21");
        network.order(new FabricEvent.AssociateEipWithInstance(EIP, ECS3.id()));
        awaitLog(ECS3, "from 139.196.75.13");
        network.order(new FabricEvent.UnassociateEip(EIP));
        network.order(new FabricEvent.RemoveSnat("snat-2"));
        awaitNext(ECS3, "from 139.196.75.20");
        network.order(new FabricEvent.RemoveSnat("snat-1"));
        awaitNext(ECS3, "nobody");
    }

    @Test
    void selfMadeGatewayTranslatesToItsHaVipWhoeverHasIt() {
        network.order(new FabricEvent.AssociateEip(EIP, HAVIP));
        network.order(new FabricEvent.AddRoute(VPC, EVERYWHERE, new NextHop.ToHaVip(HAVIP)));
        start(HA1, GATEWAY);
        awaitLog(HA1, "gateway");
        awaitLog(ECS3, "from 139.196.75.13");
        network.order(new MachineOrder.Stop(HA1.id(), true));
        awaitNext(ECS3, "nobody");
        start(HA2, GATEWAY);
        awaitNext(ECS3, "from 139.196.75.13");
        network.order(new FabricEvent.RemoveRoute(VPC, EVERYWHERE));
        awaitNext(ECS3, "nobody");
    }

    @Test
    void instanceThatIsTheNextHopIsOneAgainWhenItIsOnAgain() {
        network.order(new FabricEvent.AddRoute(VPC, EVERYWHERE, new NextHop.ToInstance(HA1.id())));
        network.order(new FabricEvent.AssociateEipWithInstance(EIP, HA1.id()));
        String gateway = GATEWAY.replace("snat to 172.16.0.222", "snat to 172.16.0.224");
        start(HA1, gateway);
        awaitLog(ECS3, "from 139.196.75.13");
        network.order(new MachineOrder.Stop(HA1.id(), true));
        awaitNext(ECS3, "nobody");
        start(HA1, gateway);
        awaitNext(ECS3, "from 139.196.75.13");
    }

    private static Instance instance(int number, String address) {
        return new Instance(
                new InstanceId("i-" + number),
                VSWITCH,
                new PortId("p-" + number),
                IpAddress.of(address),
                new MacAddress(0x0216_3e00_0000L | number));
    }

    private void start(Instance instance, String script) {
        String data = Base64.getEncoder().encodeToString(script.getBytes(UTF_8));
        network.order(new MachineOrder.Start(instance.id(), instance.id().value(), data));
    }

    private void awaitLog(Instance instance, String text) {
        Await.until(text, SOON, () -> lines(instance).contains(text), () -> lines(instance));
    }

    /// Waits until it says so after this call.
    private void awaitNext(Instance instance, String text) {
        int before = lines(instance).length();
        Await.until(text, SOON, () -> lines(instance).substring(before).contains(text), () -> lines(instance));
    }

    private String lines(Instance instance) {
        Path log = state.resolve("instances").resolve(instance.id().value()).resolve("user-data.log");
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
