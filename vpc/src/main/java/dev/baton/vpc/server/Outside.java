package dev.baton.vpc.server;

import dev.baton.model.IpAddress;
import dev.baton.vpc.VpcException;
import java.time.Duration;
import java.util.Optional;

/// A machine on the internet side of a VPC, from which its public addresses are tried. For any thread.
public interface Outside {
    /// What a web browser there is answered at this address, head and body, at most 64 KB; empty if there is no
    /// answer within a second.
    ///
    /// @throws VpcException if the machine is gone
    Optional<String> page(IpAddress address) throws VpcException;

    /// Opens a connection to the address at a steady pace until it is closed, each closed at once.
    ///
    /// @param listener is told of each that came about, on a thread of the probe's
    Probe probe(IpAddress address, int port, Duration period, Listener listener);

    /// Takes what a probe finds.
    @FunctionalInterface
    interface Listener {
        /// A connection came about.
        ///
        /// @param attempt its number; attempts are counted from 0
        /// @param askedNanos when it was asked for, as [System#nanoTime()] counts
        void answered(long attempt, long askedNanos);
    }

    /// A running probe.
    interface Probe extends AutoCloseable {
        /// Ends it, and returns before it has ended.
        @Override
        void close();
    }
}
