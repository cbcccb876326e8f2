package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.TextRenderer;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every diagnostic has an example that provokes it, and what is printed then has been reviewed.
///
/// An example is a directory entry `rejected/CODE.conf`, or a directory `rejected/CODE/` whose `main.conf` is
/// read, if it takes several files. Beside it lies `CODE.out` with the text. A comment `## interfaces eth0
/// eth1` on the first line says which interfaces exist.
class ExamplesTest {
    /// Codes whose examples do not fit into a file here; the test that covers each is named.
    private static final Set<Code> ELSEWHERE = Set.of(
            // LanguageTest.missingFileIsADiagnostic, directoryIsADiagnostic, patternMayMatchSeveralFiles
            Code.FILE_NOT_FOUND,
            Code.FILE_UNREADABLE,
            Code.MULTIPLE_FILES,
            // HostileInputTest: these take input too large for a file
            Code.TOO_MANY_INCLUDES,
            Code.EXPANSION_TOO_LARGE,
            Code.TOO_MANY_FINDINGS,
            Code.EMBEDDED_NUL);

    static Stream<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(Configs.RESOURCES.resolve("rejected"))) {
            return files
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.endsWith(".out"))
                    .map(name -> name.replace(".conf", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleProvokesItsCode(String code) {
        ConfigResult result = read(code);
        assertThat(Configs.codes(result)).contains(code);
        Golden.assertMatches(
                Configs.RESOURCES.resolve("rejected/" + code + ".out"),
                TextRenderer.plain().render(result.diagnostics()) + "keepalived -t: "
                        + KeepalivedVerdict.exitCode(result.diagnostics()) + "\n");
    }

    @Test
    void everyCodeHasAnExample() throws IOException {
        Set<String> missing = Stream.of(Code.values())
                .filter(code -> !ELSEWHERE.contains(code))
                .map(Code::id)
                .collect(Collectors.toCollection(TreeSet::new));
        examples().toList().forEach(missing::remove);
        ClustersTest.examples().forEach(missing::remove);
        assertThat(missing).as("codes without an example").isEmpty();
    }

    @Test
    void everyExampleNamesACode() throws IOException {
        List<String> strangers =
                examples().filter(name -> Code.ofId(name).isEmpty()).toList();
        assertThat(strangers).as("examples of unknown codes").isEmpty();
    }

    static ConfigResult read(String code) {
        Path directory = Configs.RESOURCES.resolve("rejected/" + code);
        if (Files.isDirectory(directory)) {
            return KeepalivedConfig.read(DirectoryLoader.of(directory), "main.conf", Configs.OPTIONS);
        }
        String text = Configs.text(Configs.RESOURCES.resolve("rejected/" + code + ".conf"));
        String name = code + ".conf";
        return KeepalivedConfig.read(MemorySourceLoader.of("/" + name, text), name, options(text));
    }

    private static ReadOptions options(String text) {
        String marker = "## interfaces ";
        String first = text.lines().findFirst().orElse("");
        return first.startsWith(marker)
                ? Configs.OPTIONS.withInterfaces(
                        Set.of(first.substring(marker.length()).split(" ")))
                : Configs.OPTIONS;
    }
}
