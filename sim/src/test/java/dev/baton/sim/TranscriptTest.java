package dev.baton.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every file in `scenarios/` is a story; its output must stay what a person has reviewed.
class TranscriptTest {
    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");

    @TestFactory
    Stream<DynamicTest> storiesGoAsWritten() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> play(file)));
        }
    }

    private static void play(Path file) throws IOException {
        Golden.assertMatches(file, Transcript.play(Files.readString(file)));
    }

    @Test
    void thereAreStories() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            assertThat(files.count()).isGreaterThanOrEqualTo(10);
        }
    }
}
