package dev.baton.linux;

import static dev.baton.linux.sys.InConstants.IPPROTO_IPV6;
import static dev.baton.linux.sys.InConstants.IPPROTO_VRRP;
import static dev.baton.linux.sys.InConstants.IPV6_ADD_MEMBERSHIP;
import static dev.baton.linux.sys.InConstants.IPV6_CHECKSUM;
import static dev.baton.linux.sys.InConstants.IPV6_DROP_MEMBERSHIP;
import static dev.baton.linux.sys.InConstants.IPV6_HOPLIMIT;
import static dev.baton.linux.sys.InConstants.IPV6_MULTICAST_ALL;
import static dev.baton.linux.sys.InConstants.IPV6_MULTICAST_HOPS;
import static dev.baton.linux.sys.InConstants.IPV6_MULTICAST_IF;
import static dev.baton.linux.sys.InConstants.IPV6_MULTICAST_LOOP;
import static dev.baton.linux.sys.InConstants.IPV6_PKTINFO;
import static dev.baton.linux.sys.InConstants.IPV6_RECVHOPLIMIT;
import static dev.baton.linux.sys.InConstants.IPV6_RECVPKTINFO;
import static dev.baton.linux.sys.InConstants.IPV6_TCLASS;
import static dev.baton.linux.sys.InConstants.IPV6_UNICAST_HOPS;
import static dev.baton.linux.sys.SocketConstants.AF_INET6;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.baton.linux.sys.MessageBuffer;
import dev.baton.linux.sys.SocketDescriptor;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.Ipv6Address;
import dev.baton.wire.ByteView;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// VRRP over IPv6. The kernel builds the IP header, mostly with hop limit 255, and computes and verifies the
/// checksum in the VRRP header: a packet with a wrong one never arrives here. Multicast is not looped back.
public final class Ipv6VrrpSocket implements VrrpSocket {
    private static final ValueLayout.OfLong BIG_ENDIAN_LONG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int SOCKADDR_IN6_SIZE = 28;
    private static final int IN6_PKTINFO_SIZE = 20;
    /// Where the checksum lies in a VRRPv3 header, RFC 9568 §5.1.
    private static final int CHECKSUM_OFFSET = 6;

    /// RFC 9568 §5.1.2.3.
    public static final int HOP_LIMIT = 255;

    /// Internetwork control, RFC 4594; what keepalived sends with as well.
    private static final int TRAFFIC_CLASS = 0xc0;

    private final RawSocket socket;
    private final ReceivedPacket packet;
    private int unicastHops = HOP_LIMIT;

    private Ipv6VrrpSocket(RawSocket socket) {
        this.socket = socket;
        this.packet = new ReceivedPacket(socket.incoming().dataBuffer(), new Ipv6Address(0, 0));
    }

