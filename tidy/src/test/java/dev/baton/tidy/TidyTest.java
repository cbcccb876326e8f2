package dev.baton.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The house rules as tests: what a reviewer would have to say twice is said here once.
class TidyTest {
    private static final SourceTree TREE = SourceTree.here();

    /// Larger than the rule allows, each with its reason. This list only ever shrinks.
    private static final Set<String> LONG_METHODS = Set.of();

    private static final Set<String> LONG_FILES = Set.of();

    @Test
    void methodsStayBelowSeventyLines() {
        assertThat(Sizes.methods(TREE.sources()).stream()
                        .filter(method -> method.lines() > (SourceTree.isProduction(method.file()) ? 70 : 80))
                        .map(method -> TREE.relative(method.file()) + "#" + method.name())
                        .filter(name -> !LONG_METHODS.contains(name)))
                .as("split these by concept")
                .isEmpty();
    }

    @Test
    void filesStayBelowSixHundredLines() {
        assertThat(TREE.sources().stream()
                        .filter(file ->
                                SourceTree.read(file).lines().count() > (SourceTree.isProduction(file) ? 600 : 900))
                        .map(TREE::relative)
                        .filter(name -> !LONG_FILES.contains(name)))
                .as("which concept wants its own file?")
                .isEmpty();
    }

    @Test
    void pureModulesKnowNoClockThreadFileSocketOrRandomness() {
        Pattern banned = Pattern.compile(String.join(
                "|",
                "java/lang/System\\.(nanoTime|currentTimeMillis|getenv|exit|out|err|in)",
                "java/lang/(Thread|Process|ProcessBuilder|Runtime)(\\..*)?",
                "java/lang/Math\\.random",
                "java/util/(Random|UUID\\.randomUUID|Timer|concurrent/(ThreadLocalRandom|.*Executor.*|locks/.*))(\\..*)?",
                "java/time/(Clock|Instant\\.now|LocalDate\\.now|LocalDateTime\\.now|ZonedDateTime\\.now).*",
                "java/nio/(file/Files|channels/.*)(\\..*)?",
                "java/io/(File|FileInputStream|FileOutputStream|RandomAccessFile)(\\..*)?",
                "java/net/(.*Socket.*|InetAddress\\.(getByName|getAllByName|getLocalHost)|http/.*)(\\..*)?",
                "java/lang/foreign/.*"));
        List<String> found = new ArrayList<>();
        for (String module : SourceTree.PURE) {
            for (Path file : TREE.classes(module)) {
                References.of(file).stream()
                        .filter(reference -> banned.matcher(reference).matches())
                        .forEach(reference -> found.add(TREE.relative(file) + " -> " + reference));
            }
        }
        assertThat(found).as("pass it in as an argument").isEmpty();
        assertThat(TREE.classes("model")).as("the scan has something to read").isNotEmpty();
    }

    @Test
    void onlyLinuxCallsNativeCode() {
        assertThat(TREE.modules().stream()
                        .map(module -> module.getFileName().toString())
                        .filter(module -> !module.equals("linux"))
                        .flatMap(module -> TREE.classes(module).stream())
                        .filter(file -> References.of(file).stream()
                                .anyMatch(reference -> reference.startsWith("java/lang/foreign/Linker")
                                        || reference.startsWith("java/lang/foreign/SymbolLookup")))
                        .map(TREE::relative))
                .isEmpty();
    }

    @Test
    void namesInArchitectureExist() {
        Set<String> known = TREE.sources().stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        TREE.sources().stream()
                .flatMap(file -> matches("(?:class|record|interface|enum) (\\w+)", SourceTree.read(file)))
                .forEach(known::add);
        String text = SourceTree.read(TREE.root().resolve("ARCHITECTURE.md"));
        assertThat(matches("`([A-Z][A-Za-z0-9]+)`", text).filter(name -> !name.equals(name.toUpperCase(Locale.ROOT))))
                .isNotEmpty()
                .allMatch(known::contains, "is a type of the project");
    }

    @Test
    void specificationIdsInTheCodeAreListed() {
        String listed = SourceTree.files(TREE.root().resolve("docs/spec"), ".md").stream()
                .map(SourceTree::read)
                .collect(Collectors.joining());
        assertThat(TREE.sources().stream()
                        .filter(file -> !file.endsWith("TidyTest.java"))
                        .flatMap(file -> matches("(RFC\\d{4}-[0-9.]+-\\d+)", SourceTree.read(file))))
                .allMatch(listed::contains, "stands in docs/spec");
    }

    @Test
    void sourcesSayNothingThatTheyShouldNot() {
        Pattern banned = Pattern.compile(
                "FIXME|@author|^\\s*/\\*\\*|@Disabled|TODO(?! #\\d+)|Thread\\.sleep", Pattern.MULTILINE);
        List<String> found = new ArrayList<>();
        for (Path file : TREE.sources()) {
            boolean mayWait = file.startsWith(TREE.root().resolve("it"));
            Matcher matcher = banned.matcher(SourceTree.read(file));
            while (matcher.find() && !file.endsWith("TidyTest.java")) {
                if (!(mayWait && matcher.group().equals("Thread.sleep"))) {
                    found.add(TREE.relative(file) + ": " + matcher.group().strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static Stream<String> matches(String regex, String text) {
        return Pattern.compile(regex).matcher(text).results().map(match -> match.group(1));
    }
}
