package dev.baton.model;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What `global_defs`, the `baton` block and the single lines at the top level say about the daemon as a whole.
///
/// @param routerId names this machine in messages and mails
/// @param checkerScheduling of the threads that check and balance (`checker_rt_priority` …)
/// @param scriptUser who runs scripts that name nobody, `NAME` or `NAME:GROUP`
/// @param scriptSecurity no script runs as root that others than root could change
/// @param flags the keywords without value that are set, such as `enable_dbus`
/// @param values the other keywords with their first value as it was written
public record GlobalSettings(
        String routerId,
        Scheduling scheduling,
        Scheduling checkerScheduling,
        MailSpec mail,
        Map<Audience, NotifyPipe> pipes,
        Optional<Script> startup,
        Optional<Script> shutdown,
        Optional<String> scriptUser,
        boolean scriptSecurity,
        Set<String> flags,
        Map<String, String> values) {
    public GlobalSettings {
        pipes = Map.copyOf(pipes);
        flags = Set.copyOf(flags);
        values = Map.copyOf(values);
    }

    /// Whose changes a pipe gets.
    public enum Audience {
        ALL,
        VRRP,
        VIRTUAL_SERVERS
    }
}
