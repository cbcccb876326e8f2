package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.IpAddress;
import dev.baton.model.Transport;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpVersion;
import java.util.List;
import java.util.Optional;

/// Rejects addresses that cannot do what they are written for: a peer that is this host, a source or a peer that moves
/// with the master, unicast settings without peers, and instances without any address.
final class AddressPass implements Pass {
    private static final List<String> UNICAST_ONLY = List.of("unicast_ttl", "check_unicast_src", "unicast_src_ip");

    @Override
    public void run(Resolution resolution) {
        for (Instance instance : List.copyOf(resolution.instances())) {
            source(resolution, instance);
            peers(resolution, instance);
            unicastWithoutPeers(resolution, instance);
            if (instance.spec().virtualAddresses().isEmpty()
                    && !instance.block().has("no_virtual_ipaddress")) {
                noAddress(resolution, instance);
            }
        }
    }

    private static void noAddress(Resolution resolution, Instance instance) {
        boolean refused = instance.spec().version() == VrrpVersion.V3
                || instance.spec().rules().strict();
        if (!instance.block().lines("virtual_ipaddress").isEmpty()) {
            // every line was wrong and has been reported
            return;
        }
        resolution.report(Finding.of(
                        refused ? Code.NO_VIRTUAL_ADDRESS_REFUSED : Code.NO_VIRTUAL_ADDRESS,
                        instance.statement().span())
                .with("name", instance.spec().name()));
        if (refused) {
            resolution.instances().remove(instance);
        }
    }

    private static void source(Resolution resolution, Instance instance) {
        VirtualRouterSpec spec = instance.spec();
        Block block = instance.block();
        Optional<Word> word = block.word("unicast_src_ip").or(() -> block.word("mcast_src_ip"));
        Optional<IpAddress> source = spec.transport().source();
        if (source.isEmpty() || word.isEmpty()) {
            return;
        }
        moving(block, source.get())
                .ifPresent(line -> resolution.report(
                        Finding.of(Code.SOURCE_IS_VIRTUAL, word.get().span())
                                .with("address", source.get())
                                .also(line.span())));
    }

    private static void peers(Resolution resolution, Instance instance) {
        Block block = instance.block();
        if (!(instance.spec().transport() instanceof Transport.Unicast unicast)) {
            return;
        }
        for (Statement line : block.lines("unicast_peer")) {
            Optional<IpAddress> peer = IpAddress.parse(line.name());
            if (peer.isPresent() && peer.equals(unicast.source())) {
                Finding finding = Finding.of(Code.PEER_IS_SELF, line.span()).with("address", line.name());
                block.word("unicast_src_ip").ifPresent(word -> finding.also(word.span()));
                resolution.report(finding);
            } else if (peer.isPresent()) {
                moving(block, peer.get())
                        .ifPresent(address -> resolution.report(Finding.of(Code.PEER_IS_VIRTUAL, line.span())
                                .with("address", line.name())
                                .also(address.span())));
            }
        }
    }

    /// The line that makes this address one of those that move with the master.
    private static Optional<Statement> moving(Block block, IpAddress address) {
        return List.of("virtual_ipaddress", "virtual_ipaddress_excluded").stream()
                .flatMap(name -> block.lines(name).stream())
                .filter(line -> AddressLines.prefix(line.name())
                        .filter(prefix -> prefix.address().equals(address))
                        .isPresent())
                .findFirst();
    }

    private static void unicastWithoutPeers(Resolution resolution, Instance instance) {
        Block block = instance.block();
        if (instance.spec().transport() instanceof Transport.Multicast && !block.has("unicast_peer")) {
            UNICAST_ONLY.stream()
                    .flatMap(name -> block.last(name).stream())
                    .findFirst()
                    .ifPresent(statement -> resolution.report(Finding.of(Code.UNICAST_WITHOUT_PEERS, statement.span())
                            .with("word", statement.name())));
        }
    }
}
