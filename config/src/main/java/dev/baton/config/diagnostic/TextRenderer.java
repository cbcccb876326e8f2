package dev.baton.config.diagnostic;

import dev.baton.config.source.Span;
import java.util.List;
import java.util.Optional;

/// Diagnostics for a person at a terminal: path, line and column, the source line, a caret, and what to do.
///
/// ```
/// keepalived.conf:12:5: error: 'priorty' is not a keyword in vrrp_instance [unknown-keyword]
///    12 | priorty 100
///       | ^^^^^^^ not known here
///       = help: did you mean 'priority'?
/// ```
public final class TextRenderer {
    private static final int EXCERPT_MAX = 160;

    private final boolean colour;

    private TextRenderer(boolean colour) {
        this.colour = colour;
    }

    /// Without escape sequences.
    public static TextRenderer plain() {
        return new TextRenderer(false);
    }

    /// With ANSI colours.
    public static TextRenderer coloured() {
        return new TextRenderer(true);
    }

    /// All of them, one after another, each ending with a line feed.
    public String render(List<Diagnostic> diagnostics) {
        StringBuilder out = new StringBuilder();
        diagnostics.forEach(diagnostic -> out.append(render(diagnostic)));
        return out.toString();
    }

    /// One diagnostic; every line ends with a line feed.
    public String render(Diagnostic diagnostic) {
        StringBuilder out = new StringBuilder();
        diagnostic
                .span()
                .ifPresent(
                        span -> out.append(paint(Style.BOLD, span.toString())).append(": "));
        out.append(paint(style(diagnostic.severity()), diagnostic.severity().word() + ":"))
                .append(' ')
                .append(paint(Style.BOLD, diagnostic.message()))
                .append(" [")
                .append(diagnostic.code().id())
                .append("]\n");
        int gutter = gutterWidth(diagnostic);
        diagnostic.primary().ifPresent(label -> excerpt(out, label, gutter, '^', style(diagnostic.severity())));
        for (Label label : diagnostic.secondary()) {
            out.append(" ".repeat(gutter)).append("--> ").append(label.span()).append('\n');
            excerpt(out, label, gutter, '-', Style.BLUE);
        }
        diagnostic
                .span()
                .flatMap(span -> span.source().includedFrom())
                .ifPresent(from -> out.append(" ".repeat(gutter))
                        .append(" = included from ")
                        .append(from)
                        .append('\n'));
        diagnostic
                .help()
                .ifPresent(help -> out.append(" ".repeat(gutter))
                        .append(" = ")
                        .append(paint(Style.GREEN, "help:"))
                        .append(' ')
                        .append(help)
                        .append('\n'));
        return out.toString();
    }

    private void excerpt(StringBuilder out, Label label, int gutter, char mark, Style style) {
        Span span = label.span();
        String line = span.source().lineText(span.line());
        int from = Math.min(span.column() - 1, line.length());
        int length = Math.max(1, Math.min(span.end() - span.start(), line.length() - from));
        int cut = from > EXCERPT_MAX / 2 && line.length() > EXCERPT_MAX ? from - EXCERPT_MAX / 2 : 0;
        String shown = printable(line.substring(cut, Math.min(line.length(), cut + EXCERPT_MAX)));
        length = Math.max(1, Math.min(length, shown.length() - (from - cut)));
        // formatting it with "%d" would load the JDK's locale data, which takes longer than many a check
        String number = String.valueOf(span.line());
        out.append(paint(Style.BLUE, " ".repeat(gutter - number.length()) + number + " | "))
                .append(shown)
                .append('\n');
        String marks = String.valueOf(mark).repeat(length);
        String text = label.text().isEmpty() ? marks : marks + " " + label.text();
        out.append(paint(Style.BLUE, " ".repeat(gutter) + " | "))
                .append(indentLike(shown, from - cut))
                .append(paint(style, text))
                .append('\n');
    }

    private static int gutterWidth(Diagnostic diagnostic) {
        Optional<Integer> widest = java.util.stream.Stream.concat(
                        diagnostic.primary().stream(), diagnostic.secondary().stream())
                .map(label -> String.valueOf(label.span().line()).length())
                .max(Integer::compare);
        return Math.max(4, widest.orElse(0) + 1);
    }

    /// Blanks up to the caret, with tabs kept where the line has tabs so that the caret stands below its word.
    private static String indentLike(String line, int length) {
        StringBuilder indent = new StringBuilder();
        for (int at = 0; at < length; at++) {
            indent.append(at < line.length() && line.charAt(at) == '\t' ? '\t' : ' ');
        }
        return indent.toString();
    }

    /// Control characters could drive the terminal; they are shown as the replacement character.
    private static String printable(String line) {
        StringBuilder shown = new StringBuilder(line.length());
        line.chars().forEach(c -> shown.append(c != '\t' && Character.isISOControl(c) ? '\ufffd' : (char) c));
        return shown.toString();
    }

    private String paint(Style style, String text) {
        return colour ? style.start + text + "\u001b[0m" : text;
    }

    private static Style style(Severity severity) {
        return switch (severity) {
            case ERROR -> Style.RED;
            case WARNING -> Style.YELLOW;
            case NOTE -> Style.CYAN;
        };
    }

    private enum Style {
        BOLD("\u001b[1m"),
        RED("\u001b[1;31m"),
        YELLOW("\u001b[1;33m"),
        CYAN("\u001b[1;36m"),
        GREEN("\u001b[32m"),
        BLUE("\u001b[34m");

        private final String start;

        Style(String start) {
            this.start = start;
        }
    }
}
