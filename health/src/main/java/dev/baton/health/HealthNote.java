package dev.baton.health;

import dev.baton.model.ServerId;

/// Something that happened to a check and changes no server by itself.
public sealed interface HealthNote {
    ServerId server();

    String sentence();

    record Activated(ServerId server) implements HealthNote {
        @Override
        public String sentence() {
            return "Activating healthchecker for service " + server.name() + " for VS " + server.service();
        }
    }

    /// The service's address went elsewhere (`ha_suspend`).
    record Deactivated(ServerId server) implements HealthNote {
        @Override
        public String sentence() {
            return "Deactivating healthchecker for service " + server.name() + " for VS " + server.service();
        }
    }

    record CheckSucceeded(ServerId server, String check) implements HealthNote {
        @Override
        public String sentence() {
            return check + " of " + server.name() + " succeeded";
        }
    }

    /// A failure, final or not.
    ///
    /// @param attempt which failure in a row this is
    /// @param isFinal whether it counts, or will be tried again
    record CheckFailed(ServerId server, String check, ProbeFailure why, long attempt, boolean isFinal)
            implements HealthNote {
        @Override
        public String sentence() {
            return check + " on service " + server.name() + " failed"
                    + (isFinal && attempt > 1 ? " after " + (attempt - 1) + " retries" : "") + ": " + why.sentence();
        }
    }

    /// This machine could not run a check.
    record NotTried(ServerId server, String check, String why) implements HealthNote {
        @Override
        public String sentence() {
            return check + " on service " + server.name() + " was not tried: " + why;
        }
    }

    /// A server that is well again is not used yet.
    record HeldDown(ServerId server, HealthReason.Flapping why) implements HealthNote {
        @Override
        public String sentence() {
            return "service " + server.name() + " of VS " + server.service() + ": " + why.sentence();
        }
    }
}
