package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.TextRenderer;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.SyntaxTree;
import dev.baton.config.syntax.Word;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Configurations made from the keyword table. A failure names its seed: `RandomConfig.of(seed)` makes the same text.
class RandomConfigTest {
    private static final int SEEDS = 400;
    private static final Set<Code> WRONG_LINE = Set.of(
            Code.UNKNOWN_KEYWORD,
            Code.MISSING_PARAMETER,
            Code.EXTRA_WORDS,
            Code.INVALID_NUMBER,
            Code.NUMBER_OUT_OF_RANGE,
            Code.INVALID_BOOLEAN,
            Code.INVALID_CHOICE,
            Code.UNKNOWN_OPTION,
            Code.MISSING_OPENING_BRACE,
            Code.UNEXPECTED_OPENING_BRACE,
            Code.MISSING_CLOSING_BRACE,
            Code.EXTRA_CLOSING_BRACE,
            Code.INVALID_SCRIPT);

    @Test
    void everyLineMadeFromTheTableIsAccepted() {
        for (long seed = 0; seed < SEEDS; seed++) {
            ConfigResult result = Configs.read(RandomConfig.of(seed));
            assertThat(result.diagnostics().stream().filter(each -> WRONG_LINE.contains(each.code())))
                    .as("seed %d\n%s", seed, TextRenderer.plain().render(result.diagnostics()))
                    .isEmpty();
        }
    }

    @Test
    void layoutDoesNotChangeTheMeaning() {
        for (long seed = 0; seed < SEEDS; seed++) {
            ConfigResult once = Configs.read(RandomConfig.of(seed));
            ConfigResult again = Configs.read(print(once.tree(), new Random(seed)));
            assertThat(again.configuration()).as("seed %d", seed).isEqualTo(once.configuration());
        }
    }

    @Test
    void mutationsEndInDiagnostics() {
        Random random = new Random(3);
        for (long seed = 0; seed < SEEDS; seed++) {
            String text = RandomConfig.of(seed);
            TextRenderer.coloured().render(Configs.read(mutated(text, random)).diagnostics());
            int brace = text.lastIndexOf('}');
            if (brace >= 0) {
                ConfigResult result = Configs.read(text.substring(0, brace) + text.substring(brace + 1));
                assertThat(Configs.codes(result)).as("seed %d", seed).contains("missing-closing-brace");
            }
        }
    }

    private static String mutated(String text, Random random) {
        int at = random.nextInt(text.length());
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + '{' + text.substring(at);
            case 2 -> text.substring(0, at) + '"' + text.substring(at);
            case 3 -> text.replaceFirst("[0-9]+", "99999999999999999999999");
            default -> {
                List<String> words = List.of(text.split("(?<=\\s)", -1));
                int first = random.nextInt(words.size());
                int second = random.nextInt(words.size());
                List<String> swapped = new java.util.ArrayList<>(words);
                java.util.Collections.swap(swapped, first, second);
                yield String.join("", swapped);
            }
        };
    }

    /// The tree as text, with blanks, comments and line breaks where the language allows them.
    private static String print(SyntaxTree tree, Random random) {
        StringBuilder out = new StringBuilder();
        tree.statements().forEach(each -> print(out, each, random));
        return out.toString();
    }

    private static void print(StringBuilder out, Statement statement, Random random) {
        for (Word word : statement.words()) {
            out.append(random.nextBoolean() ? " " : "\t  ").append(quoted(word.text(), random));
        }
        statement.body().ifPresent(body -> {
            out.append(random.nextBoolean() ? " {" : " # comment { \n\n\t{ ");
            out.append(random.nextBoolean() ? "\n" : "");
            body.statements().forEach(each -> print(out, each, random));
            out.append(random.nextBoolean() ? "} ! end" : "\n  }");
        });
        out.append('\n');
    }

    private static String quoted(String text, Random random) {
        return text.isEmpty() || text.contains(" ") || random.nextInt(8) == 0 ? '"' + text + '"' : text;
    }
}
