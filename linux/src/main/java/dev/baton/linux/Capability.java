package dev.baton.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/// A permission of a process (capabilities(7)); those that Baton has a use for.
public enum Capability {
    KILL(5),
    SETGID(6),
    SETUID(7),
    NET_ADMIN(12),
    NET_RAW(13),
    SYS_ADMIN(21);

    private static final String FIELD = "CapEff:";

    private final int bit;

    Capability(int bit) {
        this.bit = bit;
    }

    /// As the man page spells it.
    @Override
    public String toString() {
        return "CAP_" + name();
    }

    /// Those that this process has in force; all of them if that cannot be read, so that the kernel is asked instead.
    public static Set<Capability> effective() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(FIELD))
                    .map(line -> of(Long.parseUnsignedLong(
                            line.substring(FIELD.length()).strip(), 16)))
                    .findFirst()
                    .orElse(EnumSet.allOf(Capability.class));
        } catch (IOException unreadable) {
            return EnumSet.allOf(Capability.class);
        }
    }

    private static Set<Capability> of(long mask) {
        Set<Capability> held = EnumSet.noneOf(Capability.class);
        Arrays.stream(values()).filter(each -> (mask & (1L << each.bit)) != 0).forEach(held::add);
        return held;
    }
}
