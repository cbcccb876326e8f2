package dev.baton.daemon.track;

import dev.baton.model.TrackProcessSpec;
import java.util.List;

/// Which processes a `vrrp_track_process` means.
final class ProcessPattern {
    /// The kernel keeps so many characters of a command's name.
    private static final int NAME_MAX = 15;

    private final TrackProcessSpec spec;

    ProcessPattern(TrackProcessSpec spec) {
        this.spec = spec;
    }

    /// True if the command line has to be known.
    boolean needsCommandLine() {
        return spec.match() != TrackProcessSpec.Match.COMMAND;
    }

    /// Whether a process is meant.
    ///
    /// @param name what the kernel calls it (`/proc/PID/comm`)
    /// @param commandLine the command and its parameters; empty for a kernel thread
    boolean matches(String name, List<String> commandLine) {
        return switch (spec.match()) {
            case COMMAND -> name.equals(shortened(spec.command().getFirst()));
            case EXACT -> commandLine.equals(spec.command());
            case INITIAL -> startsWith(commandLine, spec.command());
            case PARTIAL -> startsPartially(commandLine, spec.command());
        };
    }

    private static String shortened(String name) {
        return name.length() <= NAME_MAX ? name : name.substring(0, NAME_MAX);
    }

    private static boolean startsWith(List<String> words, List<String> start) {
        return words.size() >= start.size() && words.subList(0, start.size()).equals(start);
    }

    private static boolean startsPartially(List<String> words, List<String> start) {
        int last = start.size() - 1;
        return words.size() > last
                && words.subList(0, last).equals(start.subList(0, last))
                && words.get(last).startsWith(start.get(last));
    }
}
