package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.InstanceSetup.Kind;
import dev.baton.model.InstanceSetup.Mode;
import dev.baton.model.InstanceSetup.OwnLink;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpPrefix;
import dev.baton.model.MacAddress;
import dev.baton.model.Transport;
import dev.baton.model.VirtualRouterSpec;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;

/// Reads `use_vmac [[name] IFNAME] [MAC] [netlink_notify_msg] [group G]` and
/// `use_ipvlan [[name] IFNAME] [ADDR] [bridge|private|vepa] [group G]`. One reader reads one statement.
final class OwnLinkReader {
    private static final int RESERVED_SHIFT = 16;
    private static final int FIVE_OCTETS = 14;

    private final Resolution resolution;
    private final VirtualRouterSpec router;
    private final boolean isVmac;
    private Optional<InterfaceName> name = Optional.empty();
    private Optional<MacAddress> mac = Optional.empty();
    private Optional<IpPrefix> address = Optional.empty();
    private Mode mode = Mode.BRIDGE;
    private int group;

    private OwnLinkReader(Resolution resolution, VirtualRouterSpec router, boolean isVmac) {
        this.resolution = resolution;
        this.router = router;
        this.isVmac = isVmac;
    }

    /// The link that the instance asks for, if it does.
    static Optional<OwnLink> read(Resolution resolution, Block block, VirtualRouterSpec router) {
        // keepalived sends unicast adverts from the base interface in any case
        boolean strict = router.rules().strict();
        boolean base = (block.has("vmac_xmit_base") && !strict) || router.transport() instanceof Transport.Unicast;
        return block.last("use_vmac")
                .map(each -> new OwnLinkReader(resolution, router, true).options(each, base))
                .or(() -> block.last("use_ipvlan")
                        .map(each -> new OwnLinkReader(resolution, router, false).options(each, base)));
    }

    private OwnLink options(Statement statement, boolean base) {
        for (Iterator<Word> words = statement.arguments().iterator(); words.hasNext(); ) {
            option(words.next(), words);
        }
        // vrrp_strict: the virtual router's own address, RFC 9568 §7.3
        Optional<MacAddress> used = router.rules().strict() ? Optional.empty() : mac;
        Kind kind = isVmac ? new Kind.Vmac(used) : new Kind.Ipvlan(mode, address);
        return new OwnLink(kind, name, base, group);
    }

    private void option(Word word, Iterator<Word> rest) {
        switch (word.text()) {
            case "name" -> value(word, rest).ifPresent(this::name);
            case "group" ->
                value(word, rest)
                        .ifPresent(value -> Values.integer(value.text())
                                .filter(number -> number >= 0 && number <= Integer.MAX_VALUE)
                                .ifPresentOrElse(number -> group = number.intValue(), () -> refuse(word, value)));
            case "netlink_notify_msg" -> {
                // The kernel's notifications are awaited in any case.
            }
            case "bridge", "private", "vepa" -> mode = Mode.valueOf(word.text().toUpperCase(Locale.ROOT));
            default -> plain(word);
        }
    }

    private Optional<Word> value(Word option, Iterator<Word> rest) {
        if (rest.hasNext()) {
            return Optional.of(rest.next());
        }
        resolution.report(Finding.of(Code.OPTION_LACKS_VALUE, option.span()).with("word", option));
        return Optional.empty();
    }

    /// A word without an option before it: what it looks like is what it is.
    private void plain(Word word) {
        Optional<MacAddress> written = isVmac ? mac(word.text()) : Optional.empty();
        Optional<IpPrefix> prefix = isVmac ? Optional.empty() : AddressLines.prefix(word.text());
        if (written.isPresent()) {
            if (isReserved(written.get())) {
                refuse(word, word);
            } else {
                mac = written;
            }
        } else if (prefix.isPresent()) {
            address = prefix;
        } else {
            name(word);
        }
    }

    private void name(Word word) {
        if (name.isEmpty() && InterfaceName.isValid(word.text())) {
            name = Optional.of(new InterfaceName(word.text()));
        } else {
            refuse(word, word);
        }
    }

    private void refuse(Word option, Word value) {
        resolution.report(Finding.of(Code.INVALID_OPTION_VALUE, value.span())
                .with("word", option)
                .with("value", value));
    }

    /// Six octets, or five to which the virtual router id is added.
    private Optional<MacAddress> mac(String text) {
        String whole = text.length() == FIVE_OCTETS
                ? text + ":%02x".formatted(router.vrid().value())
                : text;
        return MacAddress.parse(whole);
    }

    /// 00-00-5e-00-01 and 00-00-5e-00-02 belong to the virtual router ids.
    private static boolean isReserved(MacAddress address) {
        long block = address.value() >>> 8;
        return block >>> RESERVED_SHIFT == 0x00005eL && ((block & 0xffff) == 1 || (block & 0xffff) == 2);
    }
}
