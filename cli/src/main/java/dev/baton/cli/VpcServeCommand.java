package dev.baton.cli;

import dev.baton.vpc.VpcException;
import dev.baton.vpc.driver.MachineNetwork;
import dev.baton.vpc.gateway.AccessKey;
import dev.baton.vpc.server.Network;
import dev.baton.vpc.server.NoNetwork;
import dev.baton.vpc.server.ServeException;
import dev.baton.vpc.server.ServerOptions;
import dev.baton.vpc.server.VpcServer;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `baton vpc serve`: the API's server in the foreground, until SIGTERM or SIGINT.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Serve the cloud's API (Vpc 2016-04-28, Ecs 2014-05-26) in the foreground, until SIGTERM or SIGINT.",
            "Point an SDK, the CLI or Terraform at the address that is printed, with protocol HTTP."
        },
        footer = {
            "",
            "Example: baton vpc serve --port 18080 --state /tmp/cloud",
            "",
            "Without --settings there is one access key, which everybody knows; it is printed at start.",
            "Exit codes: 0 stopped as asked, 1 failed."
        })
final class VpcServeCommand implements Callable<Integer> {
    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where to listen (default: ${DEFAULT-VALUE}); others than loopback need --settings.")
    private String listen = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "18080",
            description = "The port, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port = 18080;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "The server's folder, for one server at a time (default: baton/vpc in the user's state folder).")
    private Optional<Path> state = Optional.empty();

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "jdbc:postgresql://…; without it the resources are in an embedded database in DIR.")
    private Optional<String> database = Optional.empty();

    @Option(names = "--settings", paramLabel = "FILE", description = "Access keys, limits, delays and rates, as JSON.")
    private Optional<Path> settings = Optional.empty();

    @Option(
            names = "--driver",
            paramLabel = "DRIVER",
            description = "What moves packets: ${COMPLETION-CANDIDATES}; none makes up instances and their elections, "
                    + "linux builds all of it from namespaces, ovn gives the network to OVN; both need root "
                    + "(default: ${DEFAULT-VALUE}).")
    private Driver driver = Driver.none;

    @ArgGroup(exclusive = false, heading = "%nWith --driver ovn:%n")
    private OvnOptions ovn = new OvnOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// As it is written on the command line.
    private enum Driver {
        none,
        linux,
        ovn
    }

    @Override
    public Integer call() throws ServeException, VpcException, InterruptedException {
        ServerOptions options = new ServerOptions(
                new InetSocketAddress(listen, port), state.orElseGet(VpcServeCommand::usualState), database, settings);
        VpcServer server = VpcServer.start(options, network(options.state()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
        greet(server);
        new CountDownLatch(1).await();
        return 0;
    }

    private Network network(Path folder) throws VpcException {
        if (driver != Driver.ovn && ovn.isGiven()) {
            throw new ParameterException(spec.commandLine(), "--ovn-nb is for --driver ovn");
        }
        return switch (driver) {
            case none -> new NoNetwork();
            case linux -> MachineNetwork.open(folder);
            case ovn -> ovn.network(folder);
        };
    }

    /// Runs in the shutdown hook. The JVM would exit with the number of the signal, though all went as asked.
    private void stop(VpcServer server) {
        PrintWriter err = spec.commandLine().getErr();
        int code = 0;
        try {
            server.close();
        } catch (ServeException e) {
            err.println("baton: " + Failure.sentence(e));
            code = Failure.EXIT_CODE;
        }
        err.flush();
        Runtime.getRuntime().halt(code);
    }

    private void greet(VpcServer server) {
        PrintWriter out = spec.commandLine().getOut();
        InetSocketAddress address = server.address();
        out.println(
                "The cloud's API answers at http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
        out.println("  region      " + server.settings().cloud().region());
        out.println("  resources   " + server.database());
        out.println("  driver      " + driver + (driver == Driver.ovn ? ", " + ovn.sentence() : ""));
        server.consoles().forEach((account, link) -> out.println("  console     " + link));
        if (driver != Driver.none) {
            out.println(
                    "  machines    'baton vpc exec' looks into them; the file machines of the state folder has their processes");
        }
        if (server.settings().isLaboratory()) {
            AccessKey key = server.settings().keys().all().getFirst();
            out.println("  access key  " + key.id());
            out.println("  secret      " + key.secret() + "  (everybody knows it; --settings gives others)");
        } else {
            server.settings().keys().all().forEach(key -> out.println("  access key  " + key));
        }
        out.flush();
    }

    /// As the XDG base directory specification has it.
    static Path usualState() {
        String given = System.getenv("XDG_STATE_HOME");
        Path base = given != null && given.startsWith("/")
                ? Path.of(given)
                : Path.of(System.getProperty("user.home"), ".local", "state");
        return base.resolve("baton").resolve("vpc");
    }
}
