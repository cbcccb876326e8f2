package dev.baton.havip.resource;

import java.util.List;

/// A private network.
public record Vpc(
        String id, Meta meta, Phase phase, String cidr, List<String> userCidrs, String router, String routeTable)
        implements Resource {
    public Vpc {
        userCidrs = List.copyOf(userCidrs);
    }

    @Override
    public Vpc with(Meta newMeta) {
        return new Vpc(id, newMeta, phase, cidr, userCidrs, router, routeTable);
    }

    @Override
    public Vpc with(Phase newPhase) {
        return new Vpc(id, meta, newPhase, cidr, userCidrs, router, routeTable);
    }
}
