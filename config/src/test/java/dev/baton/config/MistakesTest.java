package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.check.CheckReport;
import dev.baton.config.diagnostic.Diagnostic;
import dev.baton.config.diagnostic.TextRenderer;
import dev.baton.testkit.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Ten mistakes that everybody makes once: each gives one finding, at the line where it was made.
class MistakesTest {
    private static final Path MISTAKES = Configs.RESOURCES.resolve("mistakes");

    static final Map<String, String> CODES = Map.of(
            "typo-in-a-keyword", "unknown-keyword",
            "multicast-in-a-vpc", "platform-multicast",
            "peer-naming-itself", "peer-is-self",
            "two-masters", "two-masters",
            "password-longer-than-eight", "auth-pass-too-long",
            "virtual-address-as-source", "source-is-virtual-address",
            "priority-zero", "number-out-of-range",
            "missing-brace", "missing-closing-brace",
            "wrong-interface", "interface-not-found",
            "duplicate-router-id", "duplicate-vrid");

    static final List<String> NAMES = CODES.keySet().stream().sorted().toList();

    @ParameterizedTest
    @FieldSource("NAMES")
    void mistakeGivesOneFindingAtItsLine(String name) throws IOException {
        CheckReport report = ClustersTest.report(MISTAKES.resolve(name));
        List<Diagnostic> found = report.diagnostics().stream()
                .filter(each -> !ClustersTest.BESIDE.contains(each.code()))
                .toList();
        assertThat(found).extracting(each -> each.code().id()).containsExactly(CODES.get(name));
        Golden.assertMatches(
                MISTAKES.resolve(name + ".out"),
                TextRenderer.plain().render(found) + "exit code: " + report.exitCode() + "\n");
    }

    @Test
    void thereAreTen() {
        assertThat(CODES).hasSize(10);
    }
}
