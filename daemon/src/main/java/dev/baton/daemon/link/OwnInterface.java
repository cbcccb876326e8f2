package dev.baton.daemon.link;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import dev.baton.model.MacAddress;
import dev.baton.wire.netlink.LinkDetails;
import dev.baton.wire.netlink.LinkRequest;
import dev.baton.wire.netlink.RtNetlinkConstants;
import java.util.Optional;

/// An interface that is to be made above another one for an instance.
///
/// @param instance for whom
/// @param base the interface below
/// @param family of the instance
/// @param group number of the group of interfaces that it belongs to
public record OwnInterface(
        String instance, InterfaceName name, InterfaceName base, IpFamily family, Shape shape, int group) {
    /// What kind of interface it is.
    public sealed interface Shape {
        /// A macvlan with the virtual router's MAC address.
        record Macvlan(MacAddress mac) implements Shape {}

        /// An ipvlan.
        ///
        /// @param flags `IPVLAN_F_*`
        /// @param address that it gets for itself
        record Ipvlan(int flags, Optional<IpPrefix> address) implements Shape {}
    }

    /// True for an interface that is what this one is to be, whoever made it.
    ///
    /// @param baseIndex of the interface below
    public boolean isLike(LinkDetails present, int baseIndex) {
        if (present.link().lower().orElse(0) != baseIndex) {
            return false;
        }
        return switch (shape) {
            case Shape.Macvlan(MacAddress mac) ->
                present.link().kind().filter("macvlan"::equals).isPresent()
                        && present.mode() == RtNetlinkConstants.MACVLAN_MODE_PRIVATE
                        && present.link().mac().equals(Optional.of(mac));
            case Shape.Ipvlan ipvlan ->
                present.link().kind().filter("ipvlan"::equals).isPresent();
        };
    }

    /// The request that makes it.
    public LinkRequest creation(int baseIndex) {
        return switch (shape) {
            case Shape.Macvlan(MacAddress mac) -> new LinkRequest.CreateMacvlan(name, baseIndex, mac, group);
            case Shape.Ipvlan ipvlan -> new LinkRequest.CreateIpvlan(name, baseIndex, ipvlan.flags(), group);
        };
    }

    public boolean isMacvlan() {
        return shape instanceof Shape.Macvlan;
    }

    @Override
    public String toString() {
        return name + " on " + base;
    }
}
