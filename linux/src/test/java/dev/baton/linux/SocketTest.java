package dev.baton.linux;

import static dev.baton.linux.Isolated.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.Ipv4Address;
import dev.baton.model.Ipv6Address;
import dev.baton.model.MacAddress;
import dev.baton.testkit.Hex;
import dev.baton.wire.ArpPacket;
import dev.baton.wire.ByteView;
import dev.baton.wire.DecodeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("kernel")
@Timeout(60)
class SocketTest {
    private static final Ipv4Address ONE = ipv4("10.0.0.1");
    private static final Ipv4Address TWO = ipv4("10.0.0.2");
    private static final Ipv4Address VRRP_GROUP = ipv4("224.0.0.18");
    private static final Ipv6Address ONE_V6 = ipv6("fe80::1");
    private static final Ipv6Address TWO_V6 = ipv6("fe80::2");
    private static final Ipv6Address VRRP_GROUP_V6 = ipv6("ff02::12");
    private static final byte[] ADVERT = Hex.bytes("31 33 78 01 00 64 0000 0a000063");

    private static Ipv4Address ipv4(String text) {
        return Ipv4Address.parse(text).orElseThrow();
    }

    private static Ipv6Address ipv6(String text) {
        return Ipv6Address.parse(text).orElseThrow();
    }

    private static byte[] ipPacket(Ipv4Address from, Ipv4Address to) {
        return Hex.bytes(
                "45 c0 0020 0000 0000 ff 70 0000", // TTL 255, protocol 112; length, id and checksum are the kernel's
                Hex.text(from.bytes()),
                Hex.text(to.bytes()),
                Hex.text(ADVERT));
    }

    /// What a received packet was, kept beyond its buffer.
    private record Seen(IpAddress from, IpAddress to, int hopLimit, int interfaceIndex, ByteView bytes) {}

    private static List<Seen> receive(VrrpSocket socket, int expected) {
        List<Seen> seen = new ArrayList<>();
        try (EventLoop loop = EventLoop.open()) {
            loop.watch(
                    socket,
                    now -> socket.receive(packet -> seen.add(new Seen(
                            packet.source(),
                            packet.destination(),
                            packet.hopLimit(),
                            packet.interfaceIndex(),
                            ByteView.of(packet.copy())))));
            for (int round = 0; round < 20 && seen.size() < expected; round++) {
                loop.wakeUpOnce(100);
            }
        }
        return seen;
    }

    @Test
    void ipv4PacketsArriveWithTheirHeadersAndInterface() throws Exception {
        Isolated.run(() -> {
            try (TwoHosts hosts = TwoHosts.connect();
                    Ipv4VrrpSocket here = Ipv4VrrpSocket.open();
                    Ipv4VrrpSocket there = hosts.other().call(Ipv4VrrpSocket::open)) {
                there.joinGroup(VRRP_GROUP, hosts.v1());
                here.multicastInterface(hosts.v0());
                here.joinGroup(VRRP_GROUP, hosts.v0());
                here.priority(6);
                there.receiveBuffer(1 << 20);
                here.send(ipPacket(ONE, TWO), TWO);
                here.send(ipPacket(ONE, VRRP_GROUP), VRRP_GROUP);
                List<Seen> seen = receive(there, 2);
                assertThat(seen).extracting(Seen::to).containsExactly(TWO, VRRP_GROUP);
                assertThat(seen).allSatisfy(packet -> {
                    assertThat(packet.from()).isEqualTo(ONE);
                    assertThat(packet.hopLimit()).isEqualTo(255);
                    assertThat(packet.interfaceIndex()).isEqualTo(hosts.v1());
                    assertThat(packet.bytes().length()).isEqualTo(32);
                    assertThat(packet.bytes().u32(0)).isEqualTo(0x45c0_0020);
                    assertThat(packet.bytes().from(20)).isEqualTo(ByteView.of(ADVERT));
                });
                assertThat(here.receive(packet -> {}))
                        .as("multicast looped back")
                        .isZero();
            }
        });
    }

