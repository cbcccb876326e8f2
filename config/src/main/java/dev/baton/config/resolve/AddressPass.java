package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.model.Transport;
import dev.baton.model.VrrpVersion;
import java.util.List;

/// Rejects instances without any address, warns of strict ones with peers, and says when unicast settings have no
/// peers to act on. Addresses that cannot do what they are written for are found when files are compared, which
/// also works for a single one.
final class AddressPass implements Pass {
    private static final List<String> UNICAST_ONLY = List.of("unicast_ttl", "check_unicast_src", "unicast_src_ip");

    @Override
    public void run(Resolution resolution) {
        for (Instance instance : List.copyOf(resolution.instances())) {
            unicastWithoutPeers(resolution, instance);
            strictUnicast(resolution, instance);
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

    /// `vrrp_strict` asks for the protocol's text, which knows multicast only.
    private static void strictUnicast(Resolution resolution, Instance instance) {
        if (instance.spec().rules().strict() && instance.spec().transport() instanceof Transport.Unicast) {
            resolution.report(Finding.of(
                            Code.STRICT_WITHOUT_UNICAST,
                            instance.block()
                                    .last("unicast_peer")
                                    .or(() -> instance.block().last("unicast_fault_no_peer"))
                                    .orElseThrow()
                                    .span())
                    .with("name", instance.spec().name()));
        }
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
