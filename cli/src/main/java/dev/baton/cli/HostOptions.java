package dev.baton.cli;

import dev.baton.config.source.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a configuration's meaning takes from this machine.
final class HostOptions {
    private HostOptions() {}

    /// @param configId what `@ID` lines are compared with; empty for the host's name up to its first dot
    static ReadOptions read(String configId) {
        ReadOptions options = ReadOptions.forHost(hostName()).withEnvironment(System.getenv());
        return configId.isEmpty() ? options : options.withConfigId(configId);
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            // not Linux, where nothing but checking works; @ID lines then need --config-id
            return "localhost";
        }
    }
}
