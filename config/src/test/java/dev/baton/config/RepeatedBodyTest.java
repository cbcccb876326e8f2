package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.diagnostic.Diagnostic;
import dev.baton.config.diagnostic.Label;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.StatementBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A body that stands in a file twice is read once. Nobody may notice: with a different comment on each line no two
/// bodies are equal and no line is plain, and what the file means must be the same.
class RepeatedBodyTest {
    private static final int SEEDS = 300;

    @Test
    void readingABodyOnceChangesNothing() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertSame(seed, twice(seed));
        }
    }

    @Test
    void readingABodyOnceChangesNothingInFaultyFiles() {
        Random random = new Random(11);
        for (long seed = 0; seed < SEEDS; seed++) {
            StringBuilder text = new StringBuilder(twice(seed));
            for (int faults = 1 + random.nextInt(3); faults > 0; faults--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(5)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, '{');
                    case 2 -> text.insert(at, '}');
                    case 3 -> text.insert(at, '"');
                    default -> text.insert(at, "x");
                }
            }
            assertSame(seed, text.toString());
        }
    }

    @Test
    void mistakesInRepeatedBodiesAreReportedEachTime() {
        ConfigResult result = Configs.read(servers("weight heavy\n", 3));
        assertThat(result.diagnostics().stream()
                        .filter(each -> each.code().id().equals("invalid-number"))
                        .map(each -> each.span().orElseThrow().toString()))
                .containsExactly("/t.conf:3:8", "/t.conf:7:8", "/t.conf:11:8");
    }

    @Test
    void scriptsInRepeatedBodiesAreLookedAtEachTime() {
        ConfigResult result = Configs.read(servers("notify_up /no/such/script\n", 3));
        assertThat(Configs.codes(result).stream().filter("script-not-found"::equals))
                .hasSize(3);
    }

    @Test
    void repeatedBodiesInheritFromTheirOwnVirtualServer() {
        String text =
                servers("TCP_CHECK {\n}\n", 2) + servers("TCP_CHECK {\n}\n", 2).replace("{\nreal", "{\nretry 7\nreal");
        assertSame(0, text);
        assertThat(Configs.read(text).configuration().orElseThrow().virtualServers().stream()
                        .flatMap(each -> each.realServers().stream())
                        .map(each -> each.checkers().getFirst().timing().retries()))
                .containsExactly(1L, 1L, 7L, 7L);
    }

    @Test
    void repeatedCheckersInheritFromTheirOwnRealServer() {
        String text = servers("TCP_CHECK {\n}\n", 1) + servers("weight 2\nretry 7\nTCP_CHECK {\n}\n", 2);
        assertSame(0, text);
        assertThat(Configs.read(text).configuration().orElseThrow().virtualServers().stream()
                        .flatMap(each -> each.realServers().stream())
                        .map(each -> each.checkers().getFirst().timing().retries()))
                .containsExactly(1L, 7L, 7L);
    }

    @Test
    void bodiesThatDependOnTheirPlaceAreReadEachTime() {
        String text = "$W=3\n" + servers("weight $W\n", 1) + "$W=4\n" + servers("weight $W\n", 1);
        assertThat(Configs.read(text).configuration().orElseThrow().virtualServers().stream()
                        .map(each -> each.realServers().getFirst().weight()))
                .containsExactly(3L, 4L);
    }

    @Test
    void bodiesRepeatAcrossFiles() {
        String part = servers("weight 3\nTCP_CHECK {\nretry 2\n}\n", 2);
        ConfigResult result = KeepalivedConfig.read(
                new MemorySourceLoader(
                        "/", Map.of("/t.conf", "include *.part\n", "/a.part", part, "/b.part", "\n" + part)),
                "/t.conf",
                Configs.OPTIONS);
        List<StatementBody> bodies = result.tree().statements().stream()
                .flatMap(each -> each.children().stream())
                .map(each -> each.body().orElseThrow())
                .toList();
        assertThat(bodies).hasSize(4);
        assertThat(bodies.stream().map(StatementBody::original).distinct()).hasSize(1);
        assertThat(bodies.getLast().statements().getFirst().line().toString()).isEqualTo("/b.part:11:1");
        assertThat(bodies.getLast().statements().getFirst().line().text()).isEqualTo("weight 3");
    }

    private static String servers(String body, int count) {
        StringBuilder text = new StringBuilder("virtual_server 192.0.2.1 80 {\n");
        for (int each = 1; each <= count; each++) {
            text.append("real_server 198.51.100.").append(each).append(" 80 {\n");
            text.append(body).append("delay_loop 5\n}\n");
        }
        return text.append("}\n").toString();
    }

    private static String twice(long seed) {
        String text = RandomConfig.of(seed);
        return text + text + servers("weight 1\nTCP_CHECK {\nconnect_port 80\n}\n", 2);
    }

    private static void assertSame(long seed, String text) {
        ConfigResult plain = Configs.read(text);
        ConfigResult distinct = Configs.read(withComments(text));
        assertThat(diagnostics(plain)).as("seed %d", seed).isEqualTo(diagnostics(distinct));
        assertThat(plain.configuration()).as("seed %d", seed).isEqualTo(distinct.configuration());
        assertThat(places(plain.tree().statements()))
                .as("seed %d", seed)
                .isEqualTo(places(distinct.tree().statements()));
    }

    private static String withComments(String text) {
        StringBuilder out = new StringBuilder();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            boolean safe = "\"\\$~".chars().noneMatch(c -> line.indexOf(c) >= 0);
            out.append(line).append(safe ? " #" + number : "").append('\n');
            number++;
        }
        return out.toString();
    }

    private static List<String> diagnostics(ConfigResult result) {
        List<String> texts = new ArrayList<>();
        for (Diagnostic each : result.diagnostics()) {
            texts.add(each.severity() + " " + each.code() + " " + each.message() + " " + each.help() + " "
                    + each.keepalived());
            each.primary().ifPresent(label -> texts.add(place(label)));
            each.secondary().forEach(label -> texts.add(place(label)));
        }
        return texts;
    }

    private static String place(Label label) {
        return label.span() + " " + label.span().text().strip() + " " + label.text();
    }

    private static List<String> places(List<Statement> statements) {
        List<String> places = new ArrayList<>();
        for (Statement each : statements) {
            each.words()
                    .forEach(word -> places.add(word.span() + " " + word.span().text() + " " + word.text()));
            each.body().ifPresent(body -> {
                places.add(body.open() + " to " + body.close());
                places.addAll(places(body.statements()));
            });
        }
        return places;
    }
}
