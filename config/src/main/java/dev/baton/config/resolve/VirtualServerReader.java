package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.RealServerSpec;
import dev.baton.model.VirtualServerSpec;
import dev.baton.model.VirtualServerSpec.Forwarding;
import dev.baton.model.VirtualServerSpec.Forwarding.Method;
import dev.baton.model.VirtualServerSpec.Persistence;
import dev.baton.model.VirtualServerSpec.Service;
import dev.baton.model.VirtualServerSpec.SorryServer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Applies defaults to one `virtual_server`.
final class VirtualServerReader {
    private static final long PERSISTENCE_SECONDS = 360;
    private static final List<String> SCHEDULER_FLAGS =
            List.of("flag-1", "flag-2", "flag-3", "sh-port", "sh-fallback", "mh-port", "mh-fallback");

    /// Two servers of one service must differ in this.
    private static final Comparator<RealServerSpec> BY_PLACE = (one, other) -> {
        int order = one.address().compareTo(other.address());
        return order == 0 ? Integer.compare(one.port(), other.port()) : order;
    };

    private final Resolution resolution;
    private final Block block;
    private final Service service;
    private final RealServerBodies bodies;

    VirtualServerReader(Resolution resolution, Block block, Service service, RealServerBodies bodies) {
        this.resolution = resolution;
        this.block = block;
        this.service = service;
        this.bodies = bodies;
    }

    VirtualServerSpec read() {
        Forwarding forwarding = forwarding(block, "lb_kind", "lvs_method").orElse(Forwarding.NAT);
        List<RealServerSpec> realServers = realServers(forwarding);
        return new VirtualServerSpec(
                Word.joined(block.statement().arguments()),
                service,
                block.text("lb_algo").or(() -> block.text("lvs_sched")).orElse("wlc"),
                schedulerFlags(),
                block.has("ops"),
                forwarding,
                persistence(),
                quorum(realServers),
                block.number("hysteresis").orElse(0L),
                Scripts.read(resolution, block, "quorum_up"),
                Scripts.read(resolution, block, "quorum_down"),
                // A mark has no address that could be elsewhere; keepalived ignores the keyword there.
                block.has("ha_suspend") && !(service instanceof Service.Mark),
                block.has("omega"),
                block.has("smtp_alert")
                        ? block.flag("smtp_alert", false)
                        : resolution.globals().mailVirtualServers(),
                block.text("virtualhost"),
                sorryServer(forwarding),
                realServers);
    }

    private Set<String> schedulerFlags() {
        Set<String> flags = new HashSet<>();
        for (String flag : SCHEDULER_FLAGS) {
            if (block.has(flag)) {
                flags.add(flag);
            }
        }
        return flags;
    }

    /// The method of forwarding, from the first of these keywords that is there.
    static Optional<Forwarding> forwarding(Block block, String... names) {
        for (String name : names) {
            Optional<Statement> statement = block.last(name);
            if (statement.isPresent()) {
                return forwarding(statement.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<Forwarding> forwarding(Statement statement) {
        List<String> options = new ArrayList<>();
        for (int index = 2; index < statement.words().size(); index++) {
            options.add(statement.words().get(index).text());
        }
        return switch (statement.argument(0).map(Word::text).orElse("")) {
            case "NAT" -> Optional.of(new Forwarding(Method.NAT, options));
            case "DR" -> Optional.of(new Forwarding(Method.DR, options));
            case "TUN" -> Optional.of(new Forwarding(Method.TUN, options));
            default -> Optional.empty();
        };
    }

    /// More than all servers together can weigh is capped, as keepalived does.
    private long quorum(List<RealServerSpec> realServers) {
        long written = block.number("quorum").orElse(1L);
        long most = 0;
        for (RealServerSpec server : realServers) {
            most += server.weight();
        }
        if (written > most && !realServers.isEmpty() && block.has("quorum")) {
            resolution.report(Finding.of(
                            Code.QUORUM_NEVER_MET,
                            block.last("quorum").orElseThrow().line())
                    .with("quorum", written)
                    .with("most", most));
        }
        return most > 0 ? Math.min(written, most) : written;
    }

    private Optional<Persistence> persistence() {
        if (!block.has("persistence_timeout") && !block.has("persistence_granularity")) {
            return Optional.empty();
        }
        boolean ipv6 =
                service instanceof Service.Address address && address.address().family() == IpFamily.IPV6;
        int granularity = block.text("persistence_granularity")
                .flatMap(VirtualServerReader::prefixLength)
                .orElse(ipv6 ? 128 : 32);
        return Optional.of(new Persistence(
                block.number("persistence_timeout").orElse(PERSISTENCE_SECONDS),
                granularity,
                block.text("persistence_engine")));
    }

    /// A netmask in dotted form, or a prefix length.
    private static Optional<Integer> prefixLength(String text) {
        Optional<Integer> mask = IpAddress.parse(text)
                .filter(address -> address.family() == IpFamily.IPV4)
                .map(address -> ByteBuffer.wrap(address.bytes()).getInt())
                .filter(VirtualServerReader::isContiguous)
                .map(Integer::bitCount);
        return mask.or(() -> Values.integer(text)
                .filter(length -> length >= 1 && length <= 128)
                .map(Long::intValue));
    }

    private static boolean isContiguous(int mask) {
        return Integer.numberOfTrailingZeros(mask) + Integer.bitCount(mask) == Integer.SIZE;
    }

    private Optional<SorryServer> sorryServer(Forwarding inherited) {
        Optional<Statement> statement = block.last("sorry_server");
        Optional<IpAddress> address = block.address("sorry_server");
        Optional<Integer> port = statement.flatMap(each -> ServerGroups.port(each.argument(1)));
        if (statement.isPresent() && address.isEmpty()) {
            resolution.report(Finding.of(Code.INVALID_SERVICE, statement.get().line()));
        }
        return address.map(found -> new SorryServer(
                found,
                port.orElse(0),
                forwarding(block, "sorry_server_lvs_method").orElse(inherited),
                block.has("sorry_server_inhibit")));
    }

    private List<RealServerSpec> realServers(Forwarding forwarding) {
        Map<RealServerSpec, Statement> seen = new TreeMap<>(BY_PLACE);
        List<RealServerSpec> servers = new ArrayList<>();
        RealServerReader reader = new RealServerReader(resolution, block, forwarding, service, bodies.within(block));
        for (Statement statement : block.all("real_server")) {
            Optional<RealServerSpec> server = reader.read(statement);
            if (server.isEmpty()) {
                continue;
            }
            Statement first = seen.putIfAbsent(server.get(), statement);
            if (first == null) {
                servers.add(server.get());
            } else {
                resolution.report(Finding.of(Code.DUPLICATE_ADDRESS, statement.line())
                        .with("address", server.get().address())
                        .also(first.line()));
            }
        }
        return servers;
    }
}
