package dev.baton.config.resolve;

import dev.baton.model.AdvertRules;
import dev.baton.model.Announcing;
import dev.baton.model.IpAddress;
import dev.baton.model.VrrpVersion;

/// What `global_defs` sets for every instance.
record Globals(
        String routerId,
        VrrpVersion version,
        int downTimerAdverts,
        boolean checkUnicastSource,
        IpAddress group4,
        IpAddress group6,
        Announcing announcing,
        AdvertRules rules) {
    static final IpAddress GROUP4 = IpAddress.of("224.0.0.18");
    static final IpAddress GROUP6 = IpAddress.of("ff02::12");

    static Globals defaults(String hostName) {
        return new Globals(hostName, VrrpVersion.V2, 3, false, GROUP4, GROUP6, Announcing.DEFAULT, AdvertRules.DEFAULT);
    }
}
