package dev.baton.vpc.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The page's texts: the same in both languages, and all that the page says.
final class TextsTest {
    private static final Path FOLDER = Path.of("src/main/resources/dev/baton/vpc/console");
    private static final Pattern KEY = Pattern.compile("\\bt\\('([\\w.-]+)'|'([a-z]+\\.[A-Za-z_.]+)'");
    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

    private static Map<String, String> texts(String language) throws IOException {
        String file = Files.readString(FOLDER.resolve("i18n/" + language + ".json"), StandardCharsets.UTF_8);
        Map<String, String> texts = new TreeMap<>();
        JsonMapper.shared()
                .readTree(file)
                .properties()
                .forEach(each -> texts.put(each.getKey(), each.getValue().asString()));
        return texts;
    }

    @Test
    void bothLanguagesHaveTheSameKeysAndPlaces() throws IOException {
        Map<String, String> english = texts("en");
        Map<String, String> chinese = texts("zh");
        assertThat(chinese.keySet()).isEqualTo(english.keySet());
        english.forEach((key, text) ->
                assertThat(places(chinese.getOrDefault(key, ""))).as(key).isEqualTo(places(text)));
        assertThat(english.values()).allMatch(text -> text.codePoints().allMatch(each -> each < 0x2e80));
    }

    @Test
    void everyTextThatThePageNamesIsThere() throws IOException {
        Set<String> known = texts("en").keySet();
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve("js"))) {
            for (Path file : files.toList()) {
                KEY.matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                        .filter(key -> !key.startsWith("baton."))
                        .forEach(named::add);
            }
        }
        assertThat(named).hasSizeGreaterThan(80);
        assertThat(known).containsAll(named);
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        PLACE.matcher(text).results().forEach(match -> places.add(match.group()));
        return places;
    }
}
