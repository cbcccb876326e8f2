package dev.baton.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The pages of `docs/spec` and the code must tell the same: every id in the code is a row, every test and
/// type in a row exists.
class SpecTraceTest {
    private static final Pattern ID = Pattern.compile("RFC\\d{4}-\\d+(?:\\.\\d+)*-\\d+");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (RFC\\d{4}-\\d+(?:\\.\\d+)*-\\d+) \\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w+)`");

    private final SourceTree tree = SourceTree.here();

    @Test
    void everyIdInTheCodeIsARow() throws IOException {
        Set<String> rows = matches(ROW, pages()).map(row -> row.group(1)).collect(Collectors.toSet());
        assertThat(rows).hasSizeGreaterThan(60);
        Set<String> used = new TreeSet<>();
        for (Path source : tree.sources()) {
            matches(ID, List.of(Files.readString(source))).forEach(id -> used.add(id.group()));
        }
        assertThat(used).hasSizeGreaterThan(30);
        assertThat(rows).containsAll(used);
    }

    @Test
    void noIdIsGivenTwice() throws IOException {
        assertThat(matches(ROW, pages()).map(row -> row.group(1))).doesNotHaveDuplicates();
    }

    @Test
    void everyTestInARowExists() throws IOException {
        Set<String> tests = new TreeSet<>();
        for (Path source : tree.sources()) {
            String type = nameOf(source);
            if (type.endsWith("Test")) {
                matches(Pattern.compile("void (\\w+)\\("), List.of(Files.readString(source)))
                        .forEach(method -> tests.add(type + "." + method.group(1)));
            }
        }
        Set<String> named = matches(TEST, pages())
                .map(test -> test.group(1) + "." + test.group(2))
                .collect(Collectors.toSet());
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(tests).containsAll(named);
    }

    @Test
    void everyTypeInARowExists() throws IOException {
        Set<String> types = tree.sources().stream().map(SpecTraceTest::nameOf).collect(Collectors.toSet());
        assertThat(types)
                .containsAll(matches(TYPE, pages()).map(type -> type.group(1)).collect(Collectors.toSet()));
    }

    private List<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(tree.root().resolve("docs/spec"))) {
            return files.sorted().map(SpecTraceTest::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<MatchResult> matches(Pattern pattern, List<String> texts) {
        return texts.stream().flatMap(text -> pattern.matcher(text).results());
    }

    private static String nameOf(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }
}
