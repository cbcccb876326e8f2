package dev.baton.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `baton vpc`: the cloud's API on this machine.
@Command(
        name = "vpc",
        mixinStandardHelpOptions = true,
        description = "A VPC with HaVip, EIP and instances, spoken to by the cloud's own SDKs.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            VpcServeCommand.class,
            VpcUpCommand.class,
            VpcDownCommand.class,
            VpcStatusCommand.class,
            VpcExecCommand.class,
            VpcLinkCommand.class,
            VpcCaptureCommand.class
        },
        footer = {"", "Example: baton vpc serve", "", "Exit codes: 0 done, 1 failed."})
final class VpcCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
