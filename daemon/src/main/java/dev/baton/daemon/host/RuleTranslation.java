package dev.baton.daemon.host;

import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_DPORT_RANGE;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_FLOW;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_FWMARK;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_FWMASK;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_GOTO;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_IIFNAME;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_IP_PROTO;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_L3MDEV;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_OIFNAME;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_PRIORITY;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_PROTOCOL;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_SPORT_RANGE;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_SUPPRESS_IFGROUP;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_SUPPRESS_PREFIXLEN;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_TUN_ID;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_UID_RANGE;
import static dev.baton.wire.netlink.RtNetlinkConstants.FR_ACT_BLACKHOLE;
import static dev.baton.wire.netlink.RtNetlinkConstants.FR_ACT_GOTO;
import static dev.baton.wire.netlink.RtNetlinkConstants.FR_ACT_NOP;
import static dev.baton.wire.netlink.RtNetlinkConstants.FR_ACT_PROHIBIT;
import static dev.baton.wire.netlink.RtNetlinkConstants.FR_ACT_TO_TBL;
import static dev.baton.wire.netlink.RtNetlinkConstants.FR_ACT_UNREACHABLE;

import dev.baton.model.IpPrefix;
import dev.baton.model.RuleSpec;
import dev.baton.wire.netlink.RtNetlinkConstants;
import dev.baton.wire.netlink.Rule;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A configured rule in the kernel's terms.
public final class RuleTranslation {
    private static final Map<String, Integer> IP_PROTOCOLS =
            Map.of("icmp", 1, "tcp", 6, "udp", 17, "gre", 47, "esp", 50, "ah", 51, "icmpv6", 58, "sctp", 132);

    private final RuleSpec spec;
    private final KernelNames names;
    private final SortedMap<Integer, String> attributes = new TreeMap<>();

    private RuleTranslation(RuleSpec spec, KernelNames names) {
        this.spec = spec;
        this.names = names;
    }

    /// The rule in the kernel's terms.
    ///
    /// @param preference for a rule that names none
    /// @throws Unusable if a word means nothing
    public static Entry.OfRule of(RuleSpec spec, KernelNames names, long preference) throws Unusable {
        return new Entry.OfRule(new RuleTranslation(spec, names).rule(preference));
    }

    private Rule rule(long preference) throws Unusable {
        attributes.put(FRA_PROTOCOL, byteOf(RtNetlinkConstants.RTPROT_KEEPALIVED));
        attributes.put(
                FRA_PRIORITY, intOf((int) spec.preference().orElse(preference).longValue()));
        for (Map.Entry<String, String> selector : spec.selectors().entrySet()) {
            select(selector.getKey(), selector.getValue());
        }
        boolean looksUp = spec.action().equals("table");
        if (spec.action().equals("goto")) {
            attributes.put(
                    FRA_GOTO, intOf(KernelNames.numberOf("goto", spec.target().orElse(""))));
        }
        boolean routingDomain = spec.selectors().containsKey("l3mdev");
        return new Rule(
                spec.family(),
                prefix("from"),
                prefix("to"),
                Optional.ofNullable(spec.selectors().get("tos"))
                        .flatMap(RouteTranslation::hexadecimal)
                        .orElse(0),
                action(),
                looksUp && !routingDomain ? names.table(spec.target().orElse("main")) : 0,
                spec.inverted(),
                attributes);
    }

    private Optional<IpPrefix> prefix(String keyword) {
        return Optional.ofNullable(spec.selectors().get(keyword))
                .flatMap(RouteTranslation::prefix)
                .filter(prefix -> prefix.length() > 0);
    }

    private int action() throws Unusable {
        return switch (spec.action()) {
            case "table", "l3mdev" -> FR_ACT_TO_TBL;
            case "goto" -> FR_ACT_GOTO;
            case "nop" -> FR_ACT_NOP;
            case "blackhole" -> FR_ACT_BLACKHOLE;
            case "unreachable" -> FR_ACT_UNREACHABLE;
            case "prohibit" -> FR_ACT_PROHIBIT;
            default -> throw new Unusable("there is no action '" + spec.action() + "'");
        };
    }

