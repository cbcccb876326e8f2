package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.diagnostic.Diagnostic;
import dev.baton.config.diagnostic.Severity;
import dev.baton.config.source.MemorySourceLoader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mistakes that operators make again and again, each made in the tutorial's own file: one finding, at the right line.
/// Those that concern two hosts or a platform are in `ClustersTest`.
class WellKnownMistakesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    typo in a keyword              | priority 120          | priorty 120           | unknown-keyword     | 17
                    priority 0                     | priority 120          | priority 0            | number-out-of-range | 17
                    auth_pass longer than 8        | auth_pass 1111        | auth_pass 1234567890  | auth-pass-too-long  | 21
                    wrong interface                | interface eth0        | interface eht0        | interface-not-found | 15
                    wrong device of the address    | dev eth0 label        | dev eth7 label        | interface-not-found | 24
                    misspelt state                 | state MASTER          | state Master          | invalid-choice      | 14
                    address that is none           | 172.16.0.222/16       | 172.16.0.222/33       | invalid-prefix      | 24
                    no virtual_router_id           | virtual_router_id 51  |                       | missing-vrid        | 13
                    """)
    void eachGivesOneFinding(String what, String written, String instead, String code, int line) {
        String text = Configs.text(Configs.RESOURCES.resolve("seed/ha1.conf"));
        assertThat(text).contains(written);
        assertFinding(text.replace(written, instead == null ? "" : instead), what, code, line);
    }

    @ParameterizedTest
    @CsvSource({"12, missing-closing-brace, 2", "22, missing-closing-brace, 19", "25, missing-closing-brace, 23"})
    void eachMissingBraceIsFoundAtItsBlock(int deleted, String code, int line) {
        List<String> lines =
                Configs.text(Configs.RESOURCES.resolve("seed/ha1.conf")).lines().toList();
        assertThat(lines.get(deleted - 1)).isEqualTo("}");
        String text = String.join("\n", lines.subList(0, deleted - 1)) + "\n"
                + String.join("\n", lines.subList(deleted, lines.size()));
        assertFinding(text, "line " + deleted, code, line);
    }

    private static void assertFinding(String text, String what, String code, int line) {
        ConfigResult result = KeepalivedConfig.read(
                MemorySourceLoader.of("/ha1.conf", text), "ha1.conf", Configs.OPTIONS.withInterfaces(Set.of("eth0")));
        List<String> found = result.diagnostics().stream()
                .filter(each -> each.severity() != Severity.NOTE)
                .filter(each -> !each.code().id().equals("keyword-dropped"))
                .map(WellKnownMistakesTest::place)
                .toList();
        assertThat(found).as(what).containsExactly(code + " " + line);
    }

    private static String place(Diagnostic diagnostic) {
        return diagnostic.code().id() + " " + diagnostic.span().orElseThrow().line();
    }
}
