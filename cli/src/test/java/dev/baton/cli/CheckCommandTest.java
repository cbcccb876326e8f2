package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.diagnostic.Code;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTest {
    private static final String HA1 = file("ha1.conf");
    private static final String HA2 = file("ha2.conf");

    private static String file(String name) {
        return Commandline.RESOURCES.resolve("check/" + name).toString();
    }

    private static Commandline check(String... arguments) {
        return Commandline.run(new CheckCommand(), arguments);
    }

    @Test
    void pairIsComparedAndTheVerdictSaysSo() {
        Commandline both = check(HA1, HA2);
        assertThat(both.exitCode()).isEqualTo(5);
        assertThat(both.out())
                .contains("[equal-priorities]")
                .contains("--> " + HA1 + ":5:14")
                .endsWith("2 files: 0 errors, 1 warning, 0 notes\n");
        assertThat(check(HA1).exitCode()).isZero();
    }

    @Test
    void strictKnowsOnlyZeroAndOne() {
        assertThat(check(HA1, HA2, "--strict").exitCode()).isEqualTo(1);
        assertThat(check(HA1, "--strict").exitCode()).isZero();
    }

    @Test
    void missingFileCannotBeRun() {
        assertThat(check(file("gone.conf")).exitCode()).isEqualTo(4);
    }

    @Test
    void limitsOfAPlatformAreSettings() {
        assertThat(check(HA1, "--platform", "aliyun-vpc", "--limit", "addresses-per-host=0")
                        .out())
                .contains("[platform-limit]");
        assertThat(check(HA1, "--platform", "aliyun-vpc").out()).doesNotContain("[platform-limit]");
    }

    @Test
    void unknownPlatformAndLimitAreRefusedWithWhatThereIs() {
        assertThat(check(HA1, "--platform", "moon").err()).contains("moon").contains("aliyun-vpc");
        assertThat(check(HA1, "--platform", "aliyun-vpc", "--limit", "moons=1").err())
                .contains("moons")
                .contains("addresses-per-host");
        assertThat(check(HA1, "--limit", "moons=1").err()).contains("--platform");
    }

    @Test
    void jsonCarriesPlacesInBothFiles() {
        JsonNode tree =
                JsonMapper.shared().readTree(check(HA1, HA2, "--format", "json").out());
        assertThat(tree.at("/exitCode").asInt()).isEqualTo(5);
        assertThat(tree.at("/counts/warning").asInt()).isEqualTo(1);
        JsonNode finding = tree.at("/diagnostics/0");
        assertThat(finding.at("/code").asString()).isEqualTo("equal-priorities");
        assertThat(finding.at("/primary/path").asString()).isEqualTo(HA2);
        assertThat(finding.at("/primary/line").asInt()).isEqualTo(5);
        assertThat(finding.at("/primary/column").asInt()).isEqualTo(14);
        assertThat(finding.at("/primary/endColumn").asInt()).isEqualTo(17);
        assertThat(finding.at("/secondary/0/path").asString()).isEqualTo(HA1);
        assertThat(finding.at("/help").asString()).isNotEmpty();
    }

    /// What SARIF 2.1.0 requires: log (§3.13), run (§3.14), tool component (§3.19), result (§3.27), message
    /// (§3.11), region (§3.30), invocation (§3.20).
    @Test
    void sarifHasTheFieldsThatTheSpecificationRequires() {
        JsonNode log = JsonMapper.shared()
                .readTree(check(HA1, HA2, file("broken.conf"), "--format", "sarif")
                        .out());
        assertThat(log.at("/version").asString()).isEqualTo("2.1.0");
        assertThat(log.at("/runs").isArray()).isTrue();
        JsonNode run = log.at("/runs/0");
        assertThat(run.at("/tool/driver/name").asString()).isNotEmpty();
        assertThat(run.at("/invocations/0/executionSuccessful").isBoolean()).isTrue();
        JsonNode rules = run.at("/tool/driver/rules");
        for (JsonNode rule : rules) {
            assertThat(Code.ofId(rule.at("/id").asString())).isPresent();
            assertThat(rule.at("/shortDescription/text").asString()).isNotEmpty();
        }
        assertThat(run.at("/results").size()).isGreaterThan(2);
        for (JsonNode result : run.at("/results")) {
            assertThat(result.at("/message/text").asString()).isNotEmpty();
            assertThat(Set.of("none", "note", "warning", "error"))
                    .contains(result.at("/level").asString());
            assertThat(rules.get(result.at("/ruleIndex").asInt()).at("/id").asString())
                    .isEqualTo(result.at("/ruleId").asString());
            for (String places : List.of("/locations", "/relatedLocations")) {
                result.at(places).forEach(CheckCommandTest::assertPlace);
            }
        }
    }

    private static void assertPlace(JsonNode location) {
        JsonNode place = location.at("/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asString())
                .startsWith("src/test/resources/check/")
                .doesNotContain(" ");
        JsonNode region = place.at("/region");
        assertThat(region.at("/startLine").asInt()).isPositive();
        assertThat(region.at("/startColumn").asInt()).isPositive();
        assertThat(region.at("/endLine").asInt())
                .isGreaterThanOrEqualTo(region.at("/startLine").asInt());
        assertThat(region.at("/endColumn").asInt()).isPositive();
    }

    @Test
    void explainPrintsTheLongText() {
        Commandline text = Commandline.run(new ExplainCommand(), "equal-priorities");
        assertThat(text.exitCode()).isZero();
        assertThat(text.out()).startsWith("equal-priorities (warning)\n\nWith equal priorities");
        assertThat(Commandline.run(new ExplainCommand(), "equal-prioritys").err())
                .contains("did you mean 'equal-priorities'?");
        assertThat(Commandline.run(new ExplainCommand(), "--list").out().lines())
                .hasSize(Code.values().length);
    }
}
