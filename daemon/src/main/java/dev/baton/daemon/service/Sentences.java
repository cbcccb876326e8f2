package dev.baton.daemon.service;

import dev.baton.dataplane.Operation;
import dev.baton.health.HealthEffect;
import dev.baton.model.VirtualServerSpec.SorryServer;
import java.util.Optional;

/// The log's lines about virtual servers, in keepalived's words as far as it has words for them, with the reason
/// behind them.
final class Sentences {
    private Sentences() {}

    /// The line for an effect; empty if it is nobody's business, as what is believed at the start.
    static Optional<String> of(HealthEffect effect) {
        return switch (effect) {
            case HealthEffect.ServerUp up ->
                Optional.of("Adding service " + up.server().name() + " to VS " + up.service() + ": "
                        + up.reason().sentence());
            case HealthEffect.ServerDown down ->
                Optional.of("Removing service " + down.server().name() + " from VS " + down.service() + ": "
                        + down.reason().sentence());
            case HealthEffect.WeightChanged weight ->
                Optional.of("Changing weight from " + weight.from() + " to " + weight.to() + " for service "
                        + weight.server().name() + " of VS " + weight.service() + ": "
                        + weight.reason().sentence());
            case HealthEffect.QuorumGained gained ->
                Optional.of("Gained quorum for VS " + gained.service() + ": "
                        + gained.reason().sentence());
            case HealthEffect.QuorumLost lost ->
                Optional.of("Lost quorum for VS " + lost.service() + ": "
                        + lost.reason().sentence());
            case HealthEffect.SorryIn sorry ->
                Optional.of("Adding sorry server " + name(sorry.server()) + " to VS " + sorry.service());
            case HealthEffect.SorryOut sorry ->
                Optional.of("Removing sorry server " + name(sorry.server()) + " from VS " + sorry.service());
            case HealthEffect.ServiceRemoved removed -> Optional.of("Removing VS " + removed.service());
            case HealthEffect.Observed observed -> Optional.of(observed.what().sentence());
            case HealthEffect.StartProbe _,
                    HealthEffect.CancelProbe _,
                    HealthEffect.Notify _,
                    HealthEffect.WriteLine _,
                    HealthEffect.Mail _ -> Optional.empty();
        };
    }

    private static String name(SorryServer server) {
        return "[" + server.address() + "]:" + server.port();
    }

    /// What an operation is about.
    static String of(Operation operation) {
        return switch (operation) {
            case Operation.AddService add -> "VS " + add.service().key();
            case Operation.EditService edit ->
                "A change of VS " + edit.service().key();
            case Operation.RemoveService remove -> "The removal of VS " + remove.service();
            case Operation.AddDestination add -> "service " + add.destination().key() + " of VS " + add.service();
            case Operation.EditDestination edit ->
                "A change of service " + edit.destination().key() + " of VS " + edit.service();
            case Operation.RemoveDestination remove ->
                "The removal of service " + remove.destination() + " from VS " + remove.service();
            case Operation.StartSync start ->
                "The sync daemon on " + start.daemon().device();
            case Operation.StopSync stop -> "The end of the sync daemon " + stop.role();
        };
    }
}
