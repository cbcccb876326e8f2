package dev.baton.config.diagnostic;

import java.util.Locale;

/// How much a finding matters.
public enum Severity {
    /// The file does not mean what its author wanted, or cannot be run.
    ERROR,
    /// It runs, but is likely to surprise.
    WARNING,
    /// Good to know.
    NOTE;

    /// Lower case, as it is printed.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
