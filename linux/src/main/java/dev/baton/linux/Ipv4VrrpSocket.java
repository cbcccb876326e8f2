package dev.baton.linux;

import static dev.baton.linux.sys.InConstants.IPPROTO_AH;
import static dev.baton.linux.sys.InConstants.IPPROTO_IP;
import static dev.baton.linux.sys.InConstants.IPPROTO_VRRP;
import static dev.baton.linux.sys.InConstants.IP_ADD_MEMBERSHIP;
import static dev.baton.linux.sys.InConstants.IP_DROP_MEMBERSHIP;
import static dev.baton.linux.sys.InConstants.IP_HDRINCL;
import static dev.baton.linux.sys.InConstants.IP_MULTICAST_ALL;
import static dev.baton.linux.sys.InConstants.IP_MULTICAST_IF;
import static dev.baton.linux.sys.InConstants.IP_MULTICAST_LOOP;
import static dev.baton.linux.sys.InConstants.IP_PKTINFO;
import static dev.baton.linux.sys.SocketConstants.AF_INET;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.baton.linux.sys.MessageBuffer;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.Ipv4Address;
import dev.baton.wire.ByteView;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// VRRP over IPv4. The sender builds the IP header too (raw(7), `IP_HDRINCL`); the kernel fills in the total
/// length, the header checksum, and the identification if it is 0. Multicast is not looped back.
public final class Ipv4VrrpSocket implements VrrpSocket {
    private static final ValueLayout.OfInt BIG_ENDIAN_INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int SOCKADDR_IN_SIZE = 16;
    private static final int IP_HEADER_MIN = 20;

    private final RawSocket socket;
    private final ReceivedPacket packet;
    /// 0 as long as packets of any interface may come.
    private int onlyInterface;

    private Ipv4VrrpSocket(RawSocket socket) {
        this.socket = socket;
        this.packet = new ReceivedPacket(socket.incoming().dataBuffer(), new Ipv4Address(0));
    }

    /// Opens it in the calling thread's network namespace.
    ///
    /// @throws KernelException EPERM without CAP_NET_RAW
    public static Ipv4VrrpSocket open() {
        return open(IPPROTO_VRRP, "VRRP IPv4 socket");
    }

    /// The same for adverts behind an authentication header, protocol 51 (RFC 4302).
    ///
    /// @throws KernelException EPERM without CAP_NET_RAW
    public static Ipv4VrrpSocket openAuthenticated() {
        return open(IPPROTO_AH, "VRRP IPv4 socket with authentication header");
    }

    /// The same for another protocol; ICMP's probes travel like this too.
    static Ipv4VrrpSocket open(int protocol, String name) {
        RawSocket socket = RawSocket.open(AF_INET, protocol, name, PACKET_SIZE_MAX);
        try {
            socket.descriptor().option(IPPROTO_IP, IP_HDRINCL, 1, "set IP_HDRINCL");
            socket.descriptor().option(IPPROTO_IP, IP_PKTINFO, 1, "set IP_PKTINFO");
            socket.descriptor().option(IPPROTO_IP, IP_MULTICAST_LOOP, 0, "clear IP_MULTICAST_LOOP");
            socket.descriptor().option(IPPROTO_IP, IP_MULTICAST_ALL, 0, "clear IP_MULTICAST_ALL");
            return new Ipv4VrrpSocket(socket);
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    @Override
    public int fd() {
        return socket.fd();
    }

    /// Sends a whole IPv4 packet.
    ///
    /// @param destination where to; the header should say the same
    /// @throws KernelException ENETUNREACH, EPERM (a firewall), ENOBUFS …
    public void send(byte[] ipPacket, Ipv4Address destination) {
        send(ByteView.of(ipPacket), destination);
    }

    /// As [#send(byte[], Ipv4Address)].
    public void send(ByteView ipPacket, Ipv4Address destination) {
        MemorySegment name = socket.outgoing().name();
        name.set(JAVA_SHORT, 0, (short) AF_INET);
        name.set(BIG_ENDIAN_INT, 4, destination.value());
        socket.send(ipPacket, SOCKADDR_IN_SIZE, 0, destination);
    }

    @Override
    public int receive(ReceivedPacket.Receiver receiver) {
        RawSocket.Datagram sink = length -> {
            if (length < IP_HEADER_MIN) {
                return false;
            }
            describe(length);
            receiver.received(packet);
            return true;
        };
        return onlyInterface == 0
                ? socket.receive(PACKETS_PER_RECEIVE_MAX, sink)
                : socket.receiveData(PACKETS_PER_RECEIVE_MAX, sink);
    }

    private void describe(int length) {
        MemorySegment data = socket.incoming().data();
        packet.fill(
                length,
                onlyInterface == 0 ? arrivedOn() : onlyInterface,
                data.get(ValueLayout.JAVA_BYTE, 8) & 0xff,
                address(data.get(BIG_ENDIAN_INT, 12), packet.source()),
                address(data.get(BIG_ENDIAN_INT, 16), packet.destination()));
    }

    private int arrivedOn() {
        MessageBuffer message = socket.incoming();
        long info = message.controlData(IPPROTO_IP, IP_PKTINFO);
        return info < 0 ? 0 : message.control().get(JAVA_INT, info);
    }

    /// Mostly the same as in the packet before.
    private static Ipv4Address address(int value, IpAddress before) {
        return before instanceof Ipv4Address same && same.value() == value ? same : new Ipv4Address(value);
    }

    @Override
    public void bindToDevice(InterfaceName device) {
        socket.bindToDevice(device);
    }

    @Override
    public void bindToDevice(InterfaceName device, int index) {
        socket.bindToDevice(device);
        socket.descriptor().option(IPPROTO_IP, IP_PKTINFO, 0, "clear IP_PKTINFO");
        // What came before may have come in elsewhere.
        socket.receiveData(PACKETS_PER_RECEIVE_MAX, length -> false);
        onlyInterface = index;
    }

    @Override
    public void joinGroup(IpAddress group, int interfaceIndex) {
        membership(IP_ADD_MEMBERSHIP, group, interfaceIndex, "join multicast group " + group);
    }

    @Override
    public void leaveGroup(IpAddress group, int interfaceIndex) {
        membership(IP_DROP_MEMBERSHIP, group, interfaceIndex, "leave multicast group " + group);
    }

    @Override
    public void multicastInterface(int interfaceIndex) {
        membership(IP_MULTICAST_IF, new Ipv4Address(0), interfaceIndex, "set IP_MULTICAST_IF");
    }

    /// `struct ip_mreqn`: group, local address, interface.
    private void membership(int option, IpAddress group, int interfaceIndex, String operation) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(12, 4);
            MemorySegment.copy(group.bytes(), 0, request, ValueLayout.JAVA_BYTE, 0, 4);
            request.set(JAVA_INT, 8, interfaceIndex);
            socket.descriptor().option(IPPROTO_IP, option, request, operation);
        }
    }

    @Override
    public void receiveBuffer(int bytes) {
        socket.descriptor().receiveBuffer(bytes);
    }

    @Override
    public void priority(int priority) {
        socket.priority(priority);
    }

    @Override
    public void close() {
        socket.close();
    }
}
