package dev.baton.model;

/// One line of a track list: something outside of VRRP on which an instance or a sync group depends.
///
/// Weight 0 means that a failure (with `reverse`, a success) is a fault. A positive weight is added to the
/// priority while the object is well, a negative one while it is not; `reverse` turns the sign. A file's
/// value is multiplied by the weight instead.
///
/// @param name of the interface, or of the `vrrp_script`, `track_file`, `track_process` or `bfd_instance` block
/// @param weight -254 to 254, every default applied
public record Tracked(Kind kind, String name, int weight, boolean reverse) {
    public Tracked {
        if (weight < -254 || weight > 254) {
            throw new IllegalArgumentException("weight " + weight + " is outside -254 to 254");
        }
    }

    /// What kind of thing it is.
    public enum Kind {
        INTERFACE("interface"),
        SCRIPT("script"),
        FILE("tracked file"),
        PROCESS("tracked process"),
        BFD("BFD instance"),
        /// The static entries of a `track_group`.
        STATIC("track group");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// How a person calls it.
        public String word() {
            return word;
        }
    }
}
