package dev.baton.daemon.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Kernel settings that netlink cannot change, below `/proc/sys/net` of the calling thread's network namespace.
/// In a container they are often read-only: what is refused comes back as a value.
public final class ProcSys {
    private static final Path NET = Path.of("/proc/sys/net");

    private ProcSys() {}

    /// The setting's value; empty if the kernel has none of that name.
    public static Optional<Integer> read(String name) {
        try {
            return Optional.of(
                    Integer.valueOf(Files.readString(NET.resolve(name)).strip()));
        } catch (IOException | NumberFormatException notThere) {
            return Optional.empty();
        }
    }

    /// Changes it.
    ///
    /// @return what was refused and why, as a sentence; empty on success
    public static Optional<String> write(String name, int value) {
        Path file = NET.resolve(name);
        try {
            Files.writeString(file, Integer.toString(value));
            return Optional.empty();
        } catch (IOException refused) {
            String why = Optional.ofNullable(refused.getMessage()).orElse("refused");
            String shown =
                    why.startsWith(file + ": ") ? why.substring(file.toString().length() + 2) : why;
            return Optional.of("cannot write " + value + " to " + file + ": " + shown);
        }
    }
}
