package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.diagnostic.Severity;
import dev.baton.config.diagnostic.TextRenderer;
import dev.baton.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Correct configurations: no warning, no error, and a model that has been reviewed.
class AcceptedTest {
    static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(Configs.RESOURCES.resolve("accepted"))) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".conf"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleIsAcceptedAndMeansWhatItMeant(String name) {
        ConfigResult result = Configs.read(Configs.text(Configs.RESOURCES.resolve("accepted/" + name)));
        assertThat(result.diagnostics().stream().filter(each -> each.severity() != Severity.NOTE))
                .as(TextRenderer.plain().render(result.diagnostics()))
                .isEmpty();
        Golden.assertMatches(
                Configs.RESOURCES.resolve("accepted/" + name.replace(".conf", ".model")),
                ModelText.of(result.configuration().orElseThrow()));
    }
}
