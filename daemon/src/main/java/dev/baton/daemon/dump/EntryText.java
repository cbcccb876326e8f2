package dev.baton.daemon.dump;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpFamily;
import dev.baton.model.RouteSpec;
import dev.baton.model.RuleSpec;
import dev.baton.model.Script;
import dev.baton.model.VirtualAddress;
import dev.baton.wire.netlink.RtNetlinkConstants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Addresses, routes, rules and scripts in the words of keepalived's dumps.
final class EntryText {
    private static final Map<Integer, String> SCOPES =
            Map.of(0, "global", 200, "site", 253, "link", 254, "host", 255, "nowhere");

    private EntryText() {}

    /// @param fallback the instance's interface
    /// @param held whether it is in the kernel now
    static String of(VirtualAddress address, Optional<InterfaceName> fallback, boolean held) {
        List<String> words = new ArrayList<>(List.of(address.prefix().toString()));
        address.peer().ifPresent(peer -> words.add("peer " + peer));
        address.device().or(() -> fallback).ifPresent(device -> words.add("dev " + device));
        words.add("scope " + SCOPES.getOrDefault(address.scope(), Integer.toString(address.scope())));
        address.label().ifPresent(label -> words.add("label " + label));
        if (address.prefix().family() == IpFamily.IPV6) {
            String lifetime = address.preferredSeconds().isPresent()
                    ? Long.toString(address.preferredSeconds().getAsLong())
                    : "forever";
            words.add("preferred_lft " + lifetime);
        }
        if (held) {
            words.add("set");
        }
        return String.join(" ", words);
    }

    static String of(RouteSpec route) {
        // How keepalived adds it, and the protocol's number, stand in every line.
        List<String> words = new ArrayList<>(List.of("prepend"));
        if (!route.type().equals("unicast")) {
            words.add(route.type());
        }
        words.add(route.destination().map(Object::toString).orElse("default"));
        route.hops().forEach(hop -> {
            hop.via().ifPresent(via -> words.add("via " + (via.family() == IpFamily.IPV4 ? "inet " : "inet6 ") + via));
            hop.device().ifPresent(device -> words.add("dev " + device));
        });
        words.addAll(pairs(route.attributes()));
        if (!route.attributes().containsKey("proto")) {
            words.add("proto " + RtNetlinkConstants.RTPROT_KEEPALIVED);
        }
        return String.join(" ", words);
    }

    static String of(RuleSpec rule) {
        List<String> words = new ArrayList<>(rule.inverted() ? List.of("not") : List.of());
        words.addAll(pairs(rule.selectors()));
        words.add(rule.action());
        rule.target().ifPresent(words::add);
        rule.preference().ifPresent(preference -> words.add("preference " + preference));
        return String.join(" ", words).strip();
    }

    private static List<String> pairs(Map<String, String> attributes) {
        return new TreeMap<>(attributes)
                .entrySet().stream()
                        .map(pair -> (pair.getKey() + " " + pair.getValue()).strip())
                        .toList();
    }

    static String of(Script script) {
        return script.command().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }
}
