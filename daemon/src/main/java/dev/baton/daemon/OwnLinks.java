package dev.baton.daemon;

import dev.baton.daemon.link.LinkPlan;
import dev.baton.daemon.link.OwnInterface;
import dev.baton.daemon.link.OwnInterfaces;
import dev.baton.daemon.setting.LocalIgmp;
import dev.baton.linux.NetworkEvent;
import dev.baton.model.Configuration;
import dev.baton.model.InterfaceName;
import dev.baton.model.Tick;
import dev.baton.wire.netlink.InterfaceAddress;
import dev.baton.wire.netlink.Link;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Makes the interfaces that instances ask for (`use_vmac`, `use_ipvlan`), keeps them there as long as their bases are,
/// and removes them at the end. The kernel is asked on the [HostThread].
final class OwnLinks implements Companion {
    private final Bridge bridge;
    private final OwnInterfaces interfaces;
    private final LocalIgmp localIgmp;
    private Map<InterfaceName, List<OwnInterface>> byBase = Map.of();

    /// @param created is called on the host's thread when interfaces have been made and are still down
    OwnLinks(Bridge bridge, Runnable created) {
        this.bridge = bridge;
        this.interfaces =
                new OwnInterfaces(bridge.host().netlink(), bridge.host().former(), created, bridge.log()::line);
        this.localIgmp = new LocalIgmp(bridge.host().former(), bridge.log()::line);
    }

    /// The new ones are made before the instances that live on them begin.
    @Override
    public void preparing(Tick now, Configuration next) {
        List<OwnInterface> wanted = LinkPlan.of(next).interfaces();
        byBase = wanted.stream().collect(Collectors.groupingBy(OwnInterface::base));
        bridge.host().post(() -> {
            interfaces.want(wanted);
            localIgmp.apply(next);
        });
    }

    /// The others go when nobody lives on them any more. A base may have come while those that are wanted were made.
    @Override
    public void configured(Tick now, Configuration configuration) {
        bridge.host().post(interfaces::removeUnwanted);
        byBase.keySet().forEach(base -> makeMissing(base.value()));
    }

    @Override
    public void networkChanged(Tick now, NetworkEvent change) {
        switch (change) {
            case NetworkEvent.LinkChanged(Link link) -> makeMissing(link.name());
            case NetworkEvent.LinkRemoved(Link link) ->
                byBase.values().stream()
                        .flatMap(List::stream)
                        .filter(own -> own.name().value().equals(link.name()))
                        .findFirst()
                        .ifPresent(own -> makeMissing(own.base().value()));
            case NetworkEvent.AddressChanged(InterfaceAddress address) -> {
                if (address.address().isLinkLocal()) {
                    bridge.network()
                            .name(address.interfaceIndex())
                            .map(base -> byBase.getOrDefault(base, List.of()))
                            .filter(above -> !above.isEmpty())
                            .ifPresent(above -> bridge.host().post(() -> interfaces.followAddress(above, address)));
                }
            }
            case NetworkEvent.AddressRemoved removed -> {
                // An interface above may keep the address that it sends from until there is another.
            }
            case NetworkEvent.Resynchronised everything -> byBase.keySet().forEach(base -> makeMissing(base.value()));
        }
    }

    private void makeMissing(String base) {
        List<OwnInterface> above =
                InterfaceName.isValid(base) ? byBase.getOrDefault(new InterfaceName(base), List.of()) : List.of();
        boolean baseIsThere = !above.isEmpty()
                && bridge.network().index(above.getFirst().base()).isPresent();
        boolean someMissing = above.stream()
                .anyMatch(own -> bridge.network().index(own.name()).isEmpty()
                        || !bridge.network()
                                .vrf(own.name())
                                .equals(bridge.network().vrf(own.base())));
        if (baseIsThere && someMissing) {
            bridge.host().post(() -> interfaces.make(above));
        }
    }

    @Override
    public void close() {
        bridge.host().await(() -> {
            localIgmp.close();
            interfaces.close();
        });
    }
}
