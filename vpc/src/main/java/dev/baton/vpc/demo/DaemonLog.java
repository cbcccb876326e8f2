package dev.baton.vpc.demo;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a daemon wrote, Baton or keepalived: both say `(VI_1) Entering MASTER STATE`.
///
/// @param lines in the order of writing, the last one complete
record DaemonLog(List<String> lines) {
    private static final Pattern ENTERING = Pattern.compile("\\) Entering (MASTER|BACKUP|FAULT) STATE");

    DaemonLog {
        lines = List.copyOf(lines);
    }

    /// MASTER, BACKUP or FAULT as entered last; empty if none was.
    String state() {
        return lines.reversed().stream()
                .map(ENTERING::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse("");
    }

    /// True if this state was ever entered.
    boolean entered(String state) {
        return lines.stream()
                .map(ENTERING::matcher)
                .anyMatch(matcher -> matcher.find() && matcher.group(1).equals(state));
    }

    /// The last lines, for somebody who has to find out why.
    List<String> tail(int count) {
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }
}
