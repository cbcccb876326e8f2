package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.keyword.Keyword;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.render.KeywordReference;
import dev.baton.config.render.KeywordSchema;
import dev.baton.config.render.ModelTree;
import dev.baton.testkit.Golden;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What is generated from the keyword table and the model. The committed pages are those that the table gives
/// now; `make fix` writes them anew.
class ReferenceTest {
    private static final Path ROOT = Path.of("..");
    private static final KeywordReference REFERENCE = new KeywordReference(KeywordTable.standard());

    @Test
    void keywordPageIsWhatTheTableGives() {
        Golden.assertMatches(ROOT.resolve("docs/reference/keywords.md"), REFERENCE.markdown());
    }

    @Test
    void manPageIsWhatTheTableGives() {
        Golden.assertMatches(ROOT.resolve("packaging/man/baton.conf.5"), REFERENCE.manPage());
    }

    @Test
    void everyKeywordStandsInBothPages() {
        String markdown = REFERENCE.markdown();
        String man = REFERENCE.manPage().replace("\\-", "-");
        for (Keyword keyword : KeywordTable.standard().keywords()) {
            assertThat(markdown).contains("| `" + keyword.name());
            assertThat(man).contains(".B " + keyword.name());
        }
    }

    @Test
    void everyKeywordOfABlockIsAPropertyOfTheSchema() {
        Map<String, Object> schema = KeywordSchema.of(KeywordTable.standard());
        assertThat(((Map<?, ?>) at(schema, "properties")).keySet())
                .hasToString(KeywordTable.standard().root().names().toString());
        Object instance = at(schema, "$defs", "vrrp_instance", "properties");
        assertThat(at(instance, "priority")).asString().contains("minimum=1").contains("maximum=255");
        assertThat(at(instance, "virtual_ipaddress")).asString().contains("type=array");
    }

    /// What lies at a path of keys.
    private static Object at(Object tree, String... path) {
        Object found = tree;
        for (String key : path) {
            found = Objects.requireNonNull(((Map<?, ?>) found).get(key), key);
        }
        return found;
    }

    @Test
    void oneKeywordIsExplainedForEveryBlockThatHasIt() {
        assertThat(REFERENCE.explain("priority").orElseThrow())
                .contains("in vrrp_instance")
                .contains("1 to 255");
        assertThat(REFERENCE.explain("prioritt")).isEmpty();
    }

    @Test
    void secretsAreMaskedUnlessAskedFor() {
        ConfigResult result = Configs.instance("authentication {\nauth_type PASS\nauth_pass tops3cr\n}");
        assertThat(ModelTree.masked(result.configuration().orElseThrow()).toString())
                .contains("type=Password, secret=********")
                .doesNotContain("tops3cr");
        assertThat(ModelTree.withSecrets(result.configuration().orElseThrow()).toString())
                .contains("tops3cr");
    }

    @Test
    void keysAreMaskedUnlessAskedFor() {
        String key = "0123456789abcdef".repeat(4);
        ConfigResult result = Configs.instance("version 3\nauth_hmac {\nkey 7 hex:" + key + "\nactive_key 7\n}");
        assertThat(ModelTree.masked(result.configuration().orElseThrow()).toString())
                .contains("keys={7=********}")
                .doesNotContain(key);
        assertThat(ModelTree.withSecrets(result.configuration().orElseThrow()).toString())
                .contains(key);
    }

    @Test
    void modelIsATreeOfPlainValues() {
        ConfigResult result = Configs.instance("priority 120\nadvert_int 2\nauthentication {\n}");
        Object model = ModelTree.masked(result.configuration().orElseThrow());
        Object router = ((List<?>) at(model, "vrrp", "routers")).getFirst();
        assertThat(at(router, "priority")).isEqualTo(120);
        assertThat(at(router, "advertInterval")).hasToString("2");
        assertThat(at(router, "virtualAddresses")).asString().contains("prefix=192.0.2.1/24");
    }
}
