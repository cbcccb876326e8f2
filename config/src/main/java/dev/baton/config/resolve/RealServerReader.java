package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.keyword.Keyword;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.syntax.Statement;
import dev.baton.model.IpAddress;
import dev.baton.model.RealServerSpec;
import dev.baton.model.VirtualServerSpec.Forwarding;
import dev.baton.model.VirtualServerSpec.Forwarding.Method;
import dev.baton.model.VirtualServerSpec.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Applies defaults and inheritance to the real servers of one virtual server.
final class RealServerReader {
    private final Resolution resolution;
    private final Block virtualServer;
    private final Forwarding inherited;
    private final Service service;
    private final RealServerBodies.Within known;

    /// @param known bodies that have been read within such a virtual server
    RealServerReader(
            Resolution resolution,
            Block virtualServer,
            Forwarding inherited,
            Service service,
            RealServerBodies.Within known) {
        this.resolution = resolution;
        this.virtualServer = virtualServer;
        this.inherited = inherited;
        this.service = service;
        this.known = known;
    }

    /// The server, or nothing with a finding.
    Optional<RealServerSpec> read(Statement statement) {
        Optional<IpAddress> address = statement.argument(0).flatMap(word -> IpAddress.parse(word.text()));
        Optional<Integer> port = ServerGroups.port(statement.argument(1));
        if (address.isEmpty() || port.isEmpty()) {
            resolution.report(Finding.of(Code.INVALID_SERVICE, statement.line()));
            return Optional.empty();
        }
        RealServerBody body = known.servers().of(statement, () -> body(new Block(statement)));
        int used = port(statement, body.forwarding(), port.get());
        return Optional.of(body.of(address.get(), used, port.get() == 0 ? used : port.get()));
    }

    private RealServerBody body(Block block) {
        return new RealServerBody(
                block.number("weight").or(() -> virtualServer.number("weight")).orElse(1L),
                VirtualServerReader.forwarding(block, "lvs_method").orElse(inherited),
                threshold(block, "uthreshold"),
                threshold(block, "lthreshold"),
                block.has("inhibit_on_failure")
                        ? block.flag("inhibit_on_failure", true)
                        : virtualServer.has("inhibit_on_failure"),
                Scripts.read(resolution, block, "notify_up"),
                Scripts.read(resolution, block, "notify_down"),
                block.has("smtp_alert")
                        ? block.flag("smtp_alert", true)
                        : resolution.globals().mailRealServers(),
                checkers(block));
    }

    /// Without address translation a packet keeps its port: that of the service.
    private int port(Statement statement, Forwarding forwarding, int written) {
        boolean translated = forwarding.method() == Method.NAT;
        return switch (service) {
            case Service.Address address -> {
                if (!translated && written != 0 && address.port() != 0 && written != address.port()) {
                    resolution.report(Finding.of(Code.PORT_CANNOT_CHANGE, statement.line())
                            .with("port", written)
                            .with("used", address.port())
                            .with("method", forwarding.method()));
                }
                yield translated ? (written == 0 ? address.port() : written) : address.port();
            }
            case Service.Mark _ -> translated ? written : 0;
            case Service.Group _ -> written;
        };
    }

    private static OptionalLong threshold(Block block, String name) {
        Optional<Long> value = block.number(name);
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }

    private List<RealServerBody.Checker> checkers(Block block) {
        List<RealServerBody.Checker> checkers = new ArrayList<>();
        for (Statement each : block.statements()) {
            if (each.keyword().isPresent() && each.body().isPresent()) {
                Optional<RealServerBody.Checker> checker =
                        inherits(each.keyword().get(), block)
                                ? checker(each, block)
                                : known.checkers(resolution, each.name()).of(each, () -> checker(each, block));
                checker.ifPresent(checkers::add);
            }
        }
        return checkers;
    }

    /// True if the real server says anything that a checker of this kind could take from it: a keyword of both.
    private static boolean inherits(Keyword checker, Block realServer) {
        dev.baton.config.keyword.Block keywords =
                KeywordTable.standard().block(checker.body().contents());
        for (Statement statement : realServer.statements()) {
            if (keywords.find(statement.name()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Optional<RealServerBody.Checker> checker(Statement statement, Block realServer) {
        return new CheckerReader(resolution, new Block(statement), List.of(realServer, virtualServer)).read();
    }
}
