package dev.baton.linux;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;

/// A raw socket for protocol 112 in the network namespace in which it was opened. Needs CAP_NET_RAW. One
/// thread at a time. Nothing here waits: a packet that finds no room in the send buffer is refused (EAGAIN).
public sealed interface VrrpSocket extends Pollable, AutoCloseable permits Ipv4VrrpSocket, Ipv6VrrpSocket {
    /// No VRRP packet is longer, IP header and authentication included: 255 IPv6 addresses and then some.
    int PACKET_SIZE_MAX = 8192;

    /// So many packets are handed over by one [#receive] before the caller's timers get their turn.
    int PACKETS_PER_RECEIVE_MAX = 4096;

    /// Hands over what has arrived, without waiting: until nothing is left, or [#PACKETS_PER_RECEIVE_MAX]
    /// packets. What is longer than [#PACKET_SIZE_MAX] is not VRRP and is dropped.
    ///
    /// @return packets handed over
    /// @throws KernelException if the socket is in error; that its device went down is none
    int receive(ReceivedPacket.Receiver receiver);

    /// Sends and receives through this device only (`SO_BINDTODEVICE`).
    void bindToDevice(InterfaceName device);

    /// As [#bindToDevice(InterfaceName)], and every packet from now on is taken to have come in there.
    ///
    /// @param index the interface's number
    default void bindToDevice(InterfaceName device, int index) {
        bindToDevice(device);
    }

    /// Receives a multicast group on an interface. Joining twice is an error (EADDRINUSE).
    void joinGroup(IpAddress group, int interfaceIndex);

    void leaveGroup(IpAddress group, int interfaceIndex);

    /// Where multicast goes out.
    void multicastInterface(int interfaceIndex);

    /// Asks for so many bytes of receive buffer, beyond the system's limit if permitted.
    void receiveBuffer(int bytes);

    /// The priority in the local queues (`SO_PRIORITY`), 6 for network control; it does not leave the host.
    void priority(int priority);

    @Override
    void close();
}
