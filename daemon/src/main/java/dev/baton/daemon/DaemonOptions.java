package dev.baton.daemon;

import java.nio.file.Path;
import java.util.Optional;

/// What the command line asks of the daemon.
///
/// @param config the configuration file (`-f`)
/// @param configId which `@ID` lines apply (`-i`); empty means the host's name up to its first dot
/// @param colour whether diagnostics may be coloured
/// @param recording where every event is recorded (`--record`)
/// @param pidFile where its number is written (`-p`)
public record DaemonOptions(
        Path config, String configId, boolean colour, Optional<Path> recording, Optional<Path> pidFile) {}
