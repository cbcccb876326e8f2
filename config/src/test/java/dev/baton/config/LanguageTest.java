package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Findings;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.config.syntax.Parser;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.SyntaxTree;
import dev.baton.config.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The line reader's rules, one by one: what keepalived 2.2.7 makes of each line.
class LanguageTest {
    private final Findings findings = new Findings();

    /// The tree in one line: words joined by blanks, blocks in braces.
    private String shape(String text) {
        return shape(Map.of("/t.conf", text), Configs.OPTIONS);
    }

    private String shape(Map<String, String> files, ReadOptions options) {
        return shape(parse(files, options).statements());
    }

    private SyntaxTree parse(Map<String, String> files, ReadOptions options) {
        return Parser.parse(new MemorySourceLoader("/", files), "/t.conf", options, findings);
    }

    private static String shape(List<Statement> statements) {
        return statements.stream()
                .map(each -> each.words().stream().map(Word::text).collect(Collectors.joining(" "))
                        + each.body()
                                .map(body -> " {" + shape(body.statements()) + "}")
                                .orElse(""))
                .collect(Collectors.joining("; "));
    }

    @Test
    void commentsStartAnywhereOutsideDoubleQuotes() {
        assertThat(shape("instance a#b\n! all of it\ninstance \"c#d\" # e\ninstance 'f#g'"))
                .isEqualTo("instance a; instance c#d; instance 'f");
    }

    @Test
    void escapedCommentCharactersStandForThemselves() {
        assertThat(shape("instance a\\#b\\!c\ninstance d\\e")).isEqualTo("instance a#b!c; instance d\\e");
    }

    @Test
    void ofAScriptWithAnOpenQuoteNothingIsLeft() {
        for (String line : List.of("notify_up \"/bin/true", "notify_up '/bin/true", "notify_up /bin/true \"x")) {
            ConfigResult result = Configs.read(
                    "virtual_server 192.0.2.1 80 {\nreal_server 192.0.2.2 80 {\n" + line + "\nweight 2\n}\n}\n");
            assertThat(Configs.codes(result).stream().filter(code -> !code.equals("keywords-not-yet")))
                    .as(line)
                    .containsExactly("unterminated-quote");
            assertThat(KeepalivedVerdict.exitCode(result.diagnostics())).isEqualTo(KeepalivedVerdict.FAULTY);
            assertThat(result.configuration().orElseThrow().virtualServers())
                    .allSatisfy(server ->
                            assertThat(server.realServers().getFirst().weight()).isEqualTo(2));
        }
    }

    @Test
    void windowsLineEndsAndAMissingLastOneAreAccepted() {
        assertThat(shape("instance a\r\ninstance b")).isEqualTo("instance a; instance b");
    }

    @Test
    void bracesMayStandAnywhereInALine() {
        assertThat(shape("global_defs { router_id X }")).isEqualTo("global_defs {router_id X}");
        assertThat(shape("global_defs { notification_email { a@b\nc@d } }"))
                .isEqualTo("global_defs {notification_email {a@b; c@d}}");
        assertThat(shape("global_defs\n\n{\nrouter_id X\n}")).isEqualTo("global_defs {router_id X}");
        assertThat(shape("global_defs{router_id \"X{Y}\"}")).isEqualTo("global_defs {router_id X{Y}}");
        assertThat(findings.sorted()).isEmpty();
    }

    @Test
    void aQuoteInsideAWordStartsAnother() {
        assertThat(shape("virtual_server ab\"cd ef\"gh {\n}")).isEqualTo("virtual_server ab cd ef gh {}");
    }

    @Test
    void scriptsAreQuotedAsInAShell() {
        assertThat(shape("vrrp_script x {\nscript abcd\" efg\"h\nscript '/a \"b\"' user\n}"))
                .isEqualTo("vrrp_script x {script abcd efgh; script /a \"b\" user}");
    }

    @Test
    void conditionsKeepLinesOfThisNodeOnly() {
        ReadOptions options = Configs.OPTIONS.withConfigId("one");
        Map<String, String> files = Map.of(
                "/t.conf",
                "@one instance a\n@two instance b\n@^two instance c\n@^one instance d\n@one @^two instance e\n@one\n");
        assertThat(shape(files, options)).isEqualTo("instance a; instance c; instance e");
    }

    @Test
    void definitionsAreExpandedWhereTheyAreUsed() {
        assertThat(shape("$A=${B}-x\n$B=1\ninstance ${A}y\n$B=2\ninstance $A\ninstance $UNKNOWN\ninstance $A,$B"))
                .isEqualTo("instance 1-xy; instance 2-x; instance $UNKNOWN; instance 2-x,2");
    }

    @Test
    void definitionsOfSeveralLinesHoldBlocks() {
        String text = """
                $DEFAULTS= \\
                    priority 100 \\
                \\
                    @node1 advert_int 2 \\
                    @node2 advert_int 3 \\
                    authentication { auth_type PASS }
                vrrp_instance V {
                    state BACKUP
                    $DEFAULTS
                }
                """;
        assertThat(shape(text))
                .isEqualTo(
                        "vrrp_instance V {state BACKUP; priority 100; advert_int 2; authentication {auth_type PASS}}");
        assertThat(findings.sorted()).isEmpty();
    }

