package dev.baton.cli;

import dev.baton.daemon.recording.Recording;
import dev.baton.daemon.recording.Replay;
import dev.baton.sim.FaultText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baton replay`: what a daemon did and why, repeated from its recording.
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Repeat what baton run --record has written: the same events, so the same",
            "transitions with their reasons. Nothing is touched."
        },
        footer = {
            "",
            "Example: baton replay incident.rec --until 90s",
            "",
            "Exit codes: 0 all of it was repeated, 1 the file is no recording, or is cut off or broken: what",
            "could be read is shown."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    @Parameters(paramLabel = "FILE", description = "The recording.")
    private Path file = Path.of("recording");

    @Option(names = "--until", paramLabel = "LENGTH", description = "Stop so long after its beginning, such as 90s.")
    private Optional<String> until = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (Recording recording = Recording.open(file)) {
            Replay replay = new Replay(recording);
            List<Replay.Line> lines = new ArrayList<>();
            long events = replay.play(end(), lines::add);
            show(lines, replay, events, recording.problem());
            recording.problem().ifPresent(this::complain);
            return recording.problem().isEmpty() ? 0 : Failure.EXIT_CODE;
        } catch (NoSuchFileException missing) {
            complain("there is no such file");
        } catch (IOException unreadable) {
            complain(Failure.sentence(unreadable));
        }
        return Failure.EXIT_CODE;
    }

    private Duration end() {
        return until.map(text -> FaultText.parseDuration(text)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(), "--until: '" + text + "' is no length of time, such as 90s or 5m")))
                .orElse(Duration.ofDays(36_500));
    }

    private void complain(String sentence) {
        spec.commandLine().getErr().println("baton: " + file + ": " + sentence);
    }

    private void show(List<Replay.Line> lines, Replay replay, long events, Optional<String> problem) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(JsonText.of(tree(lines, replay, events, problem)));
        } else {
            lines.forEach(line ->
                    out.println(STAMP.format(line.clock().atZone(ZoneId.systemDefault())) + " " + line.sentence()));
            out.println(events + (events == 1 ? " event; " : " events; ") + String.join(", ", replay.states()));
        }
        out.flush();
    }

    private static Object tree(List<Replay.Line> lines, Replay replay, long events, Optional<String> problem) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("events", events);
        tree.put("lines", lines.stream().map(ReplayCommand::tree).toList());
        tree.put("states", replay.states());
        problem.ifPresent(sentence -> tree.put("problem", sentence));
        return tree;
    }

    private static Object tree(Replay.Line line) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("time", line.clock().toString());
        tree.put("since", line.since().toNanos() / 1e9);
        line.transition().ifPresent(entered -> {
            tree.put("router", entered.router());
            tree.put("from", entered.from().toString());
            tree.put("to", entered.to().toString());
            tree.put("reason", entered.reason().sentence());
        });
        tree.put("sentence", line.sentence());
        return tree;
    }
}
