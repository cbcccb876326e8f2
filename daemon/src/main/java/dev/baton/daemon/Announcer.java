package dev.baton.daemon;

import dev.baton.linux.PacketSocket;
import dev.baton.model.Ipv4Address;
import dev.baton.model.Ipv6Address;
import dev.baton.model.MacAddress;
import dev.baton.vrrp.Effect;
import dev.baton.wire.ArpPacket;
import dev.baton.wire.NeighborAdvertisement;

/// Sends gratuitous ARP requests and unsolicited neighbour advertisements.
final class Announcer implements AutoCloseable {
    private final PacketSocket socket = PacketSocket.sender();
    private final NetworkView network;

    Announcer(NetworkView network) {
        this.network = network;
    }

    /// Sends one frame; without effect on an interface that is gone or has no MAC address.
    ///
    /// @throws dev.baton.linux.KernelException if the kernel refuses it
    void send(Effect.Announce announce) {
        network.index(announce.device())
                .ifPresent(index ->
                        network.mac(announce.device()).ifPresent(mac -> socket.send(index, frame(announce, mac))));
    }

    private static byte[] frame(Effect.Announce announce, MacAddress mac) {
        return switch (announce.address()) {
            case Ipv4Address ipv4 -> ArpPacket.gratuitous(mac, ipv4).encode();
            case Ipv6Address ipv6 ->
                NeighborAdvertisement.unsolicited(mac, ipv6, false).encode();
        };
    }

    @Override
    public void close() {
        socket.close();
    }
}
