package dev.baton.health;

import dev.baton.model.Configuration;
import dev.baton.model.GlobalSettings;
import dev.baton.model.VirtualServerSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Everything that the engine is built from.
///
/// @param initialNotifies servers that are believed alive at the start are told of (`rs_init_notifies`)
/// @param mailServersOnly a check that changes nothing for its server is not mailed (`no_checker_emails`)
/// @param sharedChecks equal checks of several servers run once for all of them; an option of ours
/// @param damping how servers that come and go are treated; an option of ours, off by default
public record HealthSpec(
        List<VirtualServerSpec> services,
        boolean initialNotifies,
        boolean mailServersOnly,
        boolean sharedChecks,
        Optional<FlapDamping> damping) {
    public HealthSpec {
        services = List.copyOf(services);
    }

    /// What a configuration says; the options of ours are off.
    public static HealthSpec of(Configuration configuration) {
        GlobalSettings globals = configuration.globals();
        return new HealthSpec(
                configuration.virtualServers(),
                isOn(globals, "rs_init_notifies"),
                isOn(globals, "no_checker_emails"),
                false,
                Optional.empty());
    }

    /// These services, and every option as it is when nothing is said.
    public static HealthSpec of(List<VirtualServerSpec> services) {
        return new HealthSpec(services, false, false, false, Optional.empty());
    }

    public HealthSpec withSharedChecks() {
        return new HealthSpec(services, initialNotifies, mailServersOnly, true, damping);
    }

    public HealthSpec withDamping(FlapDamping flapDamping) {
        return new HealthSpec(services, initialNotifies, mailServersOnly, sharedChecks, Optional.of(flapDamping));
    }

    private static boolean isOn(GlobalSettings globals, String keyword) {
        String value = globals.values().getOrDefault(keyword, "off");
        return globals.flags().contains(keyword) || List.of("on", "true", "yes").contains(value);
    }

    /// A server that failed so many times within a time has to be well for a while before it is used again.
    ///
    /// @param failures at least 2
    public record FlapDamping(int failures, Duration window, Duration hold) {
        public FlapDamping {
            if (failures < 2 || !window.isPositive() || !hold.isPositive()) {
                throw new IllegalArgumentException("damping needs two failures, a window and a time to hold");
            }
        }
    }
}
