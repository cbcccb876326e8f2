package dev.baton.cli;

import dev.baton.vpc.Machines;
import dev.baton.vpc.VpcException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `baton vpc link`: pulls an instance's cable out, and puts it in again.
@Command(
        name = "link",
        mixinStandardHelpOptions = true,
        description = {
            "Pull the cable of an instance out of the vSwitch, or put it in again. What runs on the instance goes on, sees",
            "its link vanish, and loses its HaVips to whoever announces them next."
        },
        footer = {
            "",
            "Example: baton vpc link ha1 down",
            "",
            "Exit codes: 0 done, 1 there is no such instance, or no server of the driver linux."
        })
final class VpcLinkCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "INSTANCE", description = "Its id, or its host name.")
    private String instance = "";

    @Parameters(index = "1", paramLabel = "STATE", description = "${COMPLETION-CANDIDATES}")
    private State wanted = State.up;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The server's folder (default: as for 'baton vpc serve').")
    private Optional<Path> state = Optional.empty();

    /// As it is written on the command line.
    private enum State {
        up,
        down
    }

    @Override
    public Integer call() throws VpcException {
        Machines machines = Machines.noted(state.orElseGet(VpcServeCommand::usualState));
        machines.cable(machines.named(instance), wanted == State.up);
        return 0;
    }
}
