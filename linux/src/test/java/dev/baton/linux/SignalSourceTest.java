package dev.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Tick;
import dev.baton.wire.ByteView;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("kernel")
@Timeout(60)
class SignalSourceTest {
    private static String classPath() {
        Stream<Path> modules = Stream.of(EventLoop.class, Tick.class, ByteView.class)
                .map(type -> Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().getPath()));
        return Stream.concat(modules, Stream.of(Path.of("target", "test-classes")))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Process start(String before, String options) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // Whoever runs the tests by nohup has signals ignored, and an ignored one would be waited for without end.
        String command = "exec env --default-signal %s %s %s --enable-native-access=ALL-UNNAMED -cp '%s' %s"
                .formatted(before, java, options, classPath(), SignalPrinter.class.getName());
        return new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    }

    /// Sends each signal when the one before it has been printed; returns what was printed.
    private static List<String> converse(Process process, List<Signal> signals) throws Exception {
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            lines.add(output.readLine());
            for (Signal signal : signals) {
                Isolated.sh("kill -" + signal.number() + " " + process.pid());
                lines.add(output.readLine());
            }
            output.lines().forEach(lines::add);
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
        return lines;
    }

    @Test
    void everySignalComesWhenTheLauncherBlocksThem() throws Exception {
        Process process =
                start("env _JAVA_SR_SIGNUM=50 env --block-signal=HUP,INT,USR1,USR2,TERM,CHLD,RTMIN+2,RTMAX-1", "-Xrs");
        List<Signal> signals = List.of(
                Signal.HUP,
                Signal.INT,
                Signal.USR1,
                Signal.USR2,
                Signal.CHLD,
                Signal.RTMIN_2,
                Signal.RTMAX_1,
                Signal.TERM);
        assertThat(converse(process, signals))
                .containsExactly(
                        "unavailable []", "HUP", "INT", "USR1", "USR2", "CHLD", "RTMIN_2", "RTMAX_1", "TERM", "end");
    }

    @Test
    void withoutTheLauncherTheJvmGivesWhatItHas() throws Exception {
        List<Signal> signals = List.of(Signal.HUP, Signal.INT, Signal.USR1, Signal.CHLD, Signal.TERM);
        List<String> lines = converse(start("", ""), signals);
        assertThat(lines.getFirst()).startsWith("unavailable").contains("RTMIN_2");
        assertThat(lines.subList(1, lines.size())).containsExactly("HUP", "INT", "USR1", "CHLD", "TERM", "end");
    }
}
