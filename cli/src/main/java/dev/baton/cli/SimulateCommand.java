package dev.baton.cli;

import dev.baton.config.ConfigResult;
import dev.baton.config.KeepalivedConfig;
import dev.baton.config.diagnostic.Diagnostic;
import dev.baton.config.diagnostic.TextRenderer;
import dev.baton.config.source.ReadOptions;
import dev.baton.daemon.FileSourceLoader;
import dev.baton.model.VrrpSpec;
import dev.baton.sim.Cabling;
import dev.baton.sim.FaultText;
import dev.baton.sim.LinkKind;
import dev.baton.sim.Moment;
import dev.baton.sim.NetworkQuality;
import dev.baton.sim.NodeSpec;
import dev.baton.sim.Scenario;
import dev.baton.sim.SimulatedRouter;
import dev.baton.sim.Simulation;
import dev.baton.sim.TimedFault;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baton simulate`: what the hosts of these files would do, in virtual time, while things break.
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Play failures on configuration files, one of each host, in virtual time; nothing is touched.",
            "A host is called by its file's name without .conf. Faults:",
            "  poweroff|poweron|crash|stop|start|reload HOST  stall HOST for LENGTH",
            "  link up|down HOST                            delete ADDRESS HOST",
            "  partition HOST[,HOST]|HOST [for LENGTH]      oneway HOST>HOST [for LENGTH]",
            "  loss|duplicate PERCENT%% [for LENGTH]         delay LENGTH [for LENGTH]",
            "  clog HOST [for LENGTH]                       heal",
            "  priority HOST 1..254"
        },
        footer = {
            "",
            "Example: baton simulate ha1.conf ha2.conf --fault 'at 10s poweroff ha1' --fault 'at 20s poweron ha1'",
            "",
            "Exit codes: 0 every promise was kept, 1 one was broken or the command line is wrong,",
            "4 a file cannot be run."
        })
final class SimulateCommand implements Callable<Integer> {
    private static final int CANNOT_RUN = 4;
    /// How long it goes on after the last fault, unless somebody says otherwise.
    private static final Duration EPILOGUE = Duration.ofSeconds(30);

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files; one of each host.")
    private List<Path> files = List.of();

    @Option(names = "--fault", paramLabel = "'at TIME FAULT'", description = "What happens, and when; may be repeated.")
    private List<String> faults = List.of();

    @Option(
            names = "--network",
            paramLabel = "KIND",
            description = "What joins the hosts: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Kind network = Kind.ethernet;

    @Option(names = "--keepalived", paramLabel = "HOST", split = ",", description = "Hosts that run keepalived 2.2.7.")
    private Set<String> keepalived = Set.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Another fate of each packet (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--for",
            paramLabel = "LENGTH",
            description = "How long, such as 90s or 10m (default: 30s after the last fault).")
    private String length = "";

    @Option(names = "--json", description = "Print one JSON object instead of the story.")
    private boolean json;

    @Option(
            names = {"-i", "--config-id"},
            paramLabel = "ID",
            description = "Which @ID lines apply (default: the host's name up to its first dot).")
    private String configId = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// As it is written on the command line.
    private enum Kind {
        ethernet(LinkKind.ETHERNET),
        vpc(LinkKind.VPC);

        private final LinkKind link;

        Kind(LinkKind link) {
            this.link = link;
        }
    }

    @Override
    public Integer call() {
        Optional<SequencedMap<String, VrrpSpec>> hosts = read();
        if (hosts.isEmpty()) {
            return CANNOT_RUN;
        }
        keepalived.stream()
                .filter(name -> !hosts.get().containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw wrong("--keepalived: there is no host '" + name + "'; there is "
                            + String.join(", ", hosts.get().keySet()));
                });
        List<NodeSpec> nodes = Cabling.nodes(hosts.get(), keepalived);
        List<TimedFault> schedule =
                faults.stream().map(text -> timed(text, hosts.get().keySet())).toList();
        Scenario scenario =
                new Scenario(nodes, network.link, NetworkQuality.LAN, schedule, seed, lengthAfter(schedule));
        Simulation simulation = simulate(scenario);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(JsonText.of(simulation.report()));
        } else {
            tell(simulation, out);
        }
        out.flush();
        return simulation.violations().isEmpty() ? 0 : Failure.EXIT_CODE;
    }

    private Simulation simulate(Scenario scenario) {
        try {
            return Simulation.of(scenario).play();
        } catch (IllegalArgumentException unknown) {
            throw wrong(Failure.sentence(unknown));
        }
    }

    private Optional<SequencedMap<String, VrrpSpec>> read() {
        ReadOptions options = HostOptions.read(configId);
        SequencedMap<String, VrrpSpec> hosts = new LinkedHashMap<>();
        List<Diagnostic> problems = new ArrayList<>();
        for (Path file : files) {
            ConfigResult result = KeepalivedConfig.read(new FileSourceLoader(), file.toString(), options);
            if (result.configuration().isPresent()) {
                hosts.put(
                        hostOf(file, hosts.keySet()),
                        result.configuration().get().vrrp());
            } else {
                problems.addAll(result.diagnostics());
            }
        }
        if (hosts.size() == files.size()) {
            return Optional.of(hosts);
        }
        spec.commandLine().getErr().print(TextRenderer.plain().render(problems));
        spec.commandLine().getErr().flush();
        return Optional.empty();
    }

    /// The file's name without its ending; with a number behind it if another file is called the same.
    private static String hostOf(Path file, Set<String> taken) {
        String name = Optional.ofNullable(file.getFileName())
                .map(Path::toString)
                .orElse("host")
                .replaceFirst("\\.conf$", "")
                .replaceAll("[\\s|,>]", "-");
        String host = name;
        for (int number = 2; taken.contains(host); number++) {
            host = name + "-" + number;
        }
        return host;
    }

    private TimedFault timed(String text, Set<String> hosts) {
        return switch (FaultText.timed(text, hosts)) {
            case FaultText.Parsed.Understood<TimedFault>(TimedFault fault) -> fault;
            case FaultText.Parsed.NotUnderstood<TimedFault>(String sentence) -> throw wrong("--fault " + sentence);
        };
    }

    private Duration lengthAfter(List<TimedFault> schedule) {
        if (length.isEmpty()) {
            return schedule.stream()
                    .map(TimedFault::at)
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO)
                    .plus(EPILOGUE);
        }
        return FaultText.parseDuration(length)
                .orElseThrow(() -> wrong("--for: '" + length + "' is no length of time; expected such as 90s or 10m"));
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private static void tell(Simulation simulation, PrintWriter out) {
        simulation.moments().stream().map(Moment::toString).forEach(out::println);
        out.println();
        for (SimulatedRouter router : simulation.routers()) {
            out.printf(
                    "%s/%s: %s, %s; holds %s, is reached at %s%n",
                    router.node(),
                    router.router(),
                    router.condition(),
                    router.state(),
                    addresses(router.addresses()),
                    addresses(router.reachable()));
        }
        out.printf(
                "%d failovers, %d broken promises%n",
                simulation.failovers(), simulation.violations().size());
    }

    private static String addresses(List<String> addresses) {
        return addresses.isEmpty() ? "nothing" : String.join(" ", addresses);
    }
}
