package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Statement;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.Vrid;
import java.util.Optional;

/// Rejects instances without name, virtual router id, interface or an address to send from, and second ones of the same
/// name; resolves the others. What an instance's parts reject, their readers say.
final class InstancePass implements Pass {
    @Override
    public void run(Resolution resolution) {
        for (Named named : Named.blocks(resolution, "vrrp_instance")) {
            Block block = named.block();
            spec(resolution, named.name(), block)
                    .ifPresent(spec -> resolution
                            .instances()
                            .add(new Instance(spec, SetupReader.read(resolution, block, spec), block)));
        }
    }

    private static Optional<VirtualRouterSpec> spec(Resolution resolution, String name, Block block) {
        InstanceReader reader = new InstanceReader(resolution, block);
        Optional<Vrid> vrid = block.number("virtual_router_id").map(value -> new Vrid(value.intValue()));
        if (vrid.isEmpty() && !block.has("virtual_router_id")) {
            resolution.report(
                    Finding.of(Code.MISSING_VRID, block.statement().span()).with("name", name));
        }
        Optional<InterfaceName> device =
                block.text("interface").filter(InterfaceName::isValid).map(InterfaceName::new);
        if (!block.has("interface") && block.lines("unicast_peer").isEmpty()) {
            resolution.report(
                    Finding.of(Code.MISSING_INTERFACE, block.statement().span()).with("name", name));
            return Optional.empty();
        }
        if (!block.has("interface") && !canSend(resolution, name, block)) {
            return Optional.empty();
        }
        return vrid.map(id -> reader.read(name, id, device));
    }

    /// Without interface the address to send from must be written, and mean the same on any link.
    private static boolean canSend(Resolution resolution, String name, Block block) {
        Optional<IpAddress> source = TransportReader.source(block);
        if (source.filter(address -> !address.isLinkLocal() || address.family() == IpFamily.IPV4)
                .isPresent()) {
            return true;
        }
        Statement place = block.last("unicast_src_ip").orElse(block.statement());
        resolution.report(
                Finding.of(source.isPresent() ? Code.LINK_LOCAL_WITHOUT_INTERFACE : Code.MISSING_SOURCE, place.span())
                        .with("name", name)
                        .with("address", source.map(IpAddress::toString).orElse("")));
        return false;
    }
}
