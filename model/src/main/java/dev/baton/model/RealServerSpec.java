package dev.baton.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One `real_server`, resolved: what it inherits from its virtual server has been filled in.
///
/// @param port 0 for a service of firewall marks
/// @param upperThreshold connections from which it gets no more
/// @param lowerThreshold connections below which it gets some again
/// @param inhibit a failure sets its weight to 0 instead of removing it
public record RealServerSpec(
        IpAddress address,
        int port,
        long weight,
        VirtualServerSpec.Forwarding forwarding,
        OptionalLong upperThreshold,
        OptionalLong lowerThreshold,
        boolean inhibit,
        Optional<Script> notifyUp,
        Optional<Script> notifyDown,
        boolean smtpAlert,
        List<CheckerSpec> checkers) {
    public RealServerSpec {
        checkers = List.copyOf(checkers);
    }
}
