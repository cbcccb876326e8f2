package dev.baton.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Plays a transcript: a text file in which commands and what they make happen stand together. Lines that begin with
/// `> ` are commands, `# ` and empty lines are kept, and everything else is output, which is written anew.
///
/// ```
/// > network ethernet|vpc           > node NAME WORD…      (see TestNode)
/// > run LENGTH                     > routers              > FAULT (see FaultText)
/// ```
final class Transcript {
    /// Every packet takes 100 us: enough to see what comes first, easy to reckon with.
    private static final NetworkQuality QUALITY =
            new NetworkQuality(Duration.ofNanos(100_000), Duration.ZERO, 0, Duration.ZERO);

    private final List<NodeSpec> nodes = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();
    private LinkKind link = LinkKind.ETHERNET;
    private List<Simulation> running = List.of();
    private int told;

    private Transcript() {}

    /// The same commands and comments with the output that they give now.
    static String play(String text) {
        Transcript transcript = new Transcript();
        text.lines()
                .filter(line -> line.startsWith("> ") || line.startsWith("#") || line.isEmpty())
                .forEach(transcript::line);
        return transcript.out.toString();
    }

    private void line(String line) {
        out.append(line).append('\n');
        if (line.startsWith("> ")) {
            command(line.substring(2).strip());
        }
    }

    private void command(String command) {
        List<String> words = List.of(command.split("\\s+", 3));
        switch (words.getFirst()) {
            case "network" -> link = LinkKind.valueOf(words.get(1).toUpperCase(Locale.ROOT));
            case "node" -> nodes.add(TestNode.of(words.get(1), words.size() > 2 ? words.get(2) : ""));
            case "run" -> {
                simulation().runFor(FaultText.parseDuration(words.get(1)).orElseThrow());
                tell();
            }
            case "routers" -> simulation().routers().forEach(this::show);
            default -> strike(command);
        }
    }

    private void strike(String command) {
        Set<String> names = nodes.stream().map(NodeSpec::name).collect(Collectors.toSet());
        switch (FaultText.fault(command, names)) {
            case FaultText.Parsed.Understood<Fault>(Fault fault) -> {
                simulation().strike(fault);
                tell();
            }
            case FaultText.Parsed.NotUnderstood<Fault>(String sentence) -> throw new IllegalArgumentException(sentence);
        }
    }

    private Simulation simulation() {
        if (running.isEmpty()) {
            running = List.of(Simulation.of(new Scenario(nodes, link, QUALITY, List.of(), 1, Duration.ZERO)));
        }
        return running.getFirst();
    }

    private void tell() {
        List<Moment> moments = simulation().moments();
        moments.subList(told, moments.size()).stream()
                .filter(moment -> moment.kind() != Moment.Kind.FAULT
                        || moment.text().startsWith("over")
                        || moment.text().equals("goes on"))
                .forEach(moment -> out.append(moment).append('\n'));
        told = moments.size();
    }

    private void show(SimulatedRouter router) {
        out.append("  %s %s %s, holds %s, is reached at %s%n"
                .formatted(router.node(), router.condition(), router.state(), router.addresses(), router.reachable()));
    }
}
