package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.platform.Platform;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `config dump`, `schema`, `completion`, and `explain` for keywords.
class LanguageCommandsTest {
    private static final String HA1 =
            Commandline.RESOURCES.resolve("check/ha1.conf").toString();

    @Test
    void dumpPrintsTheModelWithoutSecrets() {
        Commandline dump = Commandline.run(new ConfigCommand(), "dump", "--json", HA1);
        JsonNode router = JsonMapper.shared().readTree(dump.out()).at("/vrrp/routers/0");
        assertThat(router.at("/name").asString()).isEqualTo("VI_1");
        assertThat(router.at("/priority").asInt()).isEqualTo(120);
        assertThat(router.at("/authentication/secret").asString()).isEqualTo("********");
        assertThat(Commandline.run(new ConfigCommand(), "dump", "--show-secrets", HA1)
                        .out())
                .contains("\"secret\" : \"secret\"");
        assertThat(Commandline.run(new ConfigCommand(), "dump", "gone.conf").exitCode())
                .isEqualTo(1);
    }

    @Test
    void schemaKnowsTheBounds() {
        JsonNode schema = JsonMapper.shared()
                .readTree(Commandline.run(new SchemaCommand()).out());
        JsonNode priority = schema.at("/$defs/vrrp_instance/properties/priority");
        assertThat(priority.at("/minimum").asInt()).isEqualTo(1);
        assertThat(priority.at("/maximum").asInt()).isEqualTo(255);
        assertThat(schema.at("/properties/vrrp_instance/additionalProperties/$ref")
                        .asString())
                .isEqualTo("#/$defs/vrrp_instance");
    }

    @Test
    void shellsCompleteCommandsOptionsPlatformsAndCodes() {
        for (String shell : new String[] {"bash", "zsh", "fish"}) {
            String script = Commandline.run(new CompletionCommand(), shell).out();
            assertThat(script).contains("check").contains("assume-interfaces").contains("equal-priorities");
            assertThat(script)
                    .contains("virtual_router_id")
                    .contains(Platform.names().getFirst());
        }
    }

    @Test
    void explainKnowsKeywords() {
        assertThat(Commandline.run(new ExplainCommand(), "advert_int").out())
                .contains("in vrrp_instance")
                .contains("0.01 to 255");
        assertThat(Commandline.run(new ExplainCommand(), "advert_itn").err()).contains("did you mean 'advert_int'?");
    }
}
