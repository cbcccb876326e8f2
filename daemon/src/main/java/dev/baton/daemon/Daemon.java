package dev.baton.daemon;

import dev.baton.config.ConfigResult;
import dev.baton.config.KeepalivedConfig;
import dev.baton.config.diagnostic.TextRenderer;
import dev.baton.config.source.ReadOptions;
import dev.baton.daemon.control.ControlPath;
import dev.baton.daemon.control.ControlThread;
import dev.baton.daemon.control.DaemonFacts;
import dev.baton.daemon.script.ScriptRules;
import dev.baton.daemon.script.SingleRun;
import dev.baton.linux.Capability;
import dev.baton.linux.Errno;
import dev.baton.linux.FileMode;
import dev.baton.linux.KernelException;
import dev.baton.linux.MonotonicClock;
import dev.baton.linux.NetworkNamespace;
import dev.baton.linux.OrphanReaper;
import dev.baton.linux.RouteNetlink;
import dev.baton.model.Configuration;
import dev.baton.model.GlobalSettings;
import dev.baton.model.InterfaceName;
import dev.baton.model.Script;
import dev.baton.wire.netlink.Link;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The daemon from start to stop: reads the configuration, says what is wrong with it, and runs the protocol loop.
public final class Daemon {
    private static final int STOPPED = 0;
    private static final int FAILED = 1;
    private static final int CONFIG_UNUSABLE = 2;
    private static final int PERMISSION_MISSING = 4;
    private static final int NO_CONFIG = 6;

    private final DaemonOptions options;
    private final Log log;
    private final PrintStream errors;
    private Optional<String> namespace = Optional.empty();
    private Optional<Path> controlSocket = Optional.empty();
    private int refusal = CONFIG_UNUSABLE;
    /// Written by the thread that reads.
    private volatile Optional<GlobalSettings> current = Optional.empty();

    private Daemon(DaemonOptions options, Log log, PrintStream errors) {
        this.options = options;
        this.log = log;
        this.errors = errors;
    }

    /// Runs until SIGTERM or SIGINT.
    ///
    /// @return keepalived's exit code: 0 stopped as asked, 1 failed, 2 the configuration is unusable,
    ///     4 a permission is missing, 6 there is no configuration
    public static int run(DaemonOptions options, PrintStream out, PrintStream errors) {
        Haste.begin();
        try (Log log = Log.on(out)) {
            return new Daemon(options, log, errors).run();
        }
    }

    private int run() {
        try {
            if (!Files.exists(options.config())) {
                errors.println("baton: there is no configuration file " + options.config() + "; name one with -f FILE");
                return NO_CONFIG;
            }
            // The text of the files is let go of before anything runs: with many servers it is most of the memory.
            Optional<Configuration> usable = usable();
            return usable.isPresent() ? runAlone(usable.get()) : refusal;
        } catch (KernelException refused) {
            errors.println("baton: " + refused.getMessage() + advice(refused));
            return refused.is(Errno.EPERM) || refused.is(Errno.EACCES) ? PERMISSION_MISSING : FAILED;
        } catch (UncheckedIOException unwritable) {
            errors.println("baton: " + unwritable.getMessage());
            return FAILED;
        }
    }

    /// Empty if it cannot be run; then `refusal` says why.
    private Optional<Configuration> usable() {
        ConfigResult outside = parse(interfaceNames());
        if (outside.configuration().filter(this::isForbidden).isPresent()) {
            refusal = PERMISSION_MISSING;
            return Optional.empty();
        }
        ConfigResult result = enterNamespace(outside);
        show(result);
        return result.configuration().filter(configuration -> !lacksInterfaces(configuration));
    }

    /// With `net_namespace` everything happens there, also what the interfaces are called in the configuration: so
    /// it is read again.
    private ConfigResult enterNamespace(ConfigResult read) {
        Optional<String> wanted = namespaceOf(read);
        if (wanted.isEmpty()) {
            return read;
        }
        try (NetworkNamespace entered = NetworkNamespace.named(wanted.get())) {
            entered.enter();
        }
        namespace = wanted;
        log.line("In network namespace " + wanted.get());
        return parse(interfaceNames());
    }

    private static Optional<String> namespaceOf(ConfigResult read) {
        return read.configuration()
                .flatMap(configuration ->
                        Optional.ofNullable(configuration.globals().values().get("net_namespace")));
    }

    /// An instance's own interface or VRF must be there at the start unless interfaces may come later.
    private boolean lacksInterfaces(Configuration configuration) {
        boolean mayComeLater = configuration.globals().flags().contains("dynamic_interfaces")
                || configuration.globals().values().containsKey("dynamic_interfaces");
        Set<String> present = mayComeLater ? Set.of() : interfaceNames();
        List<String> absent = configuration.virtualRouters().stream()
                .flatMap(router -> router.boundDevice().stream())
                .map(InterfaceName::value)
                .filter(device -> !mayComeLater && !present.contains(device))
                .distinct()
                .toList();
        absent.forEach(device -> errors.println("baton: there is no interface " + device
                + "; with dynamic_interfaces in global_defs it may come later"));
        return !absent.isEmpty();
    }

    private boolean isForbidden(Configuration configuration) {
        Permissions permissions = Permissions.of(configuration, Capability.effective());
        permissions.sentences().forEach(sentence -> errors.println("baton: " + sentence));
        return !permissions.sufficient();
    }

