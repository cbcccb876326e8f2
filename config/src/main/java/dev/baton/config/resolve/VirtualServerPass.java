package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.VirtualServerGroupSpec;
import dev.baton.model.VirtualServerSpec.Protocol;
import dev.baton.model.VirtualServerSpec.Service;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Rejects virtual servers whose address, mark or group cannot be understood, and those without real servers.
final class VirtualServerPass implements Pass {
    @Override
    public void run(Resolution resolution) {
        Map<String, VirtualServerGroupSpec> groups = ServerGroups.read(resolution);
        RealServerBodies bodies = new RealServerBodies(resolution);
        BalancerLimits limits = new BalancerLimits(BalancingReader.plane(resolution));
        for (Statement statement : resolution.tree().named("virtual_server")) {
            if (statement.argument(0).isEmpty()) {
                continue;
            }
            Block block = new Block(statement);
            Optional<Service> service = service(resolution, block, groups);
            if (!block.has("real_server") && !block.has("sorry_server")) {
                resolution.report(Finding.of(Code.NO_REAL_SERVER, statement.line()));
            } else {
                service.map(found -> new VirtualServerReader(resolution, block, found, bodies).read())
                        .ifPresent(spec -> {
                            resolution.virtualServers().add(spec);
                            limits.look(block, spec);
                        });
            }
        }
        Block.merged(resolution.tree().named("global_defs"))
                .last("lvs_sync_daemon")
                .ifPresent(limits::lookAtSync);
        limits.report(resolution);
    }

    private static Optional<Service> service(
            Resolution resolution, Block block, Map<String, VirtualServerGroupSpec> groups) {
        Statement statement = block.statement();
        Protocol protocol = protocol(block);
        return switch (statement.argument(0).orElseThrow().text()) {
            case "group" -> group(resolution, statement, groups, protocol);
            case "fwmark" -> mark(resolution, block);
            default -> address(resolution, statement, protocol);
        };
    }

    private static Protocol protocol(Block block) {
        return switch (block.text("protocol").orElse("UDP").toUpperCase(Locale.ROOT)) {
            case "TCP" -> Protocol.TCP;
            case "SCTP" -> Protocol.SCTP;
            default -> Protocol.UDP;
        };
    }

    private static Optional<Service> group(
            Resolution resolution, Statement statement, Map<String, VirtualServerGroupSpec> groups, Protocol protocol) {
        Optional<Word> name = statement.argument(1);
        Optional<VirtualServerGroupSpec> group = name.flatMap(word -> Optional.ofNullable(groups.get(word.text())));
        if (group.isEmpty()) {
            Word at = name.orElseGet(() -> statement.words().getLast());
            resolution.report(Finding.of(Code.UNDEFINED_NAME, at.span())
                    .with("what", "virtual_server_group")
                    .with("name", at)
                    .with("suggestion", KeywordTable.nearest(at.text(), groups.keySet())));
        }
        return group.map(found -> new Service.Group(found, protocol));
    }

    private static Optional<Service> mark(Resolution resolution, Block block) {
        Statement statement = block.statement();
        Optional<Long> mark = statement
                .argument(1)
                .flatMap(word -> Values.integer(word.text()))
                .filter(value -> value >= 1 && value <= 0xffff_ffffL);
        block.last("protocol").ifPresent(each -> resolution.report(Finding.of(Code.PROTOCOL_IGNORED, each.line())));
        if (mark.isEmpty()) {
            resolution.report(Finding.of(Code.INVALID_SERVICE, statement.line()));
        }
        return mark.map(value -> new Service.Mark(value, family(block)));
    }

    /// `ip_family`, else that of the first real server.
    private static IpFamily family(Block block) {
        return block.text("ip_family")
                .map(text -> text.equals("inet6") ? IpFamily.IPV6 : IpFamily.IPV4)
                .or(() -> block.last("real_server")
                        .flatMap(each -> each.argument(0))
                        .flatMap(word -> IpAddress.parse(word.text()))
                        .map(IpAddress::family))
                .orElse(IpFamily.IPV4);
    }

    private static Optional<Service> address(Resolution resolution, Statement statement, Protocol protocol) {
        Optional<IpAddress> address =
                IpAddress.parse(statement.argument(0).orElseThrow().text());
        Optional<Integer> port = ServerGroups.port(statement.argument(1));
        if (address.isEmpty() || port.isEmpty()) {
            resolution.report(Finding.of(Code.INVALID_SERVICE, statement.line()));
            return Optional.empty();
        }
        return Optional.of(new Service.Address(address.get(), port.get(), protocol));
    }
}
