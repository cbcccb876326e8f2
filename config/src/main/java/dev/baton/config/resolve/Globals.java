package dev.baton.config.resolve;

import dev.baton.model.AdvertRules;
import dev.baton.model.Announcing;
import dev.baton.model.GlobalSettings;
import dev.baton.model.IpAddress;
import dev.baton.model.VrrpVersion;
import java.time.Duration;

/// What `global_defs` sets: for the daemon, and as defaults for every instance and virtual server.
///
/// @param lowerRepeatWritten whether an instance's own repeat count leaves that for losing adverts alone
/// @param lowerDelayWritten the same for the delay
record Globals(
        GlobalSettings settings,
        VrrpVersion version,
        int downTimerAdverts,
        boolean checkUnicastSource,
        IpAddress group4,
        IpAddress group6,
        Announcing announcing,
        boolean lowerRepeatWritten,
        boolean lowerDelayWritten,
        AdvertRules rules,
        Duration startupDelay,
        boolean mailVrrp,
        boolean mailVirtualServers,
        boolean mailRealServers,
        boolean priorityChanges) {}
