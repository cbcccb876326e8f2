package dev.baton.it.interop;

import dev.baton.it.lab.Host;
import dev.baton.it.lab.LabException;
import dev.baton.it.lab.Setting;
import dev.baton.linux.Ipv4VrrpSocket;
import dev.baton.linux.KernelException;
import dev.baton.linux.NetworkNamespace;
import dev.baton.linux.RouteNetlink;
import dev.baton.model.Ipv4Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// An advert of version 2 with password that nobody meant to send, byte by byte and without our own codec. As it stands
/// it is right and beats everybody; each test spoils one field.
record ForgedAdvert(
        int version, int type, int vrid, int authType, int seconds, String password, int ttl, boolean isMulticast) {
    private static final int PRIORITY = 254;
    static final int SOURCE = 0xac1000e1; // 172.16.0.225, the peer that it claims to be
    private static final int TARGET = 0xac1000e0; // 172.16.0.224
    private static final int GROUP = 0xe0000012; // 224.0.0.18
    private static final int SHARED = 0xac1000de; // 172.16.0.222
    private static final int IP_LENGTH = 20;
    private static final int PDU_LENGTH = 20;

    static ForgedAdvert right() {
        return new ForgedAdvert(2, 1, Setting.VRID, 1, 1, Setting.PASSWORD, 255, true);
    }

    ForgedAdvert withVersion(int other) {
        return new ForgedAdvert(other, type, vrid, authType, seconds, password, ttl, isMulticast);
    }

    ForgedAdvert withType(int other) {
        return new ForgedAdvert(version, other, vrid, authType, seconds, password, ttl, isMulticast);
    }

    ForgedAdvert withVrid(int other) {
        return new ForgedAdvert(version, type, other, authType, seconds, password, ttl, isMulticast);
    }

    ForgedAdvert withAuthType(int other) {
        return new ForgedAdvert(version, type, vrid, other, seconds, password, ttl, isMulticast);
    }

    ForgedAdvert withSeconds(int other) {
        return new ForgedAdvert(version, type, vrid, authType, other, password, ttl, isMulticast);
    }

    ForgedAdvert withPassword(String other) {
        return new ForgedAdvert(version, type, vrid, authType, seconds, other, ttl, isMulticast);
    }

    ForgedAdvert withTtl(int other) {
        return new ForgedAdvert(version, type, vrid, authType, seconds, password, other, isMulticast);
    }

    ForgedAdvert asUnicast() {
        return new ForgedAdvert(version, type, vrid, authType, seconds, password, ttl, false);
    }

    /// The whole IPv4 packet; the kernel fills in the header's checksum.
    byte[] bytes() {
        return bytes(SOURCE, PRIORITY);
    }

    /// The same from somebody else, or with another priority.
    byte[] bytes(int source, int priority) {
        ByteBuffer packet = ByteBuffer.allocate(IP_LENGTH + PDU_LENGTH);
        packet.put((byte) 0x45).put((byte) 0xc0).putShort((short) packet.capacity());
        packet.putInt(0x00010000).put((byte) ttl).put((byte) 112).putShort((short) 0);
        packet.putInt(source).putInt(isMulticast ? GROUP : TARGET);
        packet.put((byte) ((version << 4) | type)).put((byte) vrid).put((byte) priority);
        packet.put((byte) 1).put((byte) authType).put((byte) seconds).putShort((short) 0);
        packet.putInt(SHARED).put(password.getBytes(StandardCharsets.US_ASCII));
        packet.putShort(IP_LENGTH + 6, checksum(packet));
        return packet.array();
    }

    /// RFC 1071 over everything behind the IP header.
    private static short checksum(ByteBuffer packet) {
        int sum = 0;
        for (int at = IP_LENGTH; at < packet.capacity(); at += 2) {
            sum += packet.getShort(at) & 0xffff;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (short) ~sum;
    }

    /// Puts bytes on the wire from a host.
    static void send(Host from, byte[] packet) {
        int destination = ByteBuffer.wrap(packet).getInt(16);
        try (NetworkNamespace network =
                NetworkNamespace.ofProcess(from.machine().pid())) {
            network.call(() -> {
                try (Ipv4VrrpSocket socket = Ipv4VrrpSocket.open();
                        RouteNetlink netlink = RouteNetlink.open()) {
                    netlink.links().stream()
                            .filter(link -> link.name().equals("eth0"))
                            .forEach(link -> socket.multicastInterface(link.index()));
                    socket.send(packet, new Ipv4Address(destination));
                    return true;
                }
            });
        } catch (KernelException e) {
            throw new LabException("sending from " + from.name(), e);
        }
    }
}
