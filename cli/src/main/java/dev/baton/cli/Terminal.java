package dev.baton.cli;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/// What the command may assume of whoever reads its output.
final class Terminal {
    private Terminal() {}

    /// True if input and output are a terminal.
    @SuppressWarnings("SystemConsoleNull") // whether null means "not a terminal" differs between JDKs
    static boolean isInteractive() {
        @Nullable Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// True if colours are welcome: on a terminal, unless `NO_COLOR` is set.
    static boolean wantsColour() {
        return isInteractive() && System.getenv("NO_COLOR") == null;
    }
}
