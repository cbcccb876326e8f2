package dev.baton.vpc.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Golden;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The picture in its four situations: nobody, HA1, HA2 alone, HA2 with HA1 back.
final class DrawingTest {
    private static final Scene.Node HA1_OFF = node("HA1", Scene.Power.OFF, "");
    private static final Scene.Node HA2_OFF = node("HA2", Scene.Power.OFF, "");
    private static final Scene.Node HA1_MASTER = node("HA1", Scene.Power.ON, "MASTER");
    private static final Scene.Node HA1_BACKUP = node("HA1", Scene.Power.ON, "BACKUP");
    private static final Scene.Node HA2_BACKUP = node("HA2", Scene.Power.ON, "BACKUP");
    private static final Scene.Node HA2_MASTER = node("HA2", Scene.Power.ON, "MASTER");

    @Test
    void solidLineGoesToTheMasterAndDashedLinesToWhoIsBound() {
        Golden.assertMatches(Path.of("src/test/resources/drawing-unicode.txt"), draw(Drawing.Style.unicode(false)));
        Golden.assertMatches(Path.of("src/test/resources/drawing-ascii.txt"), draw(Drawing.Style.ascii(false)));
    }

    @Test
    void coloursChangeNothingButColours() {
        assertThat(draw(Drawing.Style.unicode(true)).replaceAll("\033\\[[0-9;]*m", ""))
                .isEqualTo(draw(Drawing.Style.unicode(false)));
    }

    private static String draw(Drawing.Style style) {
        Drawing drawing = new Drawing(style, "139.196.75.13", "172.16.0.222");
        StringBuilder text = new StringBuilder();
        Stream.of(
                        new Scene(node("HA1", Scene.Power.STARTING, ""), HA2_OFF, Optional.empty()),
                        new Scene(HA1_MASTER, HA2_BACKUP, Optional.of("HA1")),
                        new Scene(HA1_OFF, HA2_MASTER, Optional.of("HA2")),
                        new Scene(HA1_BACKUP, HA2_MASTER, Optional.of("HA2")))
                .forEach(scene -> {
                    drawing.lines(scene).forEach(line -> text.append(line).append('\n'));
                    text.append('\n');
                });
        return text.toString();
    }

    private static Scene.Node node(String name, Scene.Power power, String daemon) {
        return new Scene.Node(name, name.equals("HA1") ? "172.16.0.224" : "172.16.0.225", power, daemon);
    }
}
