package dev.baton.daemon.probe;

import dev.baton.config.source.PathFacts;
import dev.baton.daemon.script.ScriptRules;
import dev.baton.linux.RealTime;
import dev.baton.model.GlobalSettings;

/// What bounds the probes, and what their scripts may do.
///
/// @param connections to peers at a time; probes beyond wait for their turn
/// @param tlsConnections of these, those with TLS, which cost memory
/// @param scripts processes at a time
/// @param rules which scripts may be run, and as whom
public record ProbeSettings(int connections, int tlsConnections, int scripts, ScriptRules rules) {
    private static final int CONNECTIONS_MOST = 60_000;
    private static final int CONNECTIONS_LEAST = 16;
    private static final int TLS_CONNECTIONS = 128;
    private static final int SCRIPTS = 128;

    /// As many connections as three quarters of the descriptors that this process may have.
    public static ProbeSettings of(GlobalSettings settings, PathFacts facts) {
        long connections = RealTime.descriptorLimit() / 4 * 3;
        return new ProbeSettings(
                Math.clamp(connections, CONNECTIONS_LEAST, CONNECTIONS_MOST),
                TLS_CONNECTIONS,
                SCRIPTS,
                new ScriptRules(settings, facts));
    }

    /// The same with other bounds.
    public ProbeSettings bounded(int connectionsMost, int tlsConnectionsMost, int scriptsMost) {
        return new ProbeSettings(connectionsMost, tlsConnectionsMost, scriptsMost, rules);
    }
}
