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

    /// The same with other notifications.
    public InstanceSetup withNotifications(Notifications other) {
        return new InstanceSetup(instance, ownLink, routes, rules, other, promoteSecondaries);
    }

    /// An interface made for the instance.
    ///
    /// @param name empty means `vrrp.VRID` or what `vmac_prefix` makes of it
    /// @param transmitOnBase adverts leave from the base interface (`vmac_xmit_base`)
    /// @param group number of the group of interfaces that it belongs to, 0 by default
    public record OwnLink(Kind kind, Optional<InterfaceName> name, boolean transmitOnBase, int group) {}

    /// What kind of interface it is.
    public sealed interface Kind {
        /// A macvlan (`use_vmac`).
        ///
        /// @param mac empty means the virtual router's own, 00-00-5e-00-01-VRID or 00-00-5e-00-02-VRID
        record Vmac(Optional<MacAddress> mac) implements Kind {}

        /// An ipvlan (`use_ipvlan`).
        ///
        /// @param address that it gets for itself, to send adverts from
        record Ipvlan(Mode mode, Optional<IpPrefix> address) implements Kind {}
    }

    /// With whom an ipvlan may talk on its own host.
    public enum Mode {
        BRIDGE,
        PRIVATE,
        VEPA
    }
}
