package dev.baton.config.resolve;

import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.InstanceSetup;
import dev.baton.model.InstanceSetup.OwnLink;
import dev.baton.model.InterfaceName;
import dev.baton.model.Transport;
import dev.baton.model.VirtualRouterSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What belongs to an instance besides the protocol.
final class SetupReader {
    private static final Set<String> OPTION_WORDS =
            Set.of("name", "netlink_notify_msg", "group", "bridge", "private", "vepa");

    private SetupReader() {}

    static InstanceSetup read(Resolution resolution, Block block, VirtualRouterSpec router) {
        return new InstanceSetup(
                router.name(),
                link(block, router),
                block.lines("virtual_routes").stream()
                        .flatMap(line -> RouteLines.read(resolution, line, "route").stream())
                        .toList(),
                block.lines("virtual_rules").stream()
                        .flatMap(line -> RuleLines.read(resolution, line, "rule").stream())
                        .toList(),
                Notifying.read(resolution, block),
                block.has("promote_secondaries"));
    }

    private static Optional<OwnLink> link(Block block, VirtualRouterSpec router) {
        // keepalived sends unicast adverts from the base interface in any case
        boolean base = block.has("vmac_xmit_base") || router.transport() instanceof Transport.Unicast;
        return block.last("use_vmac")
                .map(each -> ownLink(each, OwnLink.Kind.VMAC, base))
                .or(() -> block.last("use_ipvlan").map(each -> ownLink(each, OwnLink.Kind.IPVLAN, base)));
    }

    private static OwnLink ownLink(Statement statement, OwnLink.Kind kind, boolean base) {
        List<String> words = statement.arguments().stream().map(Word::text).toList();
        int at = words.indexOf("name") + 1;
        Optional<InterfaceName> name = words.stream()
                .skip(at)
                .findFirst()
                .filter(word -> !OPTION_WORDS.contains(word) && InterfaceName.isValid(word))
                .map(InterfaceName::new);
        int used = name.isPresent() ? at + 1 : at;
        return new OwnLink(kind, name, base, words.subList(Math.min(used, words.size()), words.size()));
    }
}
