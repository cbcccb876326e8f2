package dev.baton.vpc.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LiveViewTest {
    private static final Scene SCENE = new Scene(
            new Scene.Node("HA1", "172.16.0.224", Scene.Power.ON, "MASTER"),
            new Scene.Node("HA2", "172.16.0.225", Scene.Power.ON, "BACKUP"),
            Optional.of("HA1"));

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    @Test
    void longSentencesAreBrokenAtBlanksAndIndented() {
        LiveView view = view(TerminalSize.LEAST);
        assertThat(view.wrap("  1.000 s  ok      " + "word ".repeat(20).strip()))
                .allSatisfy(line -> assertThat(line.length()).isLessThan(80))
                .element(1)
                .asString()
                .startsWith(" ".repeat(19) + "word");
    }

    /// Each frame ends with "clear what is below"; the next one must go up by exactly as many lines as it had.
    @Test
    void everyPictureIsDrawnExactlyOverTheOneBeforeAndFitsTheTerminal() {
        LiveView view = view(TerminalSize.LEAST);
        for (int step = 0; step < 30; step++) {
            view.note("something happened " + step);
            view.finish(SCENE, Duration.ofSeconds(step));
        }
        List<String> frames = List.of(screen.toString(StandardCharsets.UTF_8).split("\033\\[J", 0));
        assertThat(frames).hasSize(30);
        for (int at = 1; at < frames.size(); at++) {
            long drawn = frames.get(at - 1).chars().filter(c -> c == '\n').count();
            assertThat(frames.get(at)).startsWith("\033[" + drawn + "A\r");
            assertThat(drawn).isLessThan(TerminalSize.LEAST.rows());
        }
    }

    @Test
    void terminalThatDoesNotKnowItsSizeHasTheLeast() {
        assertThat(TerminalSize.parse("0 0\n")).isEqualTo(TerminalSize.LEAST);
        assertThat(TerminalSize.parse("")).isEqualTo(TerminalSize.LEAST);
        assertThat(TerminalSize.parse("50 132\n")).isEqualTo(new TerminalSize(50, 132));
    }

    private LiveView view(TerminalSize size) {
        PrintStream out = new PrintStream(screen, false, StandardCharsets.UTF_8);
        return new LiveView(out, new Drawing(Drawing.Style.ascii(false), "139.196.75.13", "172.16.0.222"), size);
    }
}
