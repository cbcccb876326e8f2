package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.diagnostic.Severity;
import dev.baton.config.diagnostic.TextRenderer;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.testkit.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tutorial's two files, byte for byte, mean what they did in the tutorial.
class SeedTest {
    @ParameterizedTest
    @ValueSource(strings = {"ha1", "ha2"})
    void tutorialFileIsUnderstoodEntirely(String host) {
        ConfigResult result = read(host);
        assertThat(result.diagnostics()).noneMatch(each -> each.severity() == Severity.ERROR);
        Golden.assertMatches(
                Configs.RESOURCES.resolve("seed/" + host + ".model"),
                ModelText.of(result.configuration().orElseThrow()));
        Golden.assertMatches(
                Configs.RESOURCES.resolve("seed/" + host + ".out"),
                TextRenderer.plain().render(result.diagnostics()));
    }

    private static ConfigResult read(String host) {
        String path = host + ".conf";
        String text = Configs.text(Configs.RESOURCES.resolve("seed/" + path));
        return KeepalivedConfig.read(MemorySourceLoader.of("/" + path, text), path, Configs.OPTIONS);
    }
}
