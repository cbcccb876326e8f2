package dev.baton.daemon;

import dev.baton.daemon.reload.ReloadTimer;
import dev.baton.model.Configuration;
import dev.baton.model.GlobalSettings;
import dev.baton.model.Tick;
import java.nio.file.Path;
import java.util.Optional;

/// Reloads at times that a file says (`reload_time_file`, `reload_repeat`).
final class ReloadTimes implements Companion {
    private final Runnable reload;
    private final Log log;
    private Optional<ReloadTimer> timer = Optional.empty();

    /// @param reload asks for a reload, from any thread
    ReloadTimes(Runnable reload, Log log) {
        this.reload = reload;
        this.log = log;
    }

    /// Begins anew after each reload: a directory that is missing may have come.
    @Override
    public void configured(Tick now, Configuration configuration) {
        close();
        GlobalSettings globals = configuration.globals();
        timer = Optional.ofNullable(globals.values().get("reload_time_file"))
                .map(file ->
                        new ReloadTimer(Path.of(file), globals.flags().contains("reload_repeat"), reload, log::line));
    }

    @Override
    public void close() {
        timer.ifPresent(ReloadTimer::close);
        timer = Optional.empty();
    }
}
