package dev.baton.config.resolve;

import dev.baton.model.CheckerSpec;
import dev.baton.model.IpAddress;
import dev.baton.model.RealServerSpec;
import dev.baton.model.Script;
import dev.baton.model.VirtualServerSpec.Forwarding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What the body of a `real_server` says, defaults and inheritance applied: everything but where the server is.
record RealServerBody(
        long weight,
        Forwarding forwarding,
        OptionalLong upperThreshold,
        OptionalLong lowerThreshold,
        boolean inhibit,
        Optional<Script> notifyUp,
        Optional<Script> notifyDown,
        boolean smtpAlert,
        List<Checker> checkers) {
    /// A checker that asks the server itself unless its block names another address or port.
    interface Checker {
        CheckerSpec of(IpAddress server, int port);
    }

    /// The server with this body.
    ///
    /// @param port to which packets go
    /// @param checkedPort that of its checkers
    RealServerSpec of(IpAddress address, int port, int checkedPort) {
        List<CheckerSpec> specs = new ArrayList<>(checkers.size());
        for (Checker checker : checkers) {
            specs.add(checker.of(address, checkedPort));
        }
        return new RealServerSpec(
                address,
                port,
                weight,
                forwarding,
                upperThreshold,
                lowerThreshold,
                inhibit,
                notifyUp,
                notifyDown,
                smtpAlert,
                specs);
    }
}
