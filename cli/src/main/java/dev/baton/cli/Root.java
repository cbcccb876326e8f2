package dev.baton.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
