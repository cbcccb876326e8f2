package dev.baton.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `baton` without a command: says what there is.
@Command(
        name = "baton",
        description = "Keeps an IP address alive: VRRP with keepalived's own configuration file.",
        version = "baton 0.1.0",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example: baton demo --once",
            "",
            "Exit codes: 0 done, 1 failed; `run` and `check` use keepalived's (see their --help)."
        })
final class Root implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--signum",
            paramLabel = "FUNCTION",
            description = "Print the number of the signal that makes a daemon do this: ${COMPLETION-CANDIDATES}.")
    private Optional<SignalFunction> signalFunction = Optional.empty();

    @Override
    public void run() {
        if (signalFunction.isPresent()) {
            spec.commandLine().getOut().println(signalFunction.get().number());
            return;
        }
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
