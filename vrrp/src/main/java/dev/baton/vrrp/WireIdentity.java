package dev.baton.vrrp;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Transport;
import dev.baton.model.VirtualRouterSpec;
import java.util.Optional;

/// What makes an instance the same one for its peers, whatever it is called: by this a reload finds it again.
///
/// @param device its interface, or its VRF
/// @param group of multicast; empty for unicast
/// @param source that was configured for unicast; empty for multicast
record WireIdentity(
        Optional<InterfaceName> device,
        IpFamily family,
        int vrid,
        Optional<IpAddress> group,
        Optional<IpAddress> source) {
    static WireIdentity of(VirtualRouterSpec spec) {
        int vrid = spec.vrid().value();
        return switch (spec.transport()) {
            case Transport.Multicast multicast ->
                new WireIdentity(
                        spec.boundDevice(), spec.family(), vrid, Optional.of(multicast.group()), Optional.empty());
            case Transport.Unicast unicast ->
                new WireIdentity(spec.boundDevice(), spec.family(), vrid, Optional.empty(), unicast.source());
        };
    }
}
