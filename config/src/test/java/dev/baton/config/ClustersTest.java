package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.check.CheckReport;
import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Diagnostic;
import dev.baton.config.diagnostic.TextRenderer;
import dev.baton.config.platform.Platform;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every finding across hosts, or about a platform, has a directory with the files that provoke it and
/// nothing else.
///
/// A comment `## platform NAME` on the first line of the first file says where the hosts run, `## interfaces
/// eth0` which interfaces they have.
class ClustersTest {
    private static final Path CLUSTERS = Configs.RESOURCES.resolve("clusters");

    /// Said of a file as a whole, whatever the example is about.
    static final Set<Code> BESIDE = Set.of(Code.KEYWORDS_NOT_YET, Code.NEEDS_IPVS);

    static List<String> examples() throws IOException {
        return names(CLUSTERS).filter(name -> !name.endsWith(".out")).toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleProvokesItsCodeAndNothingElse(String code) throws IOException {
        CheckReport report = report(CLUSTERS.resolve(code));
        List<Diagnostic> found = report.diagnostics().stream()
                .filter(each -> !BESIDE.contains(each.code()))
                .toList();
        Set<String> codes = found.stream().map(each -> each.code().id()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(codes).containsExactly(code);
        Golden.assertMatches(
                CLUSTERS.resolve(code + ".out"),
                TextRenderer.plain().render(found) + "exit code: " + report.exitCode() + "\n");
    }

    /// The tutorial's own files: both hosts have priority 120, and what they balance with LVS cannot work
    /// behind a HaVip.
    @Test
    void tutorialPairTiesAndMeetsTheLimitOfLvs() throws IOException {
        CheckReport report =
                report(Configs.RESOURCES.resolve("seed"), Platform.find("aliyun-vpc"), "ha1.conf", "ha2.conf");
        List<Diagnostic> found = report.diagnostics().stream()
                .filter(each -> !BESIDE.contains(each.code()))
                .toList();
        assertThat(found.stream().map(each -> each.code().id()).distinct())
                .containsExactlyInAnyOrder("platform-ipvs", "keyword-dropped", "equal-priorities");
        Golden.assertMatches(
                Configs.RESOURCES.resolve("seed/pair.out"),
                TextRenderer.plain().render(found) + "exit code: " + report.exitCode() + "\n");
    }

    static CheckReport report(Path directory) throws IOException {
        List<String> files = names(directory).toList();
        return report(
                directory, platform(Configs.text(directory.resolve(files.getFirst()))), files.toArray(String[]::new));
    }

    private static CheckReport report(Path directory, Optional<Platform> platform, String... files) {
        MemorySourceLoader loader = DirectoryLoader.of(directory);
        List<ConfigResult> results = Stream.of(files)
                .map(file -> KeepalivedConfig.read(loader, file, options(Configs.text(directory.resolve(file)))))
                .toList();
        return CheckReport.of(results, platform);
    }

    private static Optional<Platform> platform(String text) {
        String marker = "## platform ";
        String first = text.lines().findFirst().orElse("");
        return first.startsWith(marker)
                ? Optional.of(Platform.find(first.substring(marker.length())).orElseThrow())
                : Optional.empty();
    }

    private static ReadOptions options(String text) {
        String marker = "## interfaces ";
        String first = text.lines().findFirst().orElse("");
        return first.startsWith(marker)
                ? Configs.OPTIONS.withInterfaces(
                        Set.of(first.substring(marker.length()).split(" ")))
                : Configs.OPTIONS;
    }

    private static Stream<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList().stream();
        }
    }
}
