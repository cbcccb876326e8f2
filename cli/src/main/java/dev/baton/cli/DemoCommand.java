package dev.baton.cli;

import dev.baton.vpc.demo.Demo;
import dev.baton.vpc.demo.DemoOptions;
import dev.baton.vpc.demo.DemoOptions.Driver;
import dev.baton.vpc.demo.DemoOptions.Peer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `baton demo`: the tutorial's scenario on this machine.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Play the tutorial on this machine: two hosts, one HaVip, one EIP; HA1 is switched off, the page stays.",
            "The cloud is that of `baton vpc serve`, and all of it is ordered by its API.",
            "Everything happens in network namespaces of its own and is gone with the process."
        },
        footer = {
            "",
            "Example: baton demo --once --peer keepalived",
            "",
            "Exit codes: 0 the page stayed reachable, 1 it did not or the network could not be built."
        })
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--once", description = "Play to the end, print a verdict and exit.")
    private boolean once;

    @Option(names = "--json", description = "Print one JSON object instead of the story; implies --once.")
    private boolean json;

    @Option(names = "--keep", description = "Leave the network running at the end and print how to enter it.")
    private boolean keep;

    @Option(
            names = "--console",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where the cloud's API and console are on 127.0.0.1; 0 takes a free port (default).")
    private int console;

    @Option(
            names = "--peer",
            paramLabel = "PROGRAM",
            description = "The daemon on HA2: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Program peer = Program.baton;

    @Option(
            names = "--driver",
            paramLabel = "DRIVER",
            description = "What moves the packets: ${COMPLETION-CANDIDATES}; ovn starts an OVN of the demo's own "
                    + "(default: ${DEFAULT-VALUE}).")
    private Network driver = Network.linux;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// As it is written on the command line.
    private enum Network {
        linux(Driver.LINUX),
        ovn(Driver.OVN);

        private final Driver driver;

        Network(Driver driver) {
            this.driver = driver;
        }
    }

    /// As it is written on the command line.
    private enum Program {
        baton(Peer.BATON),
        keepalived(Peer.KEEPALIVED);

        private final Peer peer;

        Program(Peer peer) {
            this.peer = peer;
        }
    }

    @Override
    public Integer call() {
        if (keep && driver == Network.ovn) {
            throw new ParameterException(spec.commandLine(), "--keep is for --driver linux");
        }
        DemoOptions options = new DemoOptions(once || json, json, keep, console, driver.driver, Peer.BATON, peer.peer);
        return Demo.run(options, System.out, System.err);
    }
}
