package dev.baton.vpc.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/// What `baton vpc serve` is told on its command line.
///
/// @param address where to listen; port 0 takes a free one
/// @param state a folder of the server's own
/// @param database a JDBC URL; empty for the embedded database in `state`
/// @param settings access keys and the engine's figures; empty for the laboratory's
public record ServerOptions(
        InetSocketAddress address, Path state, Optional<String> database, Optional<Path> settings) {}