    @Test
    void ipv6PacketsLeaveWithAHopLimitAndAChecksum() throws Exception {
        Isolated.run(() -> {
            try (TwoHosts hosts = TwoHosts.connect();
                    Ipv6VrrpSocket here = Ipv6VrrpSocket.open();
                    Ipv6VrrpSocket there = hosts.other().call(Ipv6VrrpSocket::open)) {
                there.joinGroup(VRRP_GROUP_V6, hosts.v1());
                here.send(ADVERT, ONE_V6, TWO_V6, hosts.v0());
                here.unicastHopLimit(30);
                here.send(ADVERT, ONE_V6, TWO_V6, hosts.v0());
                here.send(ADVERT, ONE_V6, VRRP_GROUP_V6, hosts.v0());
                here.unicastHopLimit(255);
                here.send(ADVERT, ONE_V6, TWO_V6, hosts.v0());
                List<Seen> seen = receive(there, 4);
                assertThat(seen).extracting(Seen::to).containsExactly(TWO_V6, TWO_V6, VRRP_GROUP_V6, TWO_V6);
                assertThat(seen).extracting(Seen::hopLimit).containsExactly(255, 30, 255, 255);
                assertThat(seen).allSatisfy(packet -> {
                    assertThat(packet.from()).isEqualTo(ONE_V6);
                    assertThat(packet.interfaceIndex()).isEqualTo(hosts.v1());
                    assertThat(packet.bytes().length()).isEqualTo(ADVERT.length);
                    assertThat(packet.bytes().u16(6)).isNotZero();
                });
            }
        });
    }

    @Test
    void aBoundSocketHearsItsDeviceOnly() throws Exception {
        Isolated.run(() -> {
            try (TwoHosts hosts = TwoHosts.connect();
                    Ipv4VrrpSocket here = Ipv4VrrpSocket.open();
                    Ipv4VrrpSocket bound = hosts.other().call(Ipv4VrrpSocket::open);
                    Ipv4VrrpSocket free = hosts.other().call(Ipv4VrrpSocket::open)) {
                bound.bindToDevice(new InterfaceName("lo"));
                here.send(ipPacket(ONE, TWO), TWO);
                assertThat(receive(free, 1)).hasSize(1);
                assertThat(receive(bound, 0)).isEmpty();
                assertThatThrownBy(() -> bound.bindToDevice(new InterfaceName("nope")))
                        .hasMessage("bind to nope of VRRP IPv4 socket: No such device (ENODEV)");
            }
        });
    }

    @Test
    void whatABoundSocketHearsCameInThereAndNothingFromBefore() throws Exception {
        Isolated.run(() -> {
            try (TwoHosts hosts = TwoHosts.connect();
                    Ipv4VrrpSocket here = Ipv4VrrpSocket.open();
                    Ipv4VrrpSocket bound = hosts.other().call(Ipv4VrrpSocket::open);
                    Ipv4VrrpSocket free = hosts.other().call(Ipv4VrrpSocket::open)) {
                here.send(ipPacket(ONE, TWO), TWO);
                assertThat(receive(free, 1)).hasSize(1);
                bound.bindToDevice(new InterfaceName("v1"), hosts.v1());
                assertThat(receive(bound, 0)).isEmpty();
                here.send(ipPacket(ONE, TWO), TWO);
                assertThat(receive(bound, 1)).singleElement().satisfies(packet -> {
                    assertThat(packet.from()).isEqualTo(ONE);
                    assertThat(packet.to()).isEqualTo(TWO);
                    assertThat(packet.interfaceIndex()).isEqualTo(hosts.v1());
                    assertThat(packet.bytes().length()).isEqualTo(32);
                });
            }
        });
    }

