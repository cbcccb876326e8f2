package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.RtNetlinkConstants.AF_INET;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_AF_SPEC;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_IFALIAS;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_INET_CONF;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_INFO_DATA;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_LINKINFO;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_MACVLAN_MODE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// A network interface with what only its maker wants to know.
///
/// @param alias free text that somebody attached to it (`IFLA_IFALIAS`)
/// @param mode of a macvlan: `MACVLAN_MODE_*`; of an ipvlan `IPVLAN_MODE_*`; 0 for all others
/// @param ipv4 what holds for IPv4 on it; empty if the kernel did not say
public record LinkDetails(Link link, Optional<String> alias, int mode, Map<Ipv4Setting, Integer> ipv4) {
    private static final int IFINFOMSG_SIZE = 16;

    public LinkDetails {
        ipv4 = Map.copyOf(ipv4);
    }

    /// Reads an `RTM_NEWLINK`.
    ///
    /// @throws IllegalArgumentException if the message is too short
    public static LinkDetails parse(NetlinkMessage message) {
        Link link = Link.parse(message);
        NetlinkAttributes attributes = new NetlinkAttributes(message.payload(), IFINFOMSG_SIZE);
        return new LinkDetails(
                link,
                attributes.string(IFLA_IFALIAS).filter(text -> !text.isEmpty()),
                attributes
                        .nested(IFLA_LINKINFO)
                        .flatMap(info -> info.nested(IFLA_INFO_DATA))
                        .flatMap(data ->
                                data.u8(IFLA_MACVLAN_MODE).stream().boxed().findFirst())
                        .orElse(0),
                attributes
                        .nested(IFLA_AF_SPEC)
                        .flatMap(families -> families.nested(AF_INET))
                        .flatMap(inet -> inet.bytes(IFLA_INET_CONF))
                        .map(LinkDetails::settings)
                        .orElse(Map.of()));
    }

    /// An array of 32-bit numbers, the first of which has the id 1.
    private static Map<Ipv4Setting, Integer> settings(byte[] configuration) {
        ByteBuffer numbers = ByteBuffer.wrap(configuration).order(ByteOrder.nativeOrder());
        Map<Ipv4Setting, Integer> settings = new EnumMap<>(Ipv4Setting.class);
        for (Ipv4Setting setting : Ipv4Setting.values()) {
            int at = 4 * (setting.id() - 1);
            if (at + 4 <= numbers.limit()) {
                settings.put(setting, numbers.getInt(at));
            }
        }
        return settings;
    }
}
