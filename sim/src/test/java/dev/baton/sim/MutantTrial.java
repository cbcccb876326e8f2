package dev.baton.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Looks for something that notices an engine's error: first the transcripts, then random scenarios. Runs inside of
/// [MutantLoader], so that it meets the changed engine.
public final class MutantTrial implements Supplier<String> {
    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");
    private static final int SEEDS = 400;

    /// For [MutantLoader].
    public MutantTrial() {}

    /// What noticed the error; empty if nothing did.
    @Override
    public String get() {
        String simulator = bySimulator();
        String story = byStory();
        return simulator.isEmpty() || story.isEmpty() ? simulator + story : simulator + "; " + story;
    }

    private static String byStory() {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            for (Path file : files.sorted().toList()) {
                String expected = Files.readString(file);
                if (!expected.equals(played(expected))) {
                    return "story `" + file.getFileName() + "`";
                }
            }
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String played(String text) {
        try {
            return Transcript.play(text);
        } catch (RuntimeException failed) {
            return failed.toString();
        }
    }

    private static String bySimulator() {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                List<Violation> violations =
                        Simulation.silent(RandomScenario.of(seed)).play().violations();
                if (!violations.isEmpty()) {
                    return "simulator, `" + violations.getFirst().invariant() + "`";
                }
            } catch (RuntimeException failed) {
                return "simulator, " + failed.getClass().getSimpleName();
            }
        }
        return "";
    }
}
