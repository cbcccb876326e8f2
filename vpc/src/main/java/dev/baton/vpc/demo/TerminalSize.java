package dev.baton.vpc.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much fits on the terminal.
record TerminalSize(int rows, int columns) {
    /// What every terminal has, and what is assumed when one does not say.
    static final TerminalSize LEAST = new TerminalSize(24, 80);

    private static final Pattern ANSWER = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");

    /// The size now, as `stty size` tells it; a terminal that says 0 does not know.
    static TerminalSize ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException noSuchProgram) {
            return LEAST;
        }
    }

    static TerminalSize parse(String answer) {
        Matcher numbers = ANSWER.matcher(answer);
        if (!numbers.matches()) {
            return LEAST;
        }
        TerminalSize size = new TerminalSize(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
        return size.rows() < 10 || size.columns() < 40 ? LEAST : size;
    }
}
