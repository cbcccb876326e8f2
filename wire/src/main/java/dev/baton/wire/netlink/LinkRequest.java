package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.RtNetlinkConstants.AF_INET;
import static dev.baton.wire.netlink.RtNetlinkConstants.AF_INET6;
import static dev.baton.wire.netlink.RtNetlinkConstants.AF_UNSPEC;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFF_UP;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_ADDRESS;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_AF_SPEC;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_GROUP;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_IFALIAS;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_IFNAME;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_INET6_ADDR_GEN_MODE;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_INET_CONF;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_INFO_DATA;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_INFO_KIND;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_IPVLAN_FLAGS;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_IPVLAN_MODE;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_LINK;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_LINKINFO;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_MACVLAN_MODE;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_MASTER;
import static dev.baton.wire.netlink.RtNetlinkConstants.IN6_ADDR_GEN_MODE_NONE;
import static dev.baton.wire.netlink.RtNetlinkConstants.IPVLAN_MODE_L2;
import static dev.baton.wire.netlink.RtNetlinkConstants.MACVLAN_MODE_PRIVATE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_DELLINK;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_NEWLINK;

import dev.baton.model.InterfaceName;
import dev.baton.model.MacAddress;
import java.util.Map;
import java.util.function.IntFunction;

/// One change of an interface.
public sealed interface LinkRequest extends RouteRequest {
    /// Makes a macvlan of its own MAC address that exchanges nothing with its base and with other macvlans.
    ///
    /// @param base index of the interface below
    /// @param group number of the group of interfaces (`ip link show group`), 0 by default
    record CreateMacvlan(InterfaceName name, int base, MacAddress mac, int group) implements LinkRequest {
        @Override
        public Verb verb() {
            return Verb.ADD;
        }

        @Override
        public String operation() {
            return "create macvlan";
        }

        @Override
        public String object(IntFunction<String> deviceName) {
            return name + " on " + deviceName.apply(base);
        }

        @Override
        public void writeBody(NetlinkWriter writer) {
            writeHeader(writer, 0, 0);
            writeName(writer, name, base, group);
            writer.attribute(IFLA_ADDRESS, mac.bytes());
            int info = writer.beginNest(IFLA_LINKINFO);
            writer.attributeString(IFLA_INFO_KIND, "macvlan");
            int data = writer.beginNest(IFLA_INFO_DATA);
            writer.attributeU32(IFLA_MACVLAN_MODE, MACVLAN_MODE_PRIVATE);
            writer.endNest(data).endNest(info);
        }
    }

    /// Makes an ipvlan: an interface that shares its base's MAC address (layer 2 mode).
    ///
    /// @param flags 0 to talk to others on the base, `IPVLAN_F_PRIVATE` or `IPVLAN_F_VEPA`
    record CreateIpvlan(InterfaceName name, int base, int flags, int group) implements LinkRequest {
        @Override
        public Verb verb() {
            return Verb.ADD;
        }

        @Override
        public String operation() {
            return "create ipvlan";
        }

        @Override
        public String object(IntFunction<String> deviceName) {
            return name + " on " + deviceName.apply(base);
        }

        @Override
        public void writeBody(NetlinkWriter writer) {
            writeHeader(writer, 0, 0);
            writeName(writer, name, base, group);
            int info = writer.beginNest(IFLA_LINKINFO);
            writer.attributeString(IFLA_INFO_KIND, "ipvlan");
            int data = writer.beginNest(IFLA_INFO_DATA);
            writer.attributeU16(IFLA_IPVLAN_MODE, IPVLAN_MODE_L2).attributeU16(IFLA_IPVLAN_FLAGS, flags);
            writer.endNest(data).endNest(info);
        }
    }

    /// Removes an interface together with its addresses.
    record Delete(int index) implements LinkRequest {
        @Override
        public Verb verb() {
            return Verb.DELETE;
        }

        @Override
        public String operation() {
            return "delete interface";
        }

        @Override
        public String object(IntFunction<String> deviceName) {
            return deviceName.apply(index);
        }

        @Override
        public void writeBody(NetlinkWriter writer) {
            writeHeader(writer, index, 0);
        }
    }

    /// Changes an interface that exists.
    sealed interface Change extends LinkRequest {
        int index();

        @Override
        default Verb verb() {
            return Verb.CHANGE;
        }

        @Override
        default String object(IntFunction<String> deviceName) {
            return deviceName.apply(index());
        }
    }

    /// Sets it up (`IFF_UP`).
    record SetUp(int index) implements Change {
        @Override
        public String operation() {
            return "set up interface";
        }

        @Override
        public void writeBody(NetlinkWriter writer) {
            writeHeader(writer, index, IFF_UP);
        }
    }

    /// Puts it into a VRF, or takes it out.
    ///
    /// @param master index of the VRF; 0 means none
    record SetMaster(int index, int master) implements Change {
        @Override
        public String operation() {
            return master == 0 ? "take out of its VRF interface" : "put into VRF #" + master + " interface";
        }

        @Override
        public void writeBody(NetlinkWriter writer) {
            writeHeader(writer, index, 0);
            writer.attributeU32(IFLA_MASTER, master);
        }
    }

    /// Attaches a text to it, at most 255 bytes; the empty one removes what is there.
    record SetAlias(int index, String alias) implements Change {
        @Override
        public String operation() {
            return "set alias of interface";
        }

        @Override
        public void writeBody(NetlinkWriter writer) {
            writeHeader(writer, index, 0);
            writer.attributeString(IFLA_IFALIAS, alias);
        }
    }

    /// Changes settings of IPv4, all of them or none.
    record SetIpv4(int index, Map<Ipv4Setting, Integer> settings) implements Change {
        public SetIpv4 {
            settings = Map.copyOf(settings);
        }

        @Override
        public String operation() {
            return "change IPv4 settings of interface";
        }

        @Override
        public void writeBody(NetlinkWriter writer) {
            writeHeader(writer, index, 0);
            int families = writer.beginNest(IFLA_AF_SPEC);
            int inet = writer.beginNest(AF_INET);
            int configuration = writer.beginNest(IFLA_INET_CONF);
            settings.forEach((setting, value) -> writer.attributeU32(setting.id(), value));
            writer.endNest(configuration).endNest(inet).endNest(families);
        }
    }

    /// The kernel gives it no link-local IPv6 address by itself; one that it has goes.
    record StopIpv6AddressGeneration(int index) implements Change {
        @Override
        public String operation() {
            return "stop IPv6 address generation of interface";
        }

        @Override
        public void writeBody(NetlinkWriter writer) {
            writeHeader(writer, index, 0);
            int families = writer.beginNest(IFLA_AF_SPEC);
            int inet6 = writer.beginNest(AF_INET6);
            writer.attributeU8(IFLA_INET6_ADDR_GEN_MODE, IN6_ADDR_GEN_MODE_NONE);
            writer.endNest(inet6).endNest(families);
        }
    }

    @Override
    default int messageType() {
        return verb() == Verb.DELETE ? RTM_DELLINK : RTM_NEWLINK;
    }

    /// `struct ifinfomsg`; `flags` are set, others stay.
    private static void writeHeader(NetlinkWriter writer, int index, int flags) {
        writer.u8(AF_UNSPEC).u8(0).u16(0).u32(index).u32(flags).u32(flags);
    }

    private static void writeName(NetlinkWriter writer, InterfaceName name, int base, int group) {
        writer.attributeString(IFLA_IFNAME, name.value()).attributeU32(IFLA_LINK, base);
        if (group != 0) {
            writer.attributeU32(IFLA_GROUP, group);
        }
    }
}
