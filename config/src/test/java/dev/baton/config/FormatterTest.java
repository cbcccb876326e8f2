package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.diagnostic.Diagnostic;
import dev.baton.config.format.Formatter;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.syntax.Statement;
import dev.baton.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FormatterTest {
    private static final int ROUNDS = 1_000;
    private static final String[] SCRAPS = {
        "{",
        "}",
        " { ",
        "\n{\n",
        "\"",
        "'",
        "#",
        "!",
        "\\",
        "\\\n",
        "\\#",
        "\n",
        "\n\n\n",
        "\t",
        "   ",
        "@node1 ",
        "@^node1 ",
        "@other ",
        "$A",
        "${A}",
        "$A=x \\\n",
        "$A=1\n",
        "~SEQ(A, 1, 2) ",
        "~LST({A,B},{1,2}) ",
        "include x\n",
        "includea {x,y}\n",
        "priority 100",
        "vrrp_instance",
        "virtual_ipaddress",
        "192.0.2.1/24",
        "\r\n",
        "\f",
        "notify \"/a b\"  c",
        "script 'a  b'",
        "x".repeat(900),
        "é"
    };

    @Test
    void laysOutWhatPeopleWrite() {
        Path folder = Configs.RESOURCES.resolve("format");
        Golden.assertMatches(
                folder.resolve("untidy.out"), Formatter.format(Configs.text(folder.resolve("untidy.conf"))));
    }

    @Test
    void emptyFileStaysEmpty() {
        assertThat(Formatter.format("")).isEmpty();
        assertThat(Formatter.format("\n \n")).isEmpty();
    }

    /// Every example that the tests have, right and wrong ones, and each of them damaged in many ways.
    @Test
    void keepsWordsBracesAndMeaningAndIsDoneAfterOnce() throws IOException {
        List<String> texts = examples();
        Random random = new Random(20_260_101);
        texts.forEach(FormatterTest::assertKept);
        for (int round = 0; round < ROUNDS; round++) {
            assertKept(damaged(texts.get(random.nextInt(texts.size())), random));
        }
    }

    private static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.walk(Configs.RESOURCES)) {
            return files.filter(file -> file.toString().endsWith(".conf") && Files.isRegularFile(file))
                    .sorted()
                    .map(Configs::text)
                    .toList();
        }
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int count = random.nextInt(6); count >= 0; count--) {
            int at = random.nextInt(damaged.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> damaged.setLength(Math.max(at, damaged.length() / 2));
                case 1 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(20)));
                default -> damaged.insert(at, SCRAPS[random.nextInt(SCRAPS.length)]);
            }
        }
        return damaged.toString();
    }

    private static void assertKept(String text) {
        String formatted = Formatter.format(text);
        assertThat(Formatter.format(formatted)).as("formatted twice:\n%s", text).isEqualTo(formatted);
        assertThat(characters(formatted)).as("characters of:\n%s", text).isEqualTo(characters(text));
        ConfigResult before = read(text);
        ConfigResult after = read(formatted);
        assertThat(shape(after.tree().statements()))
                .as("tree of:\n%s\nformatted:\n%s", text, formatted)
                .isEqualTo(shape(before.tree().statements()));
        assertThat(after.configuration()).as("model of:\n%s", text).isEqualTo(before.configuration());
        assertThat(codes(after)).as("findings of:\n%s", text).isEqualTo(codes(before));
    }

    /// Everything but blanks: no word and no comment is lost, and their order stays.
    private static String characters(String text) {
        return text.replaceAll("[ \t\r\n]", "");
    }

    private static List<String> codes(ConfigResult result) {
        return result.diagnostics().stream()
                .map(Diagnostic::code)
                .map(code -> code.id())
                .sorted()
                .toList();
    }

    private static ConfigResult read(String text) {
        return KeepalivedConfig.read(MemorySourceLoader.of("/t.conf", text), "/t.conf", Configs.OPTIONS);
    }

    private static String shape(List<Statement> statements) {
        return statements.stream()
                .map(statement -> statement.words()
                        + statement
                                .body()
                                .map(body -> " {" + shape(body.statements()) + "}")
                                .orElse(""))
                .collect(Collectors.joining("; "));
    }
}
