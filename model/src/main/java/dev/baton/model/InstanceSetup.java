package dev.baton.model;

import java.util.List;
import java.util.Optional;

/// What belongs to an instance besides the protocol: its link, routes, rules and notifications.
///
/// @param instance the name of the [VirtualRouterSpec]
/// @param ownLink the interface with the virtual router's own MAC address, or ipvlan, if it has one
/// @param routes added by the master after its addresses
/// @param rules added by the master after its routes
/// @param promoteSecondaries deleting the first address of a network keeps the others
public record InstanceSetup(
        String instance,
        Optional<OwnLink> ownLink,
        List<RouteSpec> routes,
        List<RuleSpec> rules,
        Notifications notifications,
        boolean promoteSecondaries) {
    public InstanceSetup {
        routes = List.copyOf(routes);
        rules = List.copyOf(rules);
    }

    /// An interface made for the instance.
    ///
    /// @param name empty means `vrrp.VRID` or what `vmac_prefix` makes of it
    /// @param transmitOnBase adverts leave from the base interface (`vmac_xmit_base`)
    /// @param options the keyword's other words as they were written
    public record OwnLink(Kind kind, Optional<InterfaceName> name, boolean transmitOnBase, List<String> options) {
        public OwnLink {
            options = List.copyOf(options);
        }

        public enum Kind {
            VMAC,
            IPVLAN
        }
    }
}