    private void select(String keyword, String value) throws Unusable {
        switch (keyword) {
            case "from", "to", "tos" -> {
                // Part of the header.
            }
            case "dev" -> attributes.put(FRA_IIFNAME, nameOf(value));
            case "oif" -> attributes.put(FRA_OIFNAME, nameOf(value));
            case "fwmark" -> mark(value);
            case "realms" ->
                attributes.put(
                        FRA_FLOW,
                        intOf(RouteTranslation.realms(Optional.of(value)).orElse(0)));
            case "suppress_prefixlength" ->
                attributes.put(FRA_SUPPRESS_PREFIXLEN, intOf(KernelNames.numberOf(keyword, value)));
            case "suppress_ifgroup" -> attributes.put(FRA_SUPPRESS_IFGROUP, intOf(names.group(value)));
            case "tunnel-id" ->
                attributes.put(FRA_TUN_ID, "00000000" + bigEndian(KernelNames.numberOf(keyword, value)));
            case "uidrange" -> attributes.put(FRA_UID_RANGE, range(keyword, value, 4));
            case "l3mdev" -> attributes.put(FRA_L3MDEV, byteOf(1));
            case "protocol" -> attributes.put(FRA_PROTOCOL, byteOf(protocol(value)));
            case "ipproto" -> attributes.put(FRA_IP_PROTO, byteOf(ipProtocol(value)));
            case "sport" -> attributes.put(FRA_SPORT_RANGE, range(keyword, value, 2));
            case "dport" -> attributes.put(FRA_DPORT_RANGE, range(keyword, value, 2));
            default -> throw new Unusable("rules have no " + keyword);
        }
    }

    private int protocol(String word) throws Unusable {
        return spec.tracked() ? RtNetlinkConstants.RTPROT_KEEPALIVED : names.protocol(word);
    }

    private static int ipProtocol(String word) throws Unusable {
        int known = IP_PROTOCOLS.getOrDefault(word, -1);
        return known >= 0 ? known : KernelNames.numberOf("ipproto", word);
    }

    /// `MARK[/MASK]`. Without a mask the kernel takes all bits.
    private void mark(String value) throws Unusable {
        String[] parts = value.split("/", 2);
        attributes.put(FRA_FWMARK, intOf(KernelNames.numberOf("fwmark", parts[0])));
        attributes.put(FRA_FWMASK, parts.length == 1 ? "ffffffff" : intOf(KernelNames.numberOf("fwmark", parts[1])));
    }

    /// `FIRST-LAST`, or one number for both.
    private static String range(String keyword, String value, int size) throws Unusable {
        String[] parts = value.split("-", 2);
        int first = KernelNames.numberOf(keyword, parts[0]);
        int last = KernelNames.numberOf(keyword, parts[parts.length - 1]);
        ByteBuffer bytes = ByteBuffer.allocate(2 * size).order(ByteOrder.nativeOrder());
        if (size == 2) {
            bytes.putShort((short) first).putShort((short) last);
        } else {
            bytes.putInt(first).putInt(last);
        }
        return HexFormat.of().formatHex(bytes.array());
    }

    private static String nameOf(String device) {
        return HexFormat.of().formatHex(device.getBytes(StandardCharsets.UTF_8)) + "00";
    }

    private static String byteOf(int value) {
        return HexFormat.of().toHexDigits((byte) value);
    }

    private static String intOf(int value) {
        return HexFormat.of()
                .formatHex(ByteBuffer.allocate(4)
                        .order(ByteOrder.nativeOrder())
                        .putInt(value)
                        .array());
    }

    private static String bigEndian(int value) {
        return HexFormat.of().toHexDigits(value);
    }
}
