package dev.baton.model;

import org.jspecify.annotations.Nullable;

/// A network interface's name: 1 to 15 bytes, no blank and no slash (`IFNAMSIZ` in the kernel's `linux/if.h`).
public record InterfaceName(String value) {
    public static final int LENGTH_MAX = 15;

    public InterfaceName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value + "' cannot be the name of an interface");
        }
    }

    /// True if the kernel would accept the name.
    public static boolean isValid(String name) {
        return !name.isEmpty()
                && name.length() <= LENGTH_MAX
                && !name.equals(".")
                && !name.equals("..")
                && name.chars().noneMatch(c -> c <= ' ' || c == '/' || c == ':' || c > '~');
    }

    /// As that of every record, and several times as fast: interfaces are looked up with every packet.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InterfaceName(String name) && name.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
