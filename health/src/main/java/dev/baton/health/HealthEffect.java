package dev.baton.health;

import dev.baton.model.Script;
import dev.baton.model.ServerId;
import dev.baton.model.ServiceId;
import dev.baton.model.Tick;
import dev.baton.model.VirtualServerSpec.SorryServer;

/// What the engine wants done, or wants known, in this order.
public sealed interface HealthEffect {
    /// Run a probe and report its end with [HealthEvent.ProbeEnded], in bounded time.
    record StartProbe(ProbeId probe, ProbeSpec spec) implements HealthEffect {}

    /// Give a probe up; its end need not be reported.
    record CancelProbe(ProbeId probe) implements HealthEffect {}

    /// Run a script as its user, and do not wait for it.
    ///
    /// @param owner the server or service that it tells of; scripts of one owner run in their order
    record Notify(String owner, Script script) implements HealthEffect {}

    /// A line for the named pipes, without its line end: `RS [10.1.0.11]:tcp:80 [10.0.0.1]:tcp:80 UP`.
    record WriteLine(String line) implements HealthEffect {}

    /// Send an alert. The router id in brackets before the subject is the sender's.
    record Mail(String subject, String body) implements HealthEffect {}

    /// Something that a person may want to know.
    record Observed(HealthNote what) implements HealthEffect {}

    /// What changes the servers that a service is balanced over. The data plane has to look at
    /// [HealthEngine#health] of the service again.
    sealed interface PoolChanged extends HealthEffect {
        ServiceId service();
    }

    record ServerUp(ServerId server, HealthReason reason, Tick at) implements PoolChanged {
        @Override
        public ServiceId service() {
            return server.service();
        }
    }

    record ServerDown(ServerId server, HealthReason reason, Tick at) implements PoolChanged {
        @Override
        public ServiceId service() {
            return server.service();
        }
    }

    record WeightChanged(ServerId server, long from, long to, HealthReason reason, Tick at) implements PoolChanged {
        @Override
        public ServiceId service() {
            return server.service();
        }
    }

    record QuorumGained(ServiceId service, HealthReason reason, Tick at) implements PoolChanged {}

    record QuorumLost(ServiceId service, HealthReason reason, Tick at) implements PoolChanged {}

    /// The sorry server answers from now on.
    record SorryIn(ServiceId service, SorryServer server) implements PoolChanged {}

    /// The real servers answer again.
    record SorryOut(ServiceId service, SorryServer server) implements PoolChanged {}

    /// The service is not in the configuration any more.
    record ServiceRemoved(ServiceId service, HealthReason reason, Tick at) implements PoolChanged {}
}
