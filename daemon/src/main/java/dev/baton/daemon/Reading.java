package dev.baton.daemon;

import dev.baton.config.ConfigResult;
import dev.baton.config.KeepalivedVerdict;
import dev.baton.config.diagnostic.TextRenderer;
import dev.baton.model.GlobalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// What stands around the reading of a configuration at a reload: a file that exists meanwhile (`reload_file`), and the
/// wish to take nothing that is faulty (`reload_check_config`).
final class Reading {
    private static final Path DEFAULT_FILE = Path.of("/run/keepalived.reload");

    private final GlobalSettings settings;
    private final Log log;

    /// @param settings of the configuration that holds
    Reading(GlobalSettings settings, Log log) {
        this.settings = settings;
        this.log = log;
    }

    ConfigResult read(Supplier<ConfigResult> reader) {
        Optional<Path> marker = marker();
        try {
            if (marker.isPresent()) {
                Files.deleteIfExists(marker.get());
                Files.createFile(marker.get());
            }
            ConfigResult result = reader.get();
            if (marker.isPresent()) {
                Files.deleteIfExists(marker.get());
            }
            return result;
        } catch (IOException refused) {
            log.line("reload_file: " + refused);
            return reader.get();
        }
    }

    private Optional<Path> marker() {
        return Optional.ofNullable(settings.values().get("reload_file"))
                .map(Path::of)
                .or(() -> settings.flags().contains("reload_file") ? Optional.of(DEFAULT_FILE) : Optional.empty());
    }

    /// True unless faults are to keep a configuration from being taken, and it has some. They are written to the log
    /// file that the keyword names.
    boolean isAcceptable(ConfigResult result) {
        Optional<String> file = Optional.ofNullable(settings.values().get("reload_check_config"));
        if (file.isEmpty() && !settings.flags().contains("reload_check_config")) {
            return true;
        }
        int verdict = KeepalivedVerdict.exitCode(result.diagnostics());
        try {
            if (file.isPresent()) {
                Files.writeString(Path.of(file.get()), TextRenderer.plain().render(result.diagnostics()));
            }
        } catch (IOException refused) {
            log.line("reload_check_config: " + refused);
        }
        if (verdict != KeepalivedVerdict.OK) {
            log.line("Configuration test failed (" + verdict + "), not reloading");
        }
        return verdict == KeepalivedVerdict.OK;
    }
}
