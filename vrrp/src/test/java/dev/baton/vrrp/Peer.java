package dev.baton.vrrp;

import dev.baton.model.IpAddress;
import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import java.time.Instant;

/// Another router that is configured like ours and sends from its own address to ours.
final class Peer {
    private final VirtualRouterSpec spec;
    private final IpAddress address;
    private final Surroundings surroundings = new Surroundings();
    private final AdvertSender sender;

    /// @param spec our router's
    Peer(VirtualRouterSpec spec, String address) {
        this.spec = spec;
        this.address = IpAddress.of(address);
        sender = new AdvertSender(towards(spec), Guards.of(spec), surroundings);
    }

    /// The same instance with our own address as the only peer.
    private static VirtualRouterSpec towards(VirtualRouterSpec spec) {
        return SpecBuilder.from(spec).towardsItself().build();
    }

    VirtualRouterSpec spec() {
        return spec;
    }

    Peer withClock(Tick now, Instant clock) {
        surroundings.clockRead(now, clock);
        return this;
    }

    Effect.SendAdvert advert(Tick now, int priority) {
        return sender.adverts(now, address, priority).getFirst();
    }
}
