package dev.baton.daemon.dump;

import dev.baton.daemon.control.WallTime;
import dev.baton.linux.Signal;
import dev.baton.model.Configuration;
import dev.baton.model.GlobalSettings;
import dev.baton.vrrp.RouterView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The files that keepalived writes on signals: `keepalived.data` on SIGUSR1, `keepalived.stats` on SIGUSR2 and
/// SIGRTMAX-1, `keepalived.json` on SIGRTMIN+2, in `$TMPDIR` or `/tmp`.
///
/// Written on a thread of their own, and moved into place at once: who reads one reads all of it. Only the
/// daemon's user may read them.
public final class Dumps {
    private final Consumer<String> log;

    /// @param log takes a line; must not wait
    public Dumps(Consumer<String> log) {
        this.log = log;
    }

    /// Writes what the signal asks for; returns at once.
    public void write(Signal signal, Configuration configuration, List<RouterView> routers) {
        WallTime clock = WallTime.read();
        switch (signal) {
            case USR1 -> start(path(configuration, "data"), () -> StateDump.of(configuration, routers, clock));
            case USR2, RTMAX_1 -> start(path(configuration, "stats"), () -> StatisticsDump.of(routers));
            case RTMIN_2 -> start(path(configuration, "json"), () -> JsonDump.of(configuration, routers, clock));
            case HUP, INT, TERM, CHLD -> throw new IllegalArgumentException("nothing is dumped on " + signal);
        }
    }

    private void start(Path path, java.util.function.Supplier<String> text) {
        log.accept("Writing " + path + " on a signal");
        Thread.ofPlatform().name("dump").daemon().start(() -> {
            try {
                replace(path, text.get());
            } catch (IOException refused) {
                log.accept("cannot write " + path + ": " + refused);
            }
        });
    }

    /// The folder may be everybody's: a link that somebody else put there is replaced, not followed.
    private static void replace(Path path, String text) throws IOException {
        Path folder = Optional.ofNullable(path.getParent()).orElse(Path.of("/"));
        Path unfinished = Files.createTempFile(
                folder,
                path.getFileName().toString(),
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, text);
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Where a dump goes: `state_dump_file` moves the first kind, `data_use_instance` puts the names of namespace and
    /// instance into all.
    static Path path(Configuration configuration, String kind) {
        GlobalSettings globals = configuration.globals();
        String name = "keepalived" + suffix(globals) + "." + kind;
        Optional<String> written =
                kind.equals("data") ? Optional.ofNullable(globals.values().get("state_dump_file")) : Optional.empty();
        if (written.isPresent()) {
            return written.get().endsWith("/") ? Path.of(written.get(), name) : Path.of(written.get());
        }
        String folder = System.getenv().getOrDefault("TMPDIR", "/tmp");
        return Path.of(folder.startsWith("/") ? folder : "/tmp", name);
    }

    private static String suffix(GlobalSettings globals) {
        boolean wanted = globals.flags().contains("data_use_instance")
                || List.of("on", "true", "yes").contains(globals.values().getOrDefault("data_use_instance", ""));
        if (!wanted) {
            return "";
        }
        List<String> names = List.of("net_namespace", "instance").stream()
                .flatMap(keyword -> Optional.ofNullable(globals.values().get(keyword)).stream())
                .toList();
        return names.isEmpty() ? "" : "." + String.join("_", names);
    }
}
