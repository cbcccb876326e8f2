package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.keyword.Keyword;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualAddress.Broadcast;
import dev.baton.model.VirtualAddress.Flag;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Reads `ADDR[/LEN] [option …]`, the lines of `virtual_ipaddress` and its relatives. One reader reads one line.
final class AddressLines {
    private static final int LABEL_MAX = 15;
    private static final Map<String, Integer> SCOPES =
            Map.of("global", 0, "site", 200, "link", 253, "host", 254, "nowhere", 255);
    private static final Map<String, Flag> FLAGS = Map.of(
            "home", Flag.HOME,
            "-nodad", Flag.DAD,
            "mngtmpaddr", Flag.MNGTMPADDR,
            "noprefixroute", Flag.NOPREFIXROUTE,
            "autojoin", Flag.AUTOJOIN);

    private final Resolution resolution;
    private final Statement line;
    private final String grammar;
    private Optional<InterfaceName> device = Optional.empty();
    private int scope;
    private Optional<Broadcast> broadcast = Optional.empty();
    private Optional<String> label = Optional.empty();
    private Optional<IpPrefix> peer = Optional.empty();
    private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
    private boolean tracked = true;
    private OptionalLong preferred = OptionalLong.empty();
    private boolean ownVmac;

    private AddressLines(Resolution resolution, Statement line, String grammar) {
        this.resolution = resolution;
        this.line = line;
        this.grammar = grammar;
    }

    /// The address, or nothing with a finding.
    ///
    /// @param grammar `address` or `static_address`: which options may stand there
    static Optional<VirtualAddress> read(Resolution resolution, Statement line, String grammar) {
        Word first = line.words().getFirst();
        Optional<IpPrefix> prefix = prefix(first.text());
        if (prefix.isEmpty()) {
            resolution.report(Finding.of(Code.INVALID_PREFIX, first.span()).with("value", first));
            return Optional.empty();
        }
        return Optional.of(new AddressLines(resolution, line, grammar).options(prefix.get()));
    }

    /// An address with an optional length after a slash; without one it is the longest.
    static Optional<IpPrefix> prefix(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0) {
            return address.map(IpPrefix::host);
        }
        Optional<Long> length = Values.integer(text.substring(slash + 1));
        return address.filter(found -> length.isPresent()
                        && length.get() >= 0
                        && length.get() <= found.family().bits())
                .map(found -> new IpPrefix(found, length.orElseThrow().intValue()));
    }

    private VirtualAddress options(IpPrefix prefix) {
        if (prefix.family() == IpFamily.IPV6 && prefix.length() == 128) {
            preferred = OptionalLong.of(0);
        }
        int index = 1;
        while (index < line.words().size()) {
            index += option(prefix, index);
        }
        return new VirtualAddress(prefix, device, scope, broadcast, label, peer, flags, tracked, preferred, ownVmac);
    }

    /// Handles the option at this index; returns how many words it took.
    private int option(IpPrefix prefix, int index) {
        Word word = line.words().get(index);
        Optional<Keyword> keyword = KeywordTable.standard().block(grammar).find(word.text());
        if (keyword.isEmpty()) {
            resolution.report(Finding.of(Code.UNKNOWN_OPTION, word.span())
                    .with("word", word)
                    .with("where", "an address line")
                    .with(
                            "suggestion",
                            KeywordTable.nearest(
                                    word.text(),
                                    KeywordTable.standard().block(grammar).names()))
                    .also(line.definedAt()));
            return line.words().size() - index;
        }
        if (keyword.get().arguments().isEmpty()) {
            flag(word.text());
            return 1;
        }
        if (index + 1 >= line.words().size()) {
            resolution.report(Finding.of(Code.OPTION_LACKS_VALUE, word.span()).with("word", word));
            return 1;
        }
        value(prefix, keyword.get(), word, line.words().get(index + 1));
        return 2;
    }

    private void flag(String word) {
        switch (word) {
            case "no_track" -> tracked = false;
            case "use_vmac" -> ownVmac = true;
            default -> Optional.ofNullable(FLAGS.get(word)).ifPresent(flags::add);
        }
    }

    private void value(IpPrefix prefix, Keyword keyword, Word option, Word value) {
        Shapes.check(resolution, keyword, keyword.arguments().getFirst().shape(), value);
        boolean ipv4 = prefix.family() == IpFamily.IPV4;
        if (!ipv4 && Set.of("scope", "brd", "broadcast", "label").contains(option.text())) {
            resolution.report(Finding.of(Code.IPV4_ONLY_OPTION, option.span()).with("word", option));
            return;
        }
        boolean understood = switch (option.text()) {
            case "dev" -> device(value.text());
            case "scope" -> scope(value.text());
            case "brd", "broadcast" -> broadcast(value.text());
            case "label" -> label(value);
            case "peer" -> peer(value.text());
            case "preferred_lft" -> preferred(value.text());
            default -> true;
        };
        if (!understood) {
            resolution.report(Finding.of(Code.INVALID_OPTION_VALUE, value.span())
                    .with("word", option)
                    .with("value", value));
        }
    }

    private boolean device(String text) {
        if (InterfaceName.isValid(text)) {
            device = Optional.of(new InterfaceName(text));
        }
        // a name that is no name has been reported by its shape
        return true;
    }

    private boolean scope(String text) {
        Optional<Integer> number = Optional.ofNullable(SCOPES.get(text))
                .or(() -> Values.integer(text)
                        .filter(value -> value >= 0 && value <= 255)
                        .map(Long::intValue));
        number.ifPresent(value -> scope = value);
        return number.isPresent();
    }

    private boolean broadcast(String text) {
        broadcast = switch (text) {
            case "+" -> Optional.of(new Broadcast.HostBitsSet());
            case "-" -> Optional.of(new Broadcast.HostBitsClear());
            default ->
                IpAddress.parse(text)
                        .filter(address -> address.family() == IpFamily.IPV4)
                        .map(Broadcast.Given::new);
        };
        return broadcast.isPresent();
    }

    private boolean label(Word value) {
        if (value.text().length() > LABEL_MAX) {
            return false;
        }
        label = Optional.of(value.text());
        return true;
    }

    private boolean peer(String text) {
        peer = prefix(text);
        return peer.isPresent();
    }

    private boolean preferred(String text) {
        if (text.equals("forever")) {
            preferred = OptionalLong.empty();
            return true;
        }
        Optional<Long> seconds = Values.integer(text).filter(value -> value >= 0 && value <= 0xffff_ffffL);
        seconds.ifPresent(value -> preferred = OptionalLong.of(value));
        return seconds.isPresent();
    }
}
