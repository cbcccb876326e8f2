package dev.baton.cli;

import dev.baton.daemon.Daemon;
import dev.baton.daemon.DaemonOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `baton run`: the daemon in the foreground, until SIGTERM or SIGINT.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run the daemon in the foreground, until SIGTERM or SIGINT.",
        footer = {
            "",
            "Example: baton run -f /etc/keepalived/keepalived.conf",
            "",
            "Exit codes: 0 stopped as asked or already running, 1 failed, 2 the configuration cannot be run,",
            "4 a permission is missing, 6 no configuration file."
        })
final class RunCommand implements Callable<Integer> {
    @Option(
            names = {"-f", "--use-file"},
            paramLabel = "FILE",
            defaultValue = "/etc/keepalived/keepalived.conf",
            description = "The configuration (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("/etc/keepalived/keepalived.conf");

    @Option(
            names = {"-i", "--config-id"},
            paramLabel = "ID",
            description = "Which @ID lines of the configuration apply (default: the host's name up to its first dot).")
    private String configId = "";

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = {
                "Record every event to FILE, for baton replay. The configuration's passwords",
                "are in it, so only its owner may read it."
            })
    private Optional<Path> recording = Optional.empty();

    @Option(
            names = {"-p", "--pid"},
            paramLabel = "FILE",
            description = "The pid file (default: /run/keepalived.pid, or as use_pid_dir and instance say).")
    private Optional<Path> pidFile = Optional.empty();

    @Override
    public Integer call() {
        return Daemon.run(
                new DaemonOptions(file, configId, Terminal.wantsColour(), recording, pidFile), System.out, System.err);
    }
}
