package dev.baton.config.resolve;

import dev.baton.model.InstanceSetup;
import dev.baton.model.VirtualRouterSpec;

/// What belongs to an instance besides the protocol.
final class SetupReader {
    private SetupReader() {}

    static InstanceSetup read(Resolution resolution, Block block, VirtualRouterSpec router) {
        return new InstanceSetup(
                router.name(),
                OwnLinkReader.read(resolution, block, router),
                block.lines("virtual_routes").stream()
                        .flatMap(line -> RouteLines.read(resolution, line, "route").stream())
                        .toList(),
                block.lines("virtual_rules").stream()
                        .flatMap(line -> RuleLines.read(resolution, line, "rule").stream())
                        .toList(),
                Notifying.read(resolution, block),
                block.has("promote_secondaries"));
    }
}