    /// Opens it in the calling thread's network namespace.
    ///
    /// @throws KernelException EPERM without CAP_NET_RAW, EAFNOSUPPORT without IPv6
    public static Ipv6VrrpSocket open() {
        RawSocket socket = RawSocket.open(AF_INET6, IPPROTO_VRRP, "VRRP IPv6 socket", PACKET_SIZE_MAX);
        try {
            SocketDescriptor options = socket.descriptor();
            options.option(IPPROTO_IPV6, IPV6_CHECKSUM, CHECKSUM_OFFSET, "set IPV6_CHECKSUM");
            options.option(IPPROTO_IPV6, IPV6_RECVPKTINFO, 1, "set IPV6_RECVPKTINFO");
            options.option(IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1, "set IPV6_RECVHOPLIMIT");
            options.option(IPPROTO_IPV6, IPV6_UNICAST_HOPS, HOP_LIMIT, "set IPV6_UNICAST_HOPS");
            options.option(IPPROTO_IPV6, IPV6_MULTICAST_HOPS, HOP_LIMIT, "set IPV6_MULTICAST_HOPS");
            options.option(IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 0, "clear IPV6_MULTICAST_LOOP");
            options.option(IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0, "clear IPV6_MULTICAST_ALL");
            options.option(IPPROTO_IPV6, IPV6_TCLASS, TRAFFIC_CLASS, "set IPV6_TCLASS");
            return new Ipv6VrrpSocket(socket);
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    @Override
    public int fd() {
        return socket.fd();
    }

    /// What is sent to single hosts from now on has this hop limit, 0 to 255; 255 before the first call.
    public void unicastHopLimit(int next) {
        if (next != unicastHops) {
            socket.descriptor().option(IPPROTO_IPV6, IPV6_UNICAST_HOPS, next, "set IPV6_UNICAST_HOPS");
            unicastHops = next;
        }
    }

    /// Sends a VRRP packet without its IP header; the kernel fills in the checksum.
    ///
    /// @param source an address of this host, by protocol link-local
    /// @param interfaceIndex where it goes out; needed for link-local destinations and multicast
    /// @throws KernelException EADDRNOTAVAIL while the source is tentative, ENETUNREACH …
    public void send(byte[] vrrpPacket, Ipv6Address source, Ipv6Address destination, int interfaceIndex) {
        send(ByteView.of(vrrpPacket), source, destination, interfaceIndex);
    }

    /// As [#send(byte[], Ipv6Address, Ipv6Address, int)].
    public void send(ByteView vrrpPacket, Ipv6Address source, Ipv6Address destination, int interfaceIndex) {
        MessageBuffer message = socket.outgoing();
        MemorySegment name = message.name();
        name.set(JAVA_SHORT, 0, (short) AF_INET6);
        name.set(BIG_ENDIAN_LONG, 8, destination.high());
        name.set(BIG_ENDIAN_LONG, 16, destination.low());
        name.set(JAVA_INT, 24, interfaceIndex);
        int controlLength = message.putControl(IPPROTO_IPV6, IPV6_PKTINFO, IN6_PKTINFO_SIZE);
        message.control().set(BIG_ENDIAN_LONG, 16, source.high());
        message.control().set(BIG_ENDIAN_LONG, 24, source.low());
        message.control().set(JAVA_INT, 32, interfaceIndex);
        socket.send(vrrpPacket, SOCKADDR_IN6_SIZE, controlLength, destination);
    }

    @Override
    public int receive(ReceivedPacket.Receiver receiver) {
        return socket.receive(PACKETS_PER_RECEIVE_MAX, length -> {
            describe(length);
            receiver.received(packet);
            return true;
        });
    }

    private void describe(int length) {
        MessageBuffer message = socket.incoming();
        MemorySegment control = message.control();
        long info = message.controlData(IPPROTO_IPV6, IPV6_PKTINFO);
        long hops = message.controlData(IPPROTO_IPV6, IPV6_HOPLIMIT);
        packet.fill(
                length,
                info < 0 ? 0 : control.get(JAVA_INT, info + 16),
                hops < 0 ? -1 : control.get(JAVA_INT, hops),
                address(message.name(), 8),
                info < 0 ? new Ipv6Address(0, 0) : address(control, info));
    }

    private static Ipv6Address address(MemorySegment segment, long offset) {
        return new Ipv6Address(segment.get(BIG_ENDIAN_LONG, offset), segment.get(BIG_ENDIAN_LONG, offset + 8));
    }

    @Override
    public void bindToDevice(InterfaceName device) {
        socket.bindToDevice(device);
    }

    @Override
    public void joinGroup(IpAddress group, int interfaceIndex) {
        membership(IPV6_ADD_MEMBERSHIP, group, interfaceIndex, "join multicast group " + group);
    }

    @Override
    public void leaveGroup(IpAddress group, int interfaceIndex) {
        membership(IPV6_DROP_MEMBERSHIP, group, interfaceIndex, "leave multicast group " + group);
    }

    /// `struct ipv6_mreq`: group, interface.
    private void membership(int option, IpAddress group, int interfaceIndex, String operation) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(20, 4);
            MemorySegment.copy(group.bytes(), 0, request, JAVA_BYTE, 0, 16);
            request.set(JAVA_INT, 16, interfaceIndex);
            socket.descriptor().option(IPPROTO_IPV6, option, request, operation);
        }
    }

    @Override
    public void multicastInterface(int interfaceIndex) {
        socket.descriptor().option(IPPROTO_IPV6, IPV6_MULTICAST_IF, interfaceIndex, "set IPV6_MULTICAST_IF");
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
