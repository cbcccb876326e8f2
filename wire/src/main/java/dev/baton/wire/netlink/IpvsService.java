package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_ATTR_SERVICE;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_SVC_ATTR_ADDR;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_SVC_ATTR_AF;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_SVC_ATTR_FLAGS;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_SVC_ATTR_FWMARK;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_SVC_ATTR_NETMASK;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_SVC_ATTR_PE_NAME;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_SVC_ATTR_PORT;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_SVC_ATTR_PROTOCOL;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_SVC_ATTR_SCHED_NAME;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_SVC_ATTR_TIMEOUT;
import static dev.baton.wire.netlink.IpvsConstants.IP_VS_SVC_F_HASHED;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/// A virtual service as IPVS has it.
///
/// @param flags `IP_VS_SVC_F_*`
/// @param timeout seconds for which a client stays with its server
/// @param prefix length of the part of its address that tells it from others
/// @param engine how clients are told apart otherwise, such as `sip`
public record IpvsService(Key key, String scheduler, int flags, int timeout, int prefix, Optional<String> engine) {
    /// What packets belong to it.
    public sealed interface Key {
        IpFamily family();

        /// Packets to this address.
        ///
        /// @param protocol IP protocol: 6, 17 or 132
        /// @param port 0 means every port
        record Address(IpAddress address, int protocol, int port) implements Key {
            @Override
            public IpFamily family() {
                return address.family();
            }
        }

        /// Packets with this firewall mark.
        ///
        /// @param mark an unsigned number
        record Mark(int mark, IpFamily family) implements Key {}
    }

    void write(NetlinkWriter writer) {
        int nest = writer.beginNest(IPVS_CMD_ATTR_SERVICE);
        writeKey(writer, key);
        writer.attributeString(IPVS_SVC_ATTR_SCHED_NAME, scheduler);
        engine.ifPresent(name -> writer.attributeString(IPVS_SVC_ATTR_PE_NAME, name));
        ByteBuffer flagsAndMask = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
        writer.attribute(
                IPVS_SVC_ATTR_FLAGS, flagsAndMask.putInt(flags).putInt(-1).array());
        writer.attributeU32(IPVS_SVC_ATTR_TIMEOUT, timeout);
        switch (key.family()) {
            case IPV4 -> writer.attributeU32Be(IPVS_SVC_ATTR_NETMASK, prefix == 0 ? 0 : -1 << (32 - prefix));
            case IPV6 -> writer.attributeU32(IPVS_SVC_ATTR_NETMASK, prefix);
        }
        writer.endNest(nest);
    }

    static void write(NetlinkWriter writer, Key key) {
        int nest = writer.beginNest(IPVS_CMD_ATTR_SERVICE);
        writeKey(writer, key);
        writer.endNest(nest);
    }

    private static void writeKey(NetlinkWriter writer, Key key) {
        writer.attributeU16(IPVS_SVC_ATTR_AF, RouteRequest.family(key.family()));
        switch (key) {
            case Key.Mark mark -> writer.attributeU32(IPVS_SVC_ATTR_FWMARK, mark.mark());
            case Key.Address at -> {
                writer.attributeU16(IPVS_SVC_ATTR_PROTOCOL, at.protocol());
                writer.attribute(IPVS_SVC_ATTR_ADDR, at.address().bytes());
                writer.attributeU16Be(IPVS_SVC_ATTR_PORT, at.port());
            }
        }
    }

    /// Reads one entry of a dump.
    ///
    /// @throws IllegalArgumentException if it cannot be read
    public static IpvsService parse(NetlinkMessage message) {
        NetlinkAttributes service = GenericFamily.attributes(message.payload())
                .nested(IPVS_CMD_ATTR_SERVICE)
                .orElseThrow(() -> new IllegalArgumentException("no service"));
        Key key = key(service);
        int flags = service.bytes(IPVS_SVC_ATTR_FLAGS)
                .filter(bytes -> bytes.length >= 4)
                .map(bytes ->
                        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt())
                .orElse(0);
        int netmask = service.u32(IPVS_SVC_ATTR_NETMASK).orElse(0);
        return new IpvsService(
                key,
                service.string(IPVS_SVC_ATTR_SCHED_NAME).orElse(""),
                flags & ~IP_VS_SVC_F_HASHED,
                service.u32(IPVS_SVC_ATTR_TIMEOUT).orElse(0),
                key.family() == IpFamily.IPV4 ? Integer.bitCount(netmask) : netmask,
                service.string(IPVS_SVC_ATTR_PE_NAME));
    }

    private static Key key(NetlinkAttributes service) {
        IpFamily family = family(service.u16(IPVS_SVC_ATTR_AF).orElse(0));
        if (service.has(IPVS_SVC_ATTR_FWMARK)) {
            return new Key.Mark(service.u32(IPVS_SVC_ATTR_FWMARK).orElse(0), family);
        }
        return new Key.Address(
                address(service, IPVS_SVC_ATTR_ADDR, family),
                service.u16(IPVS_SVC_ATTR_PROTOCOL).orElse(0),
                service.u16Be(IPVS_SVC_ATTR_PORT).orElse(0));
    }

    static IpFamily family(int number) {
        return switch (number) {
            case RtNetlinkConstants.AF_INET -> IpFamily.IPV4;
            case RtNetlinkConstants.AF_INET6 -> IpFamily.IPV6;
            default -> throw new IllegalArgumentException("address family " + number);
        };
    }

    /// Addresses of both families come as 16 bytes.
    static IpAddress address(NetlinkAttributes attributes, int type, IpFamily family) {
        byte[] bytes = attributes.bytes(type).orElse(new byte[0]);
        if (bytes.length < family.bytes()) {
            throw new IllegalArgumentException("an address of " + bytes.length + " bytes");
        }
        return IpAddress.of(Arrays.copyOf(bytes, family.bytes()));
    }
}
