package dev.baton.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// How long ago the process was started, to the hundredth of a second.
final class ProcessAge {
    /// In which the kernel tells it, on every platform there is a JVM for.
    private static final long TICK_MILLIS = 10;
    /// Place of `starttime` after the command, whose parentheses may hold anything (proc_pid_stat(5)).
    private static final int START_TIME = 19;

    private ProcessAge() {}

    /// Zero where `/proc` does not tell.
    static Duration now() {
        try {
            return of(Files.readString(Path.of("/proc/self/stat")), Files.readString(Path.of("/proc/uptime")));
        } catch (IOException hidden) {
            return Duration.ZERO;
        }
    }

    /// @param stat the line of `/proc/self/stat`
    /// @param uptime the line of `/proc/uptime`; both count from the same boot
    static Duration of(String stat, String uptime) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        String[] seconds = uptime.substring(0, uptime.indexOf(' ')).split("\\.", -1);
        long now = Long.parseLong(seconds[0]) * 1_000 + Long.parseLong(seconds[1]) * TICK_MILLIS;
        long age = now - Long.parseLong(fields[START_TIME]) * TICK_MILLIS;
        return Duration.ofMillis(Math.max(age, 0));
    }
}