    @Test
    void builtInsComeFromTheOptions() {
        ReadOptions options = Configs.OPTIONS.withEnvironment(Map.of("DC", "east"));
        Map<String, String> files = Map.of(
                "/t.conf", "instance ${_INSTANCE}-${_ENV DC}-${_PWD}\ninstance ${_RANDOM 7 7}\ninstance a${_HASH}b\n");
        assertThat(shape(files, options)).isEqualTo("instance node1-east-/; instance 7; instance a");
    }

    @Test
    void randomNumbersFollowTheSeed() {
        String once = shape("instance ${_RANDOM}${_RANDOM 1 9}");
        assertThat(shape("instance ${_RANDOM}${_RANDOM 1 9}")).isEqualTo(once);
        assertThat(shape("global_defs {\nrandom_seed 5\n}\ninstance ${_RANDOM}"))
                .isNotEqualTo(once);
    }

    @Test
    void sequencesRepeatTheRestOfTheLine() {
        assertThat(shape("~SEQ(N, 1, 2, 5) instance a${N}")).isEqualTo("instance a1; instance a3; instance a5");
        assertThat(shape("~SEQ(N, 2) instance ${N}")).isEqualTo("instance 1; instance 2");
        assertThat(shape("~SEQ(N, -2) instance ${N}")).isEqualTo("instance -1; instance -2");
        assertThat(shape("~SEQx(N, 9, 11) instance ${N}")).isEqualTo("instance 9; instance a; instance b");
        assertThat(shape("$END=2\n~SEQ(N, 1, $END) ~SEQ(M, 1, 2) instance ${N}${M}"))
                .isEqualTo("instance 11; instance 12; instance 21; instance 22");
    }

    @Test
    void listsRepeatTheRestOfTheLine() {
        assertThat(shape("~LST(V, a, b) instance ${V}")).isEqualTo("instance a; instance b");
        assertThat(shape("~LST({A,B},{1,2},{3}) instance x${A}-${B}")).isEqualTo("instance x1-2; instance x3-");
    }

    @Test
    void includesAreReadInPlaceFromTheirOwnDirectory() {
        Map<String, String> files = Map.of(
                "/t.conf", "instance a\ninclude conf.d/*.conf\ninstance z\n",
                "/conf.d/1.conf", "instance b\ninclude more/x\n",
                "/conf.d/2.conf", "instance ${_PWD}\n",
                "/conf.d/more/x", "instance c\n");
        assertThat(shape(files, Configs.OPTIONS))
                .isEqualTo("instance a; instance b; instance c; instance /conf.d; instance z");
    }

    @Test
    void bracesInAnIncludeStandForAlternatives() {
        Map<String, String> files =
                Map.of("/t.conf", "includeb {a,b}.conf\n", "/a.conf", "instance a\n", "/c.conf", "instance c\n");
        assertThat(shape(files, Configs.OPTIONS)).isEqualTo("instance a");
        assertThat(findings.count(Code.REQUIRED_INCLUDE_NOT_FOUND)).isEqualTo(1);
    }

    @Test
    void checksOfAnIncludedFileEndWithIt() {
        Map<String, String> files = Map.of(
                "/t.conf", "include a.conf\ninclude missing1\n",
                "/a.conf", "global_defs {\ninclude_check match\n}\ninclude missing2\n");
        shape(files, Configs.OPTIONS);
        assertThat(findings.count(Code.REQUIRED_INCLUDE_NOT_FOUND)).isEqualTo(1);
        assertThat(findings.count(Code.INCLUDE_NOT_FOUND)).isEqualTo(1);
    }

    @Test
    void missingFileIsADiagnostic() {
        ConfigResult result = KeepalivedConfig.read(MemorySourceLoader.of("/other", ""), "gone.conf", Configs.OPTIONS);
        assertThat(Configs.codes(result)).containsExactly("file-not-found");
        assertThat(result.configuration()).isEmpty();
        assertThat(KeepalivedVerdict.exitCode(result.diagnostics())).isZero();
    }

    @Test
    void directoryIsADiagnostic() {
        ConfigResult result = KeepalivedConfig.read(MemorySourceLoader.of("/dir/file", ""), "/dir", Configs.OPTIONS);
        assertThat(Configs.codes(result)).containsExactly("file-unreadable");
        assertThat(KeepalivedVerdict.exitCode(result.diagnostics())).isEqualTo(6);
    }

    @Test
    void patternMayMatchSeveralFiles() {
        MemorySourceLoader loader =
                new MemorySourceLoader("/", Map.of("/1.conf", "instance a\n", "/2.conf", "use_pid_dir\n"));
        ConfigResult result = KeepalivedConfig.read(loader, "*.conf", Configs.OPTIONS);
        assertThat(Configs.codes(result)).contains("multiple-files");
        assertThat(shape(result.tree().statements())).isEqualTo("instance a; use_pid_dir");
    }

    @Test
    void spansSurviveIncludesConditionsAndSubstitutions() {
        Map<String, String> files = Map.of(
                "/t.conf", "vrrp_instance V {\n  include part\n}\n",
                "/part", "@node1   prioritt 100\n$P=priorty\n  ${P} 5\n");
        ConfigResult result = KeepalivedConfig.read(new MemorySourceLoader("/", files), "/t.conf", Configs.OPTIONS);
        List<String> places = new ArrayList<>();
        result.diagnostics().stream()
                .filter(each -> each.code() == Code.UNKNOWN_KEYWORD)
                .forEach(each -> places.add(each.span().orElseThrow() + " "
                        + each.span().orElseThrow().text()));
        assertThat(places).containsExactly("/part:1:10 prioritt", "/part:3:3 ${P}");
    }
}
