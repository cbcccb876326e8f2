package dev.baton.daemon.host;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import dev.baton.model.RouteSpec;
import dev.baton.wire.netlink.Route;
import dev.baton.wire.netlink.RouteOptions;
import dev.baton.wire.netlink.RouteOptions.Encapsulation;
import dev.baton.wire.netlink.RouteOptions.NextHop;
import dev.baton.wire.netlink.RouteRequest.Verb;
import dev.baton.wire.netlink.RtNetlinkConstants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A configured route in the kernel's terms.
public final class RouteTranslation {
    private static final Map<String, Integer> TYPES = Map.of(
            "unicast", 1,
            "local", 2,
            "broadcast", 3,
            "anycast", 4,
            "multicast", 5,
            "blackhole", 6,
            "unreachable", 7,
            "prohibit", 8,
            "throw", 9,
            "nat", 10);
    private static final Map<String, Integer> PREFERENCES = Map.of("medium", 0, "high", 1, "low", 3);

    private final RouteSpec spec;
    private final KernelNames names;
    private final Links links;

    private RouteTranslation(RouteSpec spec, KernelNames names, Links links) {
        this.spec = spec;
        this.names = names;
        this.links = links;
    }

    /// The route in the kernel's terms.
    ///
    /// @throws Unusable as things are
    public static Entry.OfRoute of(RouteSpec spec, KernelNames names, Links links) throws Unusable {
        return new Entry.OfRoute(new RouteTranslation(spec, names, links).route(), creation(spec));
    }

    private static Verb creation(RouteSpec spec) {
        if (spec.attributes().containsKey("append")) {
            return Verb.APPEND;
        }
        return spec.attributes().containsKey("prepend") ? Verb.PREPEND : Verb.ADD;
    }

    private Route route() throws Unusable {
        Optional<RouteSpec.Hop> only =
                spec.hops().size() == 1 ? Optional.of(spec.hops().getFirst()) : Optional.empty();
        int type = Optional.ofNullable(TYPES.get(spec.type()))
                .orElseThrow(() -> new Unusable("the kernel has no routes of type " + spec.type()));
        return new Route(
                spec.destination().map(RouteTranslation::network).orElseGet(() -> new IpPrefix(any(spec.family()), 0)),
                type,
                table(type),
                protocol(),
                scope(type),
                device(only.flatMap(RouteSpec.Hop::device)),
                only.flatMap(RouteSpec.Hop::via),
                value("src").flatMap(IpAddress::parse),
                number("metric"),
                options(only));
    }

    private Optional<String> value(String keyword) {
        return Optional.ofNullable(spec.attributes().get(keyword));
    }

    private OptionalInt number(String keyword) throws Unusable {
        Optional<String> word = value(keyword);
        return word.isPresent() ? OptionalInt.of(KernelNames.numberOf(keyword, word.get())) : OptionalInt.empty();
    }

    private int table(int type) throws Unusable {
        Optional<String> vrf = value("vrf");
        if (vrf.isPresent()) {
            return vrfTable(vrf.get());
        }
        Optional<String> word = value("table");
        if (word.isPresent()) {
            return names.table(word.get());
        }
        // ip-route(8): local, broadcast, nat and anycast routes go into the table local.
        boolean local = type == 2 || type == 3 || type == 4 || type == 10;
        return local ? 255 : RtNetlinkConstants.RT_TABLE_MAIN;
    }

    private int vrfTable(String vrf) throws Unusable {
        return Optional.of(vrf)
                .filter(InterfaceName::isValid)
                .map(InterfaceName::new)
                .flatMap(links::vrfTable)
                .orElseThrow(() -> new Unusable("there is no VRF " + vrf));
    }

    /// keepalived differs for nothing: what it tracks carries its own number.
    private int protocol() throws Unusable {
        Optional<String> word = value("protocol");
        return spec.tracked() || word.isEmpty() ? RtNetlinkConstants.RTPROT_KEEPALIVED : names.protocol(word.get());
    }

    private int scope(int type) throws Unusable {
        Optional<String> word = value("scope");
        if (word.isPresent()) {
            return KernelNames.scope(word.get());
        }
        if (spec.family() == IpFamily.IPV6) {
            return RtNetlinkConstants.RT_SCOPE_UNIVERSE;
        }
        if (type == 2 || type == 10) {
            return RtNetlinkConstants.RT_SCOPE_HOST;
        }
        boolean direct =
                type == 1 && spec.hops().stream().allMatch(hop -> hop.via().isEmpty());
        return direct || type == 3 || type == 4 || type == 5
                ? RtNetlinkConstants.RT_SCOPE_LINK
                : RtNetlinkConstants.RT_SCOPE_UNIVERSE;
    }

