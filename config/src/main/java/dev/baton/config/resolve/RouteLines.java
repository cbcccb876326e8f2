package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import dev.baton.model.RouteSpec;
import dev.baton.model.RouteSpec.Hop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads one line of `virtual_routes` or `static_routes`.
final class RouteLines {
    private static final Set<String> TYPES = Set.of(
            "unicast",
            "local",
            "broadcast",
            "anycast",
            "multicast",
            "blackhole",
            "unreachable",
            "prohibit",
            "throw",
            "nat",
            "xresolve");

    private final Resolution resolution;
    private final Statement line;
    private final OptionLine options;
    private final Map<String, String> attributes = new TreeMap<>();
    private final List<Hop> hops = new ArrayList<>();
    private Optional<IpFamily> family = Optional.empty();
    private Optional<IpPrefix> destination = Optional.empty();
    private boolean hasDestination;
    private String type = "unicast";
    private Optional<IpAddress> via = Optional.empty();
    private Optional<InterfaceName> device = Optional.empty();

    private RouteLines(Resolution resolution, Statement line, String grammar) {
        this.resolution = resolution;
        this.line = line;
        this.options = new OptionLine(resolution, line, grammar, 0);
    }

    /// The route, or nothing with a finding.
    static Optional<RouteSpec> read(Resolution resolution, Statement line, String grammar) {
        return new RouteLines(resolution, line, grammar).read();
    }

    private Optional<RouteSpec> read() {
        while (options.hasNext()) {
            Word word = options.peek();
            if (TYPES.contains(word.text())) {
                type = options.take().text();
            } else if (word.text().equals("to")) {
                options.take();
            } else if (isDestination(word)) {
                destination(options.take());
            } else if (word.text().equals("nexthop")) {
                options.take();
                hop();
            } else if (word.text().equals("encap")) {
                attributes.put("encap", encap());
            } else {
                options.next().ifPresent(this::option);
            }
        }
        if (!hasDestination) {
            resolution.report(Finding.of(Code.ROUTE_WITHOUT_DESTINATION, line.span()));
            return Optional.empty();
        }
        return Optional.of(route());
    }

    private RouteSpec route() {
        if (hops.isEmpty() && (via.isPresent() || device.isPresent())) {
            hops.add(new Hop(via, device, 1, Map.of()));
        }
        boolean tracked = attributes.remove("no_track") == null;
        Optional<String> group = Optional.ofNullable(attributes.remove("track_group"));
        return new RouteSpec(family.orElse(IpFamily.IPV4), destination, type, attributes, hops, tracked, group);
    }

    private boolean isDestination(Word word) {
        return !hasDestination
                && (word.text().equals("default")
                        || word.text().equals("all")
                        || AddressLines.prefix(word.text()).isPresent());
    }

    private void destination(Word word) {
        hasDestination = true;
        destination = AddressLines.prefix(word.text());
        destination.ifPresent(prefix -> family = Optional.of(prefix.family()));
    }

    private void option(OptionLine.Option option) {
        switch (option.name()) {
            case "inet" -> family = Optional.of(IpFamily.IPV4);
            case "inet6" -> family = Optional.of(IpFamily.IPV6);
            case "via" -> via = gateway(option);
            case "dev" -> device = device(option);
            case "or" ->
                gateway(option).ifPresent(second -> {
                    hops.add(new Hop(via, device, 1, Map.of()));
                    hops.add(new Hop(Optional.of(second), device, 1, Map.of()));
                });
            case "table", "vrf" -> {
                // the later one counts
                attributes.keySet().removeAll(Set.of("table", "vrf"));
                attributes.put(option.name(), option.value());
            }
            default -> attributes.put(option.name(), option.value());
        }
    }

    private Optional<IpAddress> gateway(OptionLine.Option option) {
        String text = option.value();
        if ((text.equals("inet") || text.equals("inet6")) && options.hasNext()) {
            text = options.take().text();
        }
        Optional<IpAddress> address = IpAddress.parse(text);
        if (address.isEmpty()) {
            resolution.report(
                    Finding.of(Code.INVALID_ADDRESS, option.word().span()).with("value", text));
        } else if (family.isEmpty()) {
            family = address.map(IpAddress::family);
        }
        return address;
    }

    private static Optional<InterfaceName> device(OptionLine.Option option) {
        return Optional.of(option.value()).filter(InterfaceName::isValid).map(InterfaceName::new);
    }

    /// `nexthop via A dev IF weight N …` up to the next `nexthop` or the line's end.
    private void hop() {
        Optional<IpAddress> gateway = Optional.empty();
        Optional<InterfaceName> out = Optional.empty();
        int weight = 1;
        Map<String, String> others = new TreeMap<>();
        while (options.hasNext() && !options.peek().text().equals("nexthop")) {
            if (options.peek().text().equals("encap")) {
                others.put("encap", encap());
                continue;
            }
            Optional<OptionLine.Option> option = options.nextOf("nexthop");
            switch (option.map(OptionLine.Option::name).orElse("")) {
                case "" -> {
                    // reported already
                }
                case "via" -> gateway = gateway(option.orElseThrow());
                case "dev" -> out = device(option.orElseThrow());
                case "weight" ->
                    weight = Values.integer(option.orElseThrow().value())
                            .map(value -> Math.clamp(value, 1, 256))
                            .orElse(1);
                default ->
                    others.put(option.orElseThrow().name(), option.orElseThrow().value());
            }
        }
        hops.add(new Hop(gateway, out, weight, others));
    }

    /// `encap TYPE …`: its own options up to the first word that is none of them.
    private String encap() {
        options.take();
        StringBuilder value = new StringBuilder();
        Set<String> own = Set.of("id", "dst", "src", "tos", "ttl", "tc", "hoplimit", "flags");
        if (options.hasNext()) {
            value.append(options.take().text());
            boolean labels = value.toString().equals("mpls") || value.toString().equals("ila");
            while (options.hasNext() && (labels || own.contains(options.peek().text()))) {
                value.append(' ').append(options.take().text());
                if (!labels && options.hasNext()) {
                    value.append(' ').append(options.take().text());
                }
                labels = false;
            }
        }
        return value.toString();
    }
}
