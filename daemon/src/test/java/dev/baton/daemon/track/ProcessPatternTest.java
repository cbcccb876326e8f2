package dev.baton.daemon.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.TrackProcessSpec;
import dev.baton.model.TrackProcessSpec.Match;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessPatternTest {
    private static ProcessPattern pattern(Match match, String... command) {
        return new ProcessPattern(
                new TrackProcessSpec("p", List.of(command), match, 0, false, 1, 65_535, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void nameIsComparedAsTheKernelShortensIt() {
        assertThat(pattern(Match.COMMAND, "nginx").matches("nginx", List.of())).isTrue();
        assertThat(pattern(Match.COMMAND, "nginx").matches("nginx2", List.of())).isFalse();
        assertThat(pattern(Match.COMMAND, "a-very-long-program").matches("a-very-long-pro", List.of()))
                .isTrue();
    }

    @Test
    void parametersAreComparedWholeAtTheirBeginningOrUpToTheLast() {
        List<String> running = List.of("/usr/sbin/app", "--port", "8080", "--verbose");
        assertThat(pattern(Match.EXACT, "/usr/sbin/app", "--port", "8080", "--verbose")
                        .matches("", running))
                .isTrue();
        assertThat(pattern(Match.EXACT, "/usr/sbin/app", "--port", "8080").matches("", running))
                .isFalse();
        assertThat(pattern(Match.INITIAL, "/usr/sbin/app", "--port", "8080").matches("", running))
                .isTrue();
        assertThat(pattern(Match.INITIAL, "/usr/sbin/app", "--port", "80").matches("", running))
                .isFalse();
        assertThat(pattern(Match.PARTIAL, "/usr/sbin/app", "--port", "80").matches("", running))
                .isTrue();
        assertThat(pattern(Match.PARTIAL, "/usr/sbin/app", "--po", "8080").matches("", running))
                .isFalse();
    }

    @Test
    void processWithoutCommandLineMatchesNoParameters() {
        assertThat(pattern(Match.EXACT, "app", "x").matches("app", List.of())).isFalse();
        assertThat(pattern(Match.PARTIAL, "app").matches("app", List.of())).isFalse();
    }
}
