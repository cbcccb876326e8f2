package dev.baton.health.dialogue;

import java.util.Set;
import java.util.regex.PatternSyntaxException;

/// Rewrites a pattern of PCRE2 as one of `java.util.regex` where the two write the same thing differently: POSIX
/// classes, brackets within classes, names of groups, `$`, and what the options `ungreedy` and `no_auto_capture` turn
/// around. What Java has no counterpart for is refused.
final class PcreSyntax {
    private final String source;
    private final Set<String> options;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private PcreSyntax(String source, Set<String> options) {
        this.source = source;
        this.options = options;
    }

    /// @throws PatternSyntaxException if Java cannot match it
    static String translate(String source, Set<String> options) {
        PcreSyntax syntax = new PcreSyntax(source, options);
        while (syntax.at < source.length()) {
            syntax.next();
        }
        return syntax.out.toString();
    }

    private void next() {
        char c = source.charAt(at);
        switch (c) {
            case '\\' -> escape();
            case '[' -> characterClass();
            case '(' -> group();
            case '$' -> dollar();
            case '*', '+', '?' -> quantifier(1);
            case '{' -> braces();
            default -> copy(1);
        }
    }

    private void copy(int count) {
        out.append(source, at, at + count);
        at += count;
    }

    private void replace(int count, String by) {
        out.append(by);
        at += count;
    }

    private boolean isAhead(String text) {
        return source.startsWith(text, at);
    }

    private void escape() {
        if (isAhead("\\Q")) {
            int end = source.indexOf("\\E", at);
            copy((end < 0 ? source.length() : end + 2) - at);
        } else if (isAhead("\\K") || isAhead("\\C") || (isAhead("\\g") && !isAhead("\\g{"))) {
            throw refuse("\\" + source.charAt(at + 1) + " is not supported");
        } else {
            copy(Math.min(2, source.length() - at));
        }
    }

    /// In PCRE2 `$` without `multiline` matches before a last line feed too, as in Java; `dollar_endonly` does not.
    private void dollar() {
        boolean endOnly = options.contains("dollar_endonly") && !options.contains("multiline");
        replace(1, endOnly ? "\\z" : "$");
    }

    private void group() {
        if (isAhead("(?P<")) {
            replace(4, "(?<");
        } else if (isAhead("(?P=")) {
            int end = source.indexOf(')', at);
            if (end < 0) {
                throw refuse("a reference without end");
            }
            String name = source.substring(at + 4, end);
            replace(end + 1 - at, "\\k<" + name + ">");
        } else if (isAhead("(?R") || isAhead("(?(") || isAhead("(?&") || isAhead("(?P>") || isAhead("(?|")) {
            throw refuse("recursion and conditions are not supported");
        } else if (isAhead("(*")) {
            throw refuse("verbs are not supported");
        } else if (isAhead("(?#")) {
            int end = source.indexOf(')', at);
            replace((end < 0 ? source.length() : end + 1) - at, "");
        } else if (isAhead("(?") || !options.contains("no_auto_capture")) {
            // The question mark belongs to the group and is no quantifier.
            copy(isAhead("(?") ? 2 : 1);
        } else {
            replace(1, "(?:");
        }
    }

    private void braces() {
        int end = source.indexOf('}', at);
        if (end > 0 && source.substring(at, end + 1).matches("\\{\\d+(,\\d*)?}")) {
            quantifier(end + 1 - at);
        } else {
            replace(1, "\\{");
        }
    }

    private void quantifier(int length) {
        copy(length);
        if (!options.contains("ungreedy") || isAhead("+")) {
            if (at < source.length() && "?+".indexOf(source.charAt(at)) >= 0) {
                copy(1);
            }
        } else if (isAhead("?")) {
            at++;
        } else {
            out.append('?');
        }
    }

    private void characterClass() {
        copy(1);
        if (isAhead("^")) {
            copy(1);
        }
        // A bracket that comes first is a character.
        if (isAhead("]")) {
            replace(1, options.contains("allow_empty_class") ? "]" : "\\]");
        }
        while (at < source.length() && source.charAt(at) != ']') {
            classMember();
        }
        if (at < source.length()) {
            copy(1);
        }
    }

    private void classMember() {
        if (isAhead("[:")) {
            posixClass();
        } else if (isAhead("\\")) {
            copy(Math.min(2, source.length() - at));
        } else if (isAhead("[")) {
            replace(1, "\\[");
        } else if (isAhead("&&")) {
            replace(2, "\\&\\&");
        } else {
            copy(1);
        }
    }

    private void posixClass() {
        int end = source.indexOf(":]", at);
        if (end < 0) {
            replace(1, "\\[");
            return;
        }
        String name = source.substring(at + 2, end);
        boolean not = name.startsWith("^");
        String java = switch (not ? name.substring(1) : name) {
            case "alpha" -> "Alpha}";
            case "digit" -> "Digit}";
            case "alnum" -> "Alnum}";
            case "upper" -> "Upper}";
            case "lower" -> "Lower}";
            case "punct" -> "Punct}";
            case "graph" -> "Graph}";
            case "print" -> "Print}";
            case "blank" -> "Blank}";
            case "cntrl" -> "Cntrl}";
            case "xdigit" -> "XDigit}";
            case "space" -> "Space}";
            case "ascii" -> "ASCII}";
            case "word" -> "";
            default -> throw refuse("'" + name + "' is not a POSIX class");
        };
        String word = not ? "\\W" : "\\w";
        replace(end + 2 - at, java.isEmpty() ? word : (not ? "\\P{" : "\\p{") + java);
    }

    private PatternSyntaxException refuse(String why) {
        return new PatternSyntaxException(why, source, at);
    }
}
