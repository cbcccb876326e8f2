package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.havip.FabricEffect;
import dev.baton.havip.FabricEvent;
import dev.baton.havip.HaVipId;
import dev.baton.havip.Instance;
import dev.baton.havip.InstanceId;
import dev.baton.havip.Limits;
import dev.baton.havip.PortId;
import dev.baton.havip.Refusal;
import dev.baton.havip.VSwitchId;
import dev.baton.havip.VpcId;
import dev.baton.it.lab.Await;
import dev.baton.linux.PacketSocket;
import dev.baton.linux.RouteNetlink;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.Ipv4Address;
import dev.baton.model.MacAddress;
import dev.baton.vpc.FabricListener;
import dev.baton.vpc.LinuxVpc;
import dev.baton.vpc.Namespace;
import dev.baton.vpc.NamespaceThread;
import dev.baton.vpc.NetworkPlan;
import dev.baton.vpc.VpcException;
import dev.baton.wire.ArpPacket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The vSwitch made of namespaces keeps the cloud's promises: it is moved by announcements, and by honest ones
/// only.
@Tag("kernel")
class FabricTest {
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final int PORT = 4000;
    private static final Ipv4Address UNSPECIFIED = new Ipv4Address(0);
    private static final VSwitchId VSWITCH = new VSwitchId("vsw-it");
    private static final HaVipId HAVIP = new HaVipId("havip-it");
    private static final Ipv4Address VIP = ipv4("172.16.0.222");
    private static final Ipv4Address EIP = ipv4("139.196.75.13");
    private static final Instance HA1 = instance("ha1", "172.16.0.224", 1);
    private static final Instance HA2 = instance("ha2", "172.16.0.225", 2);
    private static final Instance ECS3 = instance("ecs3", "172.16.0.226", 3);
    private static final NetworkPlan PLAN = new NetworkPlan(
            new VpcId("vpc-it"),
            VSWITCH,
            new IpPrefix(ipv4("172.16.0.0"), 16),
            ipv4("172.16.255.253"),
            new IpPrefix(ipv4("203.0.113.1"), 24),
            new IpPrefix(ipv4("203.0.113.10"), 24));

    private final List<FabricEffect> effects = new CopyOnWriteArrayList<>();
    private LinuxVpc vpc;
    private Namespace ha1;
    private Namespace ha2;
    private Namespace ecs3;

    @BeforeEach
    void buildTheVpc() throws VpcException {
        Built.orSkip();
        vpc = LinuxVpc.start(PLAN, Limits.DEFAULT, new Recorder(effects));
        for (Instance each : List.of(HA1, HA2, ECS3)) {
            vpc.create(each);
        }
        vpc.order(new FabricEvent.CreateHaVip(HAVIP, VSWITCH, VIP));
        vpc.order(new FabricEvent.Bind(HAVIP, HA1.id()));
        vpc.order(new FabricEvent.Bind(HAVIP, HA2.id()));
        vpc.order(new FabricEvent.AssociateEip(EIP, HAVIP));
        ha1 = vpc.powerOn(HA1.id(), "ha1");
        ha2 = vpc.powerOn(HA2.id(), "ha2");
        ecs3 = vpc.powerOn(ECS3.id(), "ecs3");
    }

    /// Gives the machine the HaVip as if it were its own; a host that has it hears what is sent to it, and drops
    /// what comes from it.
    private static void hold(Namespace machine) throws VpcException, InterruptedException {
        machine.spawn(List.of("ip", "address", "add", VIP + "/32", "dev", "lo"), "/run/baton/ip.log")
                .waitFor();
    }

    @AfterEach
    void endTheVpc() throws VpcException {
        if (vpc != null) {
            vpc.close();
        }
    }

    private record Recorder(List<FabricEffect> effects) implements FabricListener {
        @Override
        public void happened(FabricEffect effect) {
            effects.add(effect);
        }

        @Override
        public void failed(FabricEffect effect, String why) {
            throw new AssertionError(effect + ": " + why);
        }
    }

    @Test
    void packetsForTheEipFollowTheLastAnnouncement() throws Exception {
        hold(ha1);
        hold(ha2);
        assertThat(whoHears(vpc.client(), EIP)).isEqualTo("nobody");
        announce(ha1, HA1.mac(), HA1.mac());
        awaitMaster(HA1);
        assertThat(whoHears(vpc.client(), EIP)).isEqualTo("ha1");
        announce(ha2, HA2.mac(), HA2.mac());
        awaitMaster(HA2);
        assertThat(whoHears(vpc.client(), EIP)).isEqualTo("ha2");
        assertThat(whoHears(ecs3, VIP)).isEqualTo("ha2");
    }

    @Test
    void unboundThirdHostCannotTakeTheHaVipWhateverItSends() throws Exception {
        hold(ha1);
        hold(ecs3);
        announce(ha1, HA1.mac(), HA1.mac());
        awaitMaster(HA1);
        announce(ecs3, ECS3.mac(), ECS3.mac());
        awaitRefusal(Refusal.NOT_BOUND, 1);
        announce(ecs3, HA2.mac(), HA2.mac());
        announce(ecs3, ECS3.mac(), HA2.mac());
        announce(ecs3, HA2.mac(), ECS3.mac());
        awaitRefusal(Refusal.WRONG_MAC, 3);
        assertThat(whoHears(vpc.client(), EIP)).isEqualTo("ha1");
        assertThat(effects)
                .filteredOn(FabricEffect.MasterChanged.class::isInstance)
                .hasSize(1);
    }

