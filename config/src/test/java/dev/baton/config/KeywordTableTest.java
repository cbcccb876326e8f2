package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.keyword.Body;
import dev.baton.config.keyword.Keyword;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.keyword.State;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The keyword table is complete and true to itself.
class KeywordTableTest {
    private static final KeywordTable TABLE = KeywordTable.standard();

    @Test
    void everyKeywordOfKeepalivedIsInTheTable() {
        Set<String> missing = new TreeSet<>();
        List<String> lines = Configs.text(Configs.RESOURCES.resolve("keywords-of-keepalived.txt"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        for (String line : lines) {
            String[] parts = line.split(" ", -1);
            if (TABLE.block(parts[0]).find(parts[1]).isEmpty()) {
                missing.add(line);
            }
        }
        assertThat(lines).hasSizeGreaterThan(700);
        assertThat(missing).isEmpty();
    }

    /// A deprecated synonym works as the keyword that it stands for, but no example without findings can show it.
    @Test
    void everyKeywordThatWorksHasAnExample() throws IOException {
        Set<String> unshown = TABLE.keywords().stream()
                .filter(keyword -> keyword.state() instanceof State.Works
                        && keyword.synonymOf().isEmpty())
                .map(keyword -> keyword.block() + " " + keyword.name())
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = Files.list(Configs.RESOURCES.resolve("accepted"))) {
            files.filter(file -> file.toString().endsWith(".conf"))
                    .forEach(file -> remove(
                            unshown, Configs.read(Configs.text(file)).tree().statements(), KeywordTable.ROOT));
        }
        assertThat(unshown).as("keywords in state works without an example").isEmpty();
    }

    private static void remove(Set<String> unshown, List<Statement> statements, String block) {
        for (Statement statement : statements) {
            for (Word word : TABLE.isBlockOfKeywords(block) ? statement.words().subList(0, 1) : statement.words()) {
                unshown.remove(block + " " + word);
                if (block.endsWith("route")) {
                    // options of a part of the line
                    unshown.remove("nexthop " + word);
                    unshown.remove("encap " + word);
                }
            }
            String first = statement.words().getFirst().text();
            statement.arguments().forEach(option -> unshown.remove(first + " " + option));
            statement
                    .keyword()
                    .map(Keyword::body)
                    .ifPresent(body -> remove(unshown, statement.children(), inside(body)));
        }
    }

    private static String inside(Body body) {
        return switch (body) {
            case Body.Keywords(String block) -> block;
            case Body.Lines(String grammar) -> grammar;
            case Body.None _ -> "";
        };
    }

    @Test
    void everyRowSaysWhatItIs() {
        for (Keyword keyword : TABLE.keywords()) {
            assertThat(keyword.doc()).as(keyword.name()).endsWith(".");
            if (keyword.state() instanceof State.NoEffect(String reason)) {
                assertThat(reason).as(keyword.name()).isNotBlank();
            }
        }
    }

    @Test
    void misspeltWordsFindTheirNeighbour() {
        Set<String> known = TABLE.block("vrrp_instance").names();
        assertThat(KeywordTable.nearest("priorty", known)).contains("priority");
        assertThat(KeywordTable.nearest("virtual_ipadress", known)).contains("virtual_ipaddress");
        assertThat(KeywordTable.nearest("intreface", known)).contains("interface");
        assertThat(KeywordTable.nearest("mtu", known)).isEmpty();
    }
}