    private OptionalInt device(Optional<InterfaceName> device) throws Unusable {
        if (device.isEmpty()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(
                links.index(device.get()).orElseThrow(() -> new Unusable("there is no interface " + device.get())));
    }

    private RouteOptions options(Optional<RouteSpec.Hop> only) throws Unusable {
        List<NextHop> hops = new ArrayList<>();
        if (only.isEmpty()) {
            for (RouteSpec.Hop hop : spec.hops()) {
                hops.add(hop(hop));
            }
        }
        Map<String, String> own = only.map(RouteSpec.Hop::attributes).orElse(Map.of());
        boolean onlink = spec.attributes().containsKey("onlink") || own.containsKey("onlink");
        Optional<String> encap = value("encap").or(() -> Optional.ofNullable(own.get("encap")));
        Optional<String> realms = value("realms").or(() -> Optional.ofNullable(own.get("realms")));
        return new RouteOptions(
                value("tos").flatMap(RouteTranslation::hexadecimal).orElse(0),
                onlink ? RtNetlinkConstants.RTNH_F_ONLINK : 0,
                value("from").flatMap(RouteTranslation::prefix),
                realms(realms),
                RouteMetrics.of(spec.attributes()),
                value("congctl").map(RouteMetrics::withoutLock),
                encapsulation(encap),
                hops,
                preference(),
                number("expires"),
                value("ttl-propagate")
                        .map(word -> OptionalInt.of(word.equals("enabled") ? 1 : 0))
                        .orElse(OptionalInt.empty()));
    }

    private NextHop hop(RouteSpec.Hop hop) throws Unusable {
        return new NextHop(
                hop.via(),
                device(hop.device()),
                hop.weight(),
                hop.attributes().containsKey("onlink") ? RtNetlinkConstants.RTNH_F_ONLINK : 0,
                realms(Optional.ofNullable(hop.attributes().get("realms"))),
                encapsulation(Optional.ofNullable(hop.attributes().get("encap"))));
    }

    private static Optional<Encapsulation> encapsulation(Optional<String> words) throws Unusable {
        return words.isPresent() ? Optional.of(EncapsulationWords.parse(words.get())) : Optional.empty();
    }

    private OptionalInt preference() throws Unusable {
        Optional<String> word = value("pref");
        if (word.isEmpty()) {
            return OptionalInt.empty();
        }
        int known = PREFERENCES.getOrDefault(word.get(), -1);
        return OptionalInt.of(known >= 0 ? known : KernelNames.numberOf("pref", word.get()));
    }

    /// `[FROM/]TO`.
    static OptionalInt realms(Optional<String> word) throws Unusable {
        if (word.isEmpty()) {
            return OptionalInt.empty();
        }
        String[] parts = word.get().split("/", 2);
        int last = KernelNames.numberOf("realms", parts[parts.length - 1]);
        return OptionalInt.of(parts.length == 1 ? last : (KernelNames.numberOf("realms", parts[0]) << 16) | last);
    }

    /// The kernel refuses destinations with host bits set; keepalived and ip clear them.
    static IpPrefix network(IpPrefix prefix) {
        byte[] bytes = prefix.address().bytes();
        for (int bit = prefix.length(); bit < prefix.family().bits(); bit++) {
            bytes[bit / 8] = (byte) (bytes[bit / 8] & ~(0x80 >>> (bit % 8)));
        }
        return new IpPrefix(IpAddress.of(bytes), prefix.length());
    }

    static Optional<IpPrefix> prefix(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0) {
            return address.map(IpPrefix::host);
        }
        Optional<Integer> length = KernelNames.number(text.substring(slash + 1));
        return address.filter(found ->
                        length.isPresent() && length.get() <= found.family().bits())
                .map(found -> new IpPrefix(found, length.orElseThrow()))
                .map(RouteTranslation::network);
    }

    /// Types of service are read in base 16, with or without `0x`.
    static Optional<Integer> hexadecimal(String word) {
        try {
            return Optional.of(Integer.parseInt(word.startsWith("0x") ? word.substring(2) : word, 16))
                    .filter(value -> value >= 0 && value <= 255);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static IpAddress any(IpFamily family) {
        return IpAddress.of(new byte[family.bits() / 8]);
    }
}