    @Test
    void sendingNowhereSaysWhereAndWhy() throws Exception {
        Isolated.run(() -> {
            try (Ipv4VrrpSocket here = Ipv4VrrpSocket.open()) {
                assertThatThrownBy(() -> here.send(ipPacket(ONE, TWO), TWO))
                        .hasMessage("send 32 bytes to 10.0.0.2: Network is unreachable (ENETUNREACH)");
            }
        });
    }

    private static <T> T decoded(DecodeResult<T> result) {
        assertThat(result).isInstanceOf(DecodeResult.Decoded.class);
        return ((DecodeResult.Decoded<T>) result).value();
    }

    @Test
    void announcementsAreHeardByOthersAndNotByTheSender() throws Exception {
        Isolated.run(() -> {
            try (TwoHosts hosts = TwoHosts.connect();
                    PacketSocket sender = PacketSocket.sender();
                    PacketSocket ownEars = PacketSocket.arpListener(hosts.v0());
                    PacketSocket ears = hosts.other().call(() -> PacketSocket.arpListener(hosts.v1()))) {
                ArpPacket garp = ArpPacket.gratuitous(new MacAddress(0x0200_0000_0001L), ipv4("10.0.0.99"));
                for (int burst = 0; burst < 5; burst++) {
                    sender.send(hosts.v0(), garp.encode());
                }
                List<ArpPacket> heard = new ArrayList<>();
                try (EventLoop loop = EventLoop.open()) {
                    loop.watch(
                            ears,
                            now -> ears.receive((frame, interfaceIndex) -> {
                                assertThat(interfaceIndex).isEqualTo(hosts.v1());
                                heard.add(decoded(ArpPacket.decode(frame)));
                            }));
                    for (int round = 0; round < 20 && heard.size() < 5; round++) {
                        loop.wakeUpOnce(100);
                    }
                }
                assertThat(heard).hasSize(5).allMatch(garp::equals);
                assertThat(ownEars.receive((frame, interfaceIndex) -> {})).isZero();
            }
        });
    }

    @Test
    void aListenerOutlivesItsDevicesDownTime() throws Exception {
        Isolated.run(() -> {
            try (TwoHosts hosts = TwoHosts.connect();
                    PacketSocket sender = hosts.other().call(PacketSocket::sender);
                    PacketSocket ears = PacketSocket.arpListener(hosts.v0());
                    EventLoop loop = EventLoop.open()) {
                sh("ip link set v0 down");
                assertThat(ears.receive((frame, interfaceIndex) -> {})).isZero();
                sh("ip link set v0 up");
                hosts.awaitRunning();
                ArpPacket garp = ArpPacket.gratuitous(new MacAddress(0x0200_0000_0002L), ipv4("10.0.0.99"));
                sender.send(hosts.v1(), garp.encode());
                AtomicInteger heard = new AtomicInteger();
                loop.watch(ears, now -> heard.addAndGet(ears.receive((frame, interfaceIndex) -> {})));
                for (int wakeUp = 0; wakeUp < 5 && heard.get() == 0; wakeUp++) {
                    loop.wakeUpOnce(1_000);
                }
                assertThat(heard).hasPositiveValue();
            }
        });
    }

    @Test
    void socketsGiveTheirDescriptorsBack() throws Exception {
        Isolated.run(() -> {
            openAndClose();
            long before = OpenDescriptors.count();
            for (int index = 0; index < 1000; index++) {
                openAndClose();
            }
            // The kernel waits for every processor when a packet socket is closed: some ten milliseconds.
            for (int index = 0; index < 50; index++) {
                PacketSocket.sender().close();
                // A refusal half-way through opening must not leak either.
                assertThatThrownBy(() -> PacketSocket.arpListener(4711)).isInstanceOf(KernelException.class);
            }
            assertThat(OpenDescriptors.count()).isEqualTo(before);
        });
    }

    private static void openAndClose() {
        Ipv4VrrpSocket.open().close();
        Ipv6VrrpSocket.open().close();
        RouteNetlink.open().close();
        NetworkMonitor.open().close();
        NetworkNamespace.current().close();
    }
}
