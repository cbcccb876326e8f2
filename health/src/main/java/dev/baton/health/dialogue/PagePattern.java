package dev.baton.health.dialogue;

import dev.baton.health.ProbeFailure;
import dev.baton.model.CheckerSpec.Regex;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// `regex` with its options, matched by `java.util.regex` in a bounded number of steps.
///
/// The matcher backtracks, as PCRE2 does, so that some patterns take for ever on some pages. Every step looks at a
/// character; the page hands out so many characters and no more.
final class PagePattern {
    /// Characters that one match may look at; some tens of milliseconds.
    static final long STEPS = 4_000_000;

    private final Regex regex;
    private final Optional<Pattern> compiled;
    private final String problem;

    private PagePattern(Regex regex, Optional<Pattern> compiled, String problem) {
        this.regex = regex;
        this.compiled = compiled;
        this.problem = problem;
    }

    /// Compiles the pattern. One that cannot be is remembered with the reason, and fails every page.
    static PagePattern of(Regex regex) {
        try {
            Set<String> options = Set.copyOf(regex.options());
            String translated = PcreSyntax.translate(regex.pattern(), options);
            return new PagePattern(regex, Optional.of(Pattern.compile(translated, flags(options))), "");
        } catch (PatternSyntaxException e) {
            return new PagePattern(regex, Optional.empty(), e.getDescription());
        }
    }

    /// A line ends with a line feed alone, as in PCRE2 by default.
    private static int flags(Set<String> options) {
        int flags = Pattern.UNIX_LINES;
        flags |= options.contains("caseless") ? Pattern.CASE_INSENSITIVE : 0;
        flags |= options.contains("dotall") ? Pattern.DOTALL : 0;
        flags |= options.contains("multiline") ? Pattern.MULTILINE : 0;
        flags |= options.contains("extended") ? Pattern.COMMENTS : 0;
        flags |= options.contains("utf") ? Pattern.UNICODE_CASE : 0;
        flags |= options.contains("ucp") ? Pattern.UNICODE_CHARACTER_CLASS : 0;
        return flags;
    }

    /// Why this page is not as it should be; empty if it is.
    Optional<ProbeFailure> objection(byte[] page, int length) {
        if (compiled.isEmpty()) {
            return Optional.of(new ProbeFailure.PatternInvalid(regex.pattern(), problem));
        }
        Charset charset = regex.options().contains("utf") ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String text = new String(page, 0, length, charset);
        try {
            boolean found = isFound(compiled.get(), text);
            if (found == regex.mustNotMatch()) {
                return Optional.of(
                        found
                                ? new ProbeFailure.PatternFound(regex.pattern())
                                : new ProbeFailure.PatternNotFound(regex.pattern()));
            }
            return Optional.empty();
        } catch (Exhausted e) {
            return Optional.of(new ProbeFailure.PatternTooCostly(regex.pattern(), STEPS));
        } catch (StackOverflowError e) {
            // Some groups recurse once per character: the stack is one more budget that a page can use up.
            return Optional.of(new ProbeFailure.PatternTooCostly(regex.pattern(), text.length()));
        }
    }

    /// A match has to begin between the two offsets.
    private boolean isFound(Pattern pattern, String text) {
        if (regex.minOffset() > text.length()) {
            return false;
        }
        Matcher matcher = pattern.matcher(new Metered(text, new Meter()));
        return matcher.find((int) regex.minOffset())
                && matcher.start() <= regex.maxOffset().orElse(Long.MAX_VALUE);
    }

    /// Thrown out of the middle of a match, where no result can be returned.
    private static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exhausted() {
            super("steps used up", null, false, false);
        }
    }

    /// How many characters may still be looked at.
    private static final class Meter {
        private long left = STEPS;

        void step() {
            left--;
            if (left < 0) {
                throw new Exhausted();
            }
        }
    }

    /// A page that hands out so many characters.
    private record Metered(String text, Meter meter) implements CharSequence {
        @Override
        public char charAt(int index) {
            meter.step();
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Metered(text.substring(start, end), meter);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
