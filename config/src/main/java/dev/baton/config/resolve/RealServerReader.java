package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Statement;
import dev.baton.model.CheckerSpec;
import dev.baton.model.IpAddress;
import dev.baton.model.RealServerSpec;
import dev.baton.model.VirtualServerSpec.Forwarding;
import dev.baton.model.VirtualServerSpec.Forwarding.Method;
import dev.baton.model.VirtualServerSpec.Service;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Applies defaults and inheritance to one `real_server`.
final class RealServerReader {
    private final Resolution resolution;
    private final Block virtualServer;
    private final Block block;
    private final Forwarding inherited;
    private final Service service;

    RealServerReader(Resolution resolution, Block virtualServer, Block block, Forwarding inherited, Service service) {
        this.resolution = resolution;
        this.virtualServer = virtualServer;
        this.block = block;
        this.inherited = inherited;
        this.service = service;
    }

    /// The server, or nothing with a finding.
    Optional<RealServerSpec> read() {
        Statement statement = block.statement();
        Optional<IpAddress> address = statement.argument(0).flatMap(word -> IpAddress.parse(word.text()));
        Optional<Integer> port = ServerGroups.port(statement.argument(1));
        if (address.isEmpty() || port.isEmpty()) {
            resolution.report(Finding.of(Code.INVALID_SERVICE, statement.line()));
            return Optional.empty();
        }
        Forwarding forwarding =
                VirtualServerReader.forwarding(block, "lvs_method").orElse(inherited);
        int used = port(forwarding, port.get());
        return Optional.of(new RealServerSpec(
                address.get(),
                used,
                block.number("weight").or(() -> virtualServer.number("weight")).orElse(1L),
                forwarding,
                threshold("uthreshold"),
                threshold("lthreshold"),
                block.has("inhibit_on_failure")
                        ? block.flag("inhibit_on_failure", true)
                        : virtualServer.has("inhibit_on_failure"),
                Scripts.read(resolution, block, "notify_up"),
                Scripts.read(resolution, block, "notify_down"),
                block.has("smtp_alert")
                        ? block.flag("smtp_alert", true)
                        : resolution.globals().mailRealServers(),
                checkers(address.get(), port.get() == 0 ? used : port.get())));
    }

    /// Without address translation a packet keeps its port: that of the service.
    private int port(Forwarding forwarding, int written) {
        boolean translated = forwarding.method() == Method.NAT;
        return switch (service) {
            case Service.Address address -> {
                if (!translated && written != 0 && address.port() != 0 && written != address.port()) {
                    resolution.report(Finding.of(
                                    Code.PORT_CANNOT_CHANGE, block.statement().line())
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

    private OptionalLong threshold(String name) {
        Optional<Long> value = block.number(name);
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }

    private List<CheckerSpec> checkers(IpAddress address, int port) {
        List<Block> levels = List.of(block, virtualServer);
        return block.statements().stream()
                .flatMap(each -> new CheckerReader(resolution, new Block(each), levels, address, port).read().stream())
                .toList();
    }
}