    private int runAlone(Configuration configuration) {
        return switch (PidFile.claim(configuration.globals(), options.pidFile())) {
            case PidFile.Claim.Taken(Path file) -> {
                errors.println("baton: daemon is already running, see " + file);
                yield STOPPED;
            }
            case PidFile.Claim.Impossible(String why) -> {
                log.line("No pid file: " + why);
                yield runBetweenScripts(configuration);
            }
            case PidFile.Claim.Ours(PidFile ours) -> {
                try (ours) {
                    yield runBetweenScripts(configuration);
                }
            }
        };
    }

    private int runBetweenScripts(Configuration configuration) {
        GlobalSettings globals = configuration.globals();
        globals.startup().ifPresent(script -> runToItsEnd("startup_script", script, globals));
        try {
            return run(configuration);
        } finally {
            globals.shutdown().ifPresent(script -> runToItsEnd("shutdown_script", script, globals));
        }
    }

    private void runToItsEnd(String keyword, Script script, GlobalSettings globals) {
        long seconds = Long.parseLong(globals.values().getOrDefault(keyword + "_timeout", "10"));
        ScriptRules rules = new ScriptRules(globals, FilePathFacts.ofEnvironment());
        new SingleRun(keyword, log::line).await(rules.admit(script), Duration.ofSeconds(seconds));
    }

    private int run(Configuration configuration) {
        FileMode.umask(Umask.of(configuration.globals()));
        ActiveParts active = activeParts(configuration);
        controlSocket = ControlPath.of(configuration.globals());
        current = Optional.of(configuration.globals());
        try (OrphanReaper _ = OrphanReaper.start();
                ProtocolLoop loop = new ProtocolLoop(active, this::readAgain, log, options)) {
            log.line("Startup complete: " + count(active.spec().routers().size(), "instance"));
            active.leftOut().forEach(log::line);
            return serveAndRun(loop);
        }
    }

    private int serveAndRun(ProtocolLoop loop) {
        if (controlSocket.isEmpty()) {
            return run(loop);
        }
        DaemonFacts facts = new DaemonFacts(options.config().toString(), MonotonicClock.now());
        try (ControlThread _ = ControlThread.start(controlSocket.get(), facts, loop.statusSources(), log::line)) {
            return run(loop);
        }
    }

    private Optional<ActiveParts> readAgain() {
        Reading reading = new Reading(current.orElseThrow(), log);
        ConfigResult result = reading.read(() -> parse(interfaceNames()));
        show(result);
        if (!reading.isAcceptable(result)) {
            return Optional.empty();
        }
        result.configuration().ifPresent(configuration -> current = Optional.of(configuration.globals()));
        if (result.configuration().isPresent() && !namespaceOf(result).equals(namespace)) {
            log.line("Cannot change network namespace at a reload - please restart");
            return Optional.empty();
        }
        result.configuration()
                .map(configuration -> ControlPath.of(configuration.globals()))
                .filter(path -> !path.equals(controlSocket))
                .ifPresent(_ -> log.line("Another control_socket counts from the next start on"));
        Optional<ActiveParts> active = result.configuration().map(Daemon::activeParts);
        active.ifPresent(parts -> parts.leftOut().forEach(log::line));
        return active;
    }

    private static ActiveParts activeParts(Configuration configuration) {
        return ActiveParts.of(configuration, FilePathFacts.ofEnvironment(), uptime());
    }

    /// A failure of the loop is our own bug; the addresses are given up rather than left to chance.
    private int run(ProtocolLoop loop) {
        try {
            Haste.end();
            loop.run();
            log.line("Stopped");
            return STOPPED;
        } catch (RuntimeException bug) {
            log.line("Stopping because of an internal error: " + bug);
            loop.giveUp();
            throw bug;
        }
    }

    private ConfigResult parse(Set<String> interfaces) {
        ReadOptions readOptions = ReadOptions.forHost(hostName())
                .withInterfaces(interfaces)
                .withPathFacts(FilePathFacts.ofEnvironment())
                .withEnvironment(Map.copyOf(System.getenv()))
                .withRandomSeed(System.nanoTime());
        ReadOptions chosen = options.configId().isEmpty() ? readOptions : readOptions.withConfigId(options.configId());
        return KeepalivedConfig.read(new FileSourceLoader(), options.config().toString(), chosen);
    }

    private void show(ConfigResult result) {
        TextRenderer renderer = options.colour() ? TextRenderer.coloured() : TextRenderer.plain();
        errors.print(renderer.render(result.diagnostics()));
        errors.flush();
    }

    private static Set<String> interfaceNames() {
        try (RouteNetlink netlink = RouteNetlink.open()) {
            return netlink.links().stream().map(Link::name).collect(Collectors.toSet());
        }
    }

    private static Duration uptime() {
        try {
            String seconds = Files.readString(Path.of("/proc/uptime"));
            return Duration.ofMillis(new BigDecimal(seconds.substring(0, seconds.indexOf(' ')))
                    .movePointRight(3)
                    .longValue());
        } catch (IOException e) {
            return Duration.ofSeconds(MonotonicClock.now().nanos() / 1_000_000_000L);
        }
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }

    private static String advice(KernelException refused) {
        return refused.is(Errno.EPERM)
                ? "; the daemon needs root, or CAP_NET_ADMIN for addresses and CAP_NET_RAW for adverts"
                : "";
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
