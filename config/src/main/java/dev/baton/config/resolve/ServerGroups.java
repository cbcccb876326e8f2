package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.dataplane.Desired;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import dev.baton.model.VirtualServerGroupSpec;
import dev.baton.model.VirtualServerGroupSpec.Entry;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads `virtual_server_group` blocks: `ADDR [PORT]`, `ADDR-LASTOCTET`, `ADDR-ADDR`, `ADDR/LEN` and `fwmark N`.
final class ServerGroups {
    private static final int PORT_MAX = 65_535;

    private final Resolution resolution;

    private ServerGroups(Resolution resolution) {
        this.resolution = resolution;
    }

    /// The groups by name. Empty ones are left out with a finding.
    static Map<String, VirtualServerGroupSpec> read(Resolution resolution) {
        ServerGroups reader = new ServerGroups(resolution);
        Map<String, VirtualServerGroupSpec> groups = new HashMap<>();
        for (Named named : Named.blocks(resolution, "virtual_server_group")) {
            VirtualServerGroupSpec group = new VirtualServerGroupSpec(
                    named.name(),
                    named.block().statements().stream()
                            .flatMap(line -> reader.entry(line).stream())
                            .toList());
            if (group.entries().isEmpty()) {
                resolution.report(Finding.of(
                                Code.INCOMPLETE_BLOCK, named.block().statement().span())
                        .with("what", "virtual_server_group")
                        .with("name", named.name())
                        .with("keyword", "line with an address"));
            } else {
                groups.put(named.name(), group);
            }
        }
        return groups;
    }

    private Optional<Entry> entry(Statement line) {
        Optional<Entry> entry = line.is("fwmark") ? mark(line) : range(line);
        if (entry.isEmpty()) {
            resolution.report(Finding.of(Code.INVALID_GROUP_ENTRY, line.line()));
        }
        return entry.filter(found -> isSmall(found, line));
    }

    private boolean isSmall(Entry entry, Statement line) {
        BigInteger count = switch (entry) {
            case Entry.Mark _ -> BigInteger.ONE;
            case Entry.Range range ->
                number(range.last()).subtract(number(range.first())).add(BigInteger.ONE);
        };
        boolean isSmall = count.compareTo(BigInteger.valueOf(Desired.RANGE_MOST)) <= 0;
        if (!isSmall) {
            resolution.report(Finding.of(Code.GROUP_RANGE_TOO_LARGE, line.line())
                    .with("count", count)
                    .with("most", Desired.RANGE_MOST));
        }
        return isSmall;
    }

    private static BigInteger number(IpAddress address) {
        return new BigInteger(1, address.bytes());
    }

    private static Optional<Entry> mark(Statement line) {
        Optional<IpFamily> family =
                line.argument(1).map(word -> word.text().equals("inet6") ? IpFamily.IPV6 : IpFamily.IPV4);
        return line.argument(0)
                .flatMap(word -> Values.integer(word.text()))
                .filter(mark -> mark >= 0 && mark <= 0xffff_ffffL)
                .map(mark -> new Entry.Mark(mark, family));
    }

    private static Optional<Entry> range(Statement line) {
        Optional<Integer> port = port(line.argument(0));
        String text = line.name();
        int dash = text.indexOf('-');
        if (port.isEmpty()) {
            return Optional.empty();
        }
        if (text.indexOf('/') >= 0) {
            return AddressLines.prefix(text)
                    .filter(ServerGroups::isNetwork)
                    .map(prefix -> new Entry.Range(prefix.address(), last(prefix), port.get()));
        }
        Optional<IpAddress> first = IpAddress.parse(dash < 0 ? text : text.substring(0, dash));
        Optional<IpAddress> last = dash < 0 ? first : first.flatMap(address -> last(address, text.substring(dash + 1)));
        return last.filter(end -> end.compareTo(first.orElseThrow()) >= 0)
                .map(end -> new Entry.Range(first.orElseThrow(), end, port.get()));
    }

    static Optional<Integer> port(Optional<Word> word) {
        return word.isEmpty()
                ? Optional.of(0)
                : Values.integer(word.get().text())
                        .filter(value -> value >= 0 && value <= PORT_MAX)
                        .map(Long::intValue);
    }

    /// The end of a range: a whole address, or the last octet (IPv4) or group (IPv6) of the first one.
    private static Optional<IpAddress> last(IpAddress first, String text) {
        Optional<IpAddress> whole = IpAddress.parse(text).filter(address -> address.family() == first.family());
        if (whole.isPresent()) {
            return whole;
        }
        try {
            boolean ipv4 = first.family() == IpFamily.IPV4;
            int value = Integer.parseInt(text, ipv4 ? 10 : 16);
            byte[] bytes = first.bytes();
            if (value < 0 || value > (ipv4 ? 255 : 0xffff)) {
                return Optional.empty();
            }
            bytes[bytes.length - 1] = (byte) value;
            if (!ipv4) {
                bytes[bytes.length - 2] = (byte) (value >> 8);
            }
            return Optional.of(IpAddress.of(bytes));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /// True if the address's host bits are zero.
    private static boolean isNetwork(IpPrefix prefix) {
        byte[] bytes = prefix.address().bytes();
        for (int bit = prefix.length(); bit < prefix.family().bits(); bit++) {
            if ((bytes[bit / 8] & (0x80 >> (bit % 8))) != 0) {
                return false;
            }
        }
        return true;
    }

    private static IpAddress last(IpPrefix prefix) {
        byte[] bytes = prefix.address().bytes();
        for (int bit = prefix.length(); bit < prefix.family().bits(); bit++) {
            bytes[bit / 8] |= (byte) (0x80 >> (bit % 8));
        }
        return IpAddress.of(bytes);
    }
}
