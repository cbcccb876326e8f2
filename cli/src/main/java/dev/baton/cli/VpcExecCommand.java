package dev.baton.cli;

import dev.baton.linux.ProcessImage;
import dev.baton.vpc.Machines;
import dev.baton.vpc.VpcException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `baton vpc exec`: a program on an instance. This process becomes that program, so its terminal is ours.
@Command(
        name = "exec",
        mixinStandardHelpOptions = true,
        description = "Run a program on an instance of a running server, as root and with this terminal.",
        footer = {
            "",
            "Example: baton vpc exec ha1 -- ip -brief address",
            "",
            "The VPC's own machines are called client (on the internet side) and vswitch.",
            "Exit codes: the program's own; 1 if it could not be started."
        })
final class VpcExecCommand implements Callable<Integer> {
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    @Parameters(index = "0", paramLabel = "INSTANCE", description = "Its id, or its host name.")
    private String instance = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "The program and its arguments, after --; a shell if there is none.")
    private List<String> command = List.of("sh");

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The server's folder (default: as for 'baton vpc serve').")
    private Optional<Path> state = Optional.empty();

    @Override
    public Integer call() throws VpcException {
        Machines machines = Machines.noted(state.orElseGet(VpcServeCommand::usualState));
        List<String> entering = machines.named(instance).entering(command);
        Map<String, String> environment = new HashMap<>(Map.of("PATH", PATH, "HOME", "/root"));
        for (String kept : List.of("TERM", "LANG", "LC_ALL", "COLORTERM")) {
            Optional.ofNullable(System.getenv(kept)).ifPresent(value -> environment.put(kept, value));
        }
        System.out.flush();
        throw ProcessImage.replace(entering, environment);
    }
}
