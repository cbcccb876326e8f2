package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How an instance's adverts travel: `unicast_peer` and the keywords around it.
final class TransportReader {
    private static final int TTL_MAX = 255;

    private final Resolution resolution;
    private final Block block;

    TransportReader(Resolution resolution, Block block) {
        this.resolution = resolution;
        this.block = block;
    }

    /// The family of the first peer or the source address, if either is written.
    Optional<IpFamily> family() {
        return block.lines("unicast_peer").stream()
                .flatMap(line -> IpAddress.parse(line.name()).stream())
                .findFirst()
                .or(this::source)
                .map(IpAddress::family);
    }

    Transport read(IpFamily family) {
        List<Transport.Peer> peers = peers();
        Optional<IpAddress> source = source();
        if (peers.isEmpty() && !block.has("unicast_fault_no_peer")) {
            return new Transport.Multicast(source, group(family));
        }
        boolean limited = block.lines("unicast_peer").stream()
                .anyMatch(line -> line.words().size() > 1);
        boolean checked = limited
                || block.has("check_unicast_src")
                || resolution.globals().checkUnicastSource();
        Optional<Integer> ttl = block.number("unicast_ttl").map(Math::toIntExact);
        return new Transport.Unicast(source, peers, ttl, checked, vrf());
    }

    /// The routing domain, unless an interface is in one already.
    private Optional<InterfaceName> vrf() {
        return block.has("interface")
                ? Optional.empty()
                : block.text("vrf").filter(InterfaceName::isValid).map(InterfaceName::new);
    }

    private Optional<IpAddress> source() {
        return source(block);
    }

    static Optional<IpAddress> source(Block block) {
        return block.address("unicast_src_ip").or(() -> block.address("mcast_src_ip"));
    }

    private IpAddress group(IpFamily family) {
        return block.address("mcast_dst_ip")
                .filter(address -> address.isMulticast() && address.family() == family)
                .orElse(
                        switch (family) {
                            case IPV4 -> resolution.globals().group4();
                            case IPV6 -> resolution.globals().group6();
                        });
    }

    private List<Transport.Peer> peers() {
        Map<IpAddress, Statement> seen = new HashMap<>();
        List<Transport.Peer> peers = new ArrayList<>();
        for (Statement line : block.lines("unicast_peer")) {
            Optional<IpAddress> address = IpAddress.parse(line.name());
            if (address.isEmpty()) {
                resolution.report(Finding.of(Code.INVALID_ADDRESS, line.span()).with("value", line.name()));
                continue;
            }
            Statement first = seen.putIfAbsent(address.get(), line);
            if (first == null) {
                peers.add(peer(line, address.get()));
            } else {
                resolution.report(Finding.of(Code.DUPLICATE_ADDRESS, line.span())
                        .with("address", address.get())
                        .also(first.span()));
            }
        }
        return peers;
    }

    private Transport.Peer peer(Statement line, IpAddress address) {
        return new Transport.Peer(address, ttl(line, "min_ttl", 0), ttl(line, "max_ttl", TTL_MAX));
    }

    private static int ttl(Statement line, String option, int otherwise) {
        List<String> words = line.words().stream().map(Word::text).toList();
        int at = words.indexOf(option);
        return at < 0 || at + 1 >= words.size()
                ? otherwise
                : Values.integer(words.get(at + 1))
                        .filter(value -> value >= 0 && value <= TTL_MAX)
                        .map(Long::intValue)
                        .orElse(otherwise);
    }
}