    @Test
    void portSendsOnlyFromTheAddressesThatItWasGiven() throws Exception {
        hold(ha1);
        hold(ecs3);
        assertThat(arrivesAt(ha2, ecs3, ECS3.address(), HA2.address())).isTrue();
        assertThat(arrivesAt(ha2, ecs3, VIP, HA2.address())).isFalse();
        assertThat(arrivesAt(ha2, ha1, VIP, HA2.address())).isTrue();
    }

    @Test
    void broadcastAndMulticastEndAtThePort() throws Exception {
        assertThat(arrivesAt(ha2, ha1, HA1.address(), ipv4("172.16.255.255"))).isFalse();
        assertThat(arrivesAt(ha2, ha1, HA1.address(), ipv4("255.255.255.255"))).isFalse();
        assertThat(arrivesAt(ha2, ha1, HA1.address(), ipv4("224.0.0.1"))).isFalse();
        assertThat(arrivesAt(ha2, ha1, HA1.address(), HA2.address())).isTrue();
    }

    @Test
    void powerOffWithdrawsTheHaVipAtOnce() throws Exception {
        announce(ha1, HA1.mac(), HA1.mac());
        awaitMaster(HA1);
        vpc.powerOff(HA1.id());
        assertThat(effects.getLast())
                .isEqualTo(new FabricEffect.MasterChanged(
                        HAVIP, Optional.of(HA1.id()), Optional.empty(), FabricEffect.Cause.INSTANCE_DOWN));
        ha1 = vpc.powerOn(HA1.id(), "ha1");
        hold(ha1);
        hold(ha2);
        assertThat(whoHears(vpc.client(), EIP)).isEqualTo("nobody");
        announce(ha1, HA1.mac(), HA1.mac());
        awaitMaster(HA1);
        assertThat(whoHears(vpc.client(), EIP)).isEqualTo("ha1");
    }

    /// Waits until the last change of master led to this instance.
    private void awaitMaster(Instance instance) {
        Await.until(
                instance.id() + " is master",
                SOON,
                () -> effects.reversed().stream()
                        .filter(FabricEffect.MasterChanged.class::isInstance)
                        .map(FabricEffect.MasterChanged.class::cast)
                        .findFirst()
                        .flatMap(FabricEffect.MasterChanged::to)
                        .filter(instance.id()::equals)
                        .isPresent(),
                effects::toString);
    }

    private void awaitRefusal(Refusal refusal, int times) {
        Await.until(
                times + " × " + refusal,
                SOON,
                () -> effects.stream()
                                .filter(effect ->
                                        effect instanceof FabricEffect.Refused refused && refused.refusal() == refusal)
                                .count()
                        == times,
                effects::toString);
    }

    private static void announce(Namespace machine, MacAddress frameSource, MacAddress sender) throws VpcException {
        ArpPacket packet = new ArpPacket(
                MacAddress.BROADCAST, frameSource, ArpPacket.REQUEST, sender, VIP, MacAddress.BROADCAST, VIP);
        NamespaceThread.call("announce", machine, () -> {
            try (RouteNetlink routes = RouteNetlink.open();
                    PacketSocket socket = PacketSocket.sender()) {
                int eth0 = routes.link(new InterfaceName("eth0")).orElseThrow().index();
                socket.send(eth0, packet.encode());
                return eth0;
            }
        });
    }

    /// Sends a datagram to the address and says which of the two hosts it reached.
    private String whoHears(Namespace sender, IpAddress target) throws Exception {
        try (DatagramSocket first = listenOn(ha1);
                DatagramSocket second = listenOn(ha2)) {
            send(sender, UNSPECIFIED, target);
            return hears(first) ? "ha1" : hears(second) ? "ha2" : "nobody";
        }
    }

    private static boolean arrivesAt(Namespace receiver, Namespace sender, IpAddress source, IpAddress target)
            throws Exception {
        try (DatagramSocket socket = listenOn(receiver)) {
            send(sender, source, target);
            return hears(socket);
        }
    }

    private static DatagramSocket listenOn(Namespace machine) throws VpcException {
        return NamespaceThread.call("listen", machine, () -> {
            DatagramSocket socket = bind();
            socket.setSoTimeout(300);
            return socket;
        });
    }

    /// Whatever starts a program in this JVM, the test runner's own check of its parent included, lends it all open
    /// sockets for a moment: the port of the one before may still be taken.
    private static DatagramSocket bind() {
        AtomicReference<DatagramSocket> bound = new AtomicReference<>();
        Await.until(
                "port " + PORT + " is free",
                SOON,
                () -> {
                    try {
                        bound.set(new DatagramSocket(PORT));
                        return true;
                    } catch (SocketException taken) {
                        return false;
                    }
                },
                () -> "taken");
        return bound.get();
    }

    private static boolean hears(DatagramSocket socket) throws IOException {
        try {
            socket.receive(new DatagramPacket(new byte[64], 64));
            return true;
        } catch (SocketTimeoutException silence) {
            return false;
        }
    }

    private static void send(Namespace machine, IpAddress source, IpAddress target) throws VpcException {
        byte[] hello = "hello".getBytes(StandardCharsets.US_ASCII);
        NamespaceThread.call("send", machine, () -> {
            InetSocketAddress local = new InetSocketAddress(source.toInetAddress(), 0);
            try (DatagramSocket socket = new DatagramSocket(local)) {
                socket.send(new DatagramPacket(hello, hello.length, target.toInetAddress(), PORT));
                return socket.getLocalPort();
            }
        });
    }

    private static Instance instance(String name, String address, int lastByte) {
        MacAddress mac = new MacAddress(0x0216_3e00_0100L | lastByte);
        return new Instance(new InstanceId("i-" + name), VSWITCH, new PortId("p-" + name), ipv4(address), mac);
    }

    private static Ipv4Address ipv4(String text) {
        return Ipv4Address.parse(text).orElseThrow();
    }
}
