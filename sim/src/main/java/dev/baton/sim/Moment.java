package dev.baton.sim;

/// One line of a story.
///
/// @param atNanos true time from the beginning
/// @param node where it happened; empty if nowhere in particular
/// @param text without a full stop
public record Moment(long atNanos, Kind kind, String node, String text) {
    /// What kind of thing is told.
    public enum Kind {
        /// Somebody or something did it to the nodes.
        FAULT,
        /// A router changed its state.
        STATE,
        /// A router noticed something.
        NOTE,
        /// Packets for a virtual address go elsewhere now.
        OWNER,
        /// An address was added or removed without the daemon.
        KERNEL,
        /// A promise was broken.
        VIOLATION
    }

    /// `   5.000000  ha1  text`.
    @Override
    public String toString() {
        String time = "%6d.%06d".formatted(atNanos / 1_000_000_000, atNanos % 1_000_000_000 / 1_000);
        String mark = kind == Kind.VIOLATION ? "!! " : kind == Kind.FAULT ? ">> " : "";
        return time + "  " + (node.isEmpty() ? "-" : node) + "  " + mark + text;
    }
}
