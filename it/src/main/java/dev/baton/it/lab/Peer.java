package dev.baton.it.lab;

import java.time.Duration;
import java.util.List;

/// One implementation of VRRP on one host: Baton or something it must get along with.
public interface Peer extends AutoCloseable {
    /// The longest that a clean stop may take; keepalived needs a little more than a second.
    Duration STOP_MAX = Duration.ofSeconds(8);

    /// Which program it is.
    String product();

    /// Where it runs.
    Host host();

    /// Starts it with the configuration that it was made with.
    void start();

    /// Asks it to stop as an operator would, and does not wait.
    void terminate();

    /// Stops it as an operator would.
    ///
    /// @return its exit code
    default int stop() {
        terminate();
        return awaitEnd();
    }

    /// Waits for its end.
    ///
    /// @return its exit code
    int awaitEnd();

    /// Kills all its processes at once; the host lives on.
    void kill();

    /// Keeps its processes from running.
    void freeze();

    /// Lets them run again.
    void thaw();

    /// Asks it to read its configuration again, which [#configure] may have replaced.
    void reload();

    /// Replaces the configuration for the next start or reload.
    void configure(String configuration);

    /// True while it is running.
    boolean isRunning();

    /// All its processes, as the outside numbers them.
    List<Long> pids();

    /// True while it acts as master for this address.
    boolean isMasterOf(String address);

    /// What it has written since its last start.
    String log();

    @Override
    void close();
}
