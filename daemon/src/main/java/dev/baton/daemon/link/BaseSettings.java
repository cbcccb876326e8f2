package dev.baton.daemon.link;

import dev.baton.linux.RouteNetlink;
import dev.baton.wire.netlink.Ipv4Setting;
import dev.baton.wire.netlink.LinkDetails;
import dev.baton.wire.netlink.LinkRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What IPv4 is told on an interface that has one with a MAC address of its own above it: it answers ARP only for its
/// own addresses, and asks in the name of its own addresses only. Else it would claim the virtual ones with the wrong
/// MAC address: packets from a virtual address leave through the base, which has the older route.
///
/// What was there before is remembered, also beyond a sudden death: in the alias of the interface above, which the
/// kernel keeps exactly as long as that interface.
public final class BaseSettings {
    private static final String MARK = "baton";
    /// keepalived differs: it leaves `arp_announce` alone, and clients learn the base's MAC address from its requests.
    private static final Map<Ipv4Setting, Integer> LEAST =
            Map.of(Ipv4Setting.ARP_IGNORE, 1, Ipv4Setting.ARP_FILTER, 1, Ipv4Setting.ARP_ANNOUNCE, 2);

    private static final String ALL_RP_FILTER = "all.rp_filter";

    private final RouteNetlink netlink;
    private final ReversePath reversePath;
    private final Map<Integer, Map<Ipv4Setting, Integer>> before = new HashMap<>();

    public BaseSettings(RouteNetlink netlink, ReversePath reversePath) {
        this.netlink = netlink;
        this.reversePath = reversePath;
    }

    /// True for an interface that Baton made.
    public static boolean isMarked(LinkDetails link) {
        return link.alias()
                .filter(alias -> alias.equals(MARK) || alias.startsWith(MARK + " "))
                .isPresent();
    }

    /// Takes in what the alias of an interface says that a daemon before this one made.
    public void recall(LinkDetails marked) {
        Map<String, Integer> values = parse(marked.alias().orElse(""));
        reversePath.recall(values.getOrDefault(ALL_RP_FILTER, 0));
        Map<Ipv4Setting, Integer> settings = new EnumMap<>(Ipv4Setting.class);
        for (Ipv4Setting setting : Ipv4Setting.values()) {
            if (values.containsKey(setting.fileName())) {
                settings.put(setting, values.get(setting.fileName()));
            }
        }
        if (!settings.isEmpty()) {
            marked.link().lower().ifPresent(base -> before.putIfAbsent(base, settings));
        }
    }

    private static Map<String, Integer> parse(String alias) {
        Map<String, Integer> values = new TreeMap<>();
        for (String word : alias.split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0 && word.substring(equals + 1).matches("\\d{1,4}")) {
                values.put(word.substring(0, equals), Integer.valueOf(word.substring(equals + 1)));
            }
        }
        return values;
    }

    /// Changes the interface below, unless that was done already.
    public void change(LinkDetails base) {
        int index = base.link().index();
        if (before.containsKey(index) || base.ipv4().isEmpty()) {
            return;
        }
        Map<Ipv4Setting, Integer> values = new EnumMap<>(Ipv4Setting.class);
        Map<Ipv4Setting, Integer> changes = new EnumMap<>(Ipv4Setting.class);
        LEAST.forEach((setting, least) -> {
            int present = base.ipv4().getOrDefault(setting, 0);
            values.put(setting, present);
            changes.put(setting, Math.max(present, least));
        });
        before.put(index, values);
        netlink.execute(new LinkRequest.SetIpv4(index, changes));
    }

    /// The text that goes to the interface above this base.
    public String alias(int base) {
        List<String> words = new ArrayList<>(List.of(MARK));
        new TreeMap<>(before.getOrDefault(base, Map.of()))
                .forEach((setting, value) -> words.add(setting.fileName() + "=" + value));
        if (reversePath.all() != 0) {
            words.add(ALL_RP_FILTER + "=" + reversePath.all());
        }
        return String.join(" ", words);
    }

    /// Puts back what was on interfaces before, but for those that are still needed.
    public void restoreExcept(Set<Integer> needed) {
        List<LinkRequest> requests = new ArrayList<>();
        before.forEach((base, values) -> {
            if (!needed.contains(base)) {
                requests.add(new LinkRequest.SetIpv4(base, values));
            }
        });
        before.keySet().retainAll(needed);
        // One refusal is possible: the interface is gone, and its settings with it.
        netlink.execute(requests);
    }
}
