package dev.baton.health.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.CheckerSpec.Regex;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Patterns as PCRE2 reads them, with their options.
class PagePatternTest {
    private static String verdict(String pattern, String options, String page) {
        Regex regex = new Regex(
                pattern, false, options.isEmpty() ? List.of() : List.of(options.split(" ")), 0, Optional.empty());
        byte[] bytes = page.replace("~", "\n").getBytes(StandardCharsets.UTF_8);
        return PagePattern.of(regex)
                .objection(bytes, bytes.length)
                .map(why -> why.getClass().getSimpleName())
                .orElse("match");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {
                "hello '' hello match",
                "HELLO '' hello PatternNotFound",
                "HELLO caseless hello match",
                "a.b '' a~b PatternNotFound",
                "a.b dotall a~b match",
                "^b '' a~b PatternNotFound",
                "^b multiline a~b match",
                "a$ '' a~ match",
                "a$ dollar_endonly a~ PatternNotFound",
                "a$ dollar_endonly a match",
                "\"a b\" extended ab match",
                "^[[:digit:]]+$ '' 123 match",
                "^[^[:space:]]+$ '' 123 match",
                "^[[:^alpha:]]$ '' 1 match",
                "^[[:word:]]$ '' _ match",
                "^[a[b]+$ '' [a] PatternNotFound",
                "^[a[b]+$ '' a[b match",
                "^[]a]+$ '' ]a match",
                "^[a&&b]+$ '' &a&b match",
                "(?P<x>a)(?P=x) '' aa match",
                "(a)\\1 '' aa match",
                "^a{2}$ '' aa match",
                "^a{x}$ '' a{x} match",
                "^(a+)(?<b>a*)$ ungreedy aaa match",
                "(a)(?#comment)b '' ab match",
                "\\Qa.b\\E '' a.b match",
                "^.$ '' ä PatternNotFound",
                "^.$ utf ä match",
                "(a no_auto_capture a PatternInvalid",
                "(?R) '' a PatternInvalid",
                "a\\Kb '' ab PatternInvalid",
                "[[:nothing:]] '' a PatternInvalid",
                "a no_such_option a match"
            })
    void matchesAsPcreDoes(String pattern, String options, String page, String verdict) {
        assertThat(verdict(pattern, options.equals("''") ? "" : options, page)).isEqualTo(verdict);
    }
}
