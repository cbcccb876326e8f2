package dev.baton.config.keyword;

import java.util.List;

/// One word that follows a keyword: what it is called in the manual, what it may be, and how often it stands there.
public record Argument(String name, Shape shape, Count count) {
    public enum Count {
        ONE,
        OPTIONAL,
        MANY
    }

    /// What a word may be. The parser checks it; completion and the schema describe it.
    public sealed interface Shape {
        /// Any word.
        record Word() implements Shape {}

        /// A whole number in base 10.
        record Int(long min, long max) implements Shape {}

        /// A number with decimals. The bounds are in millionths, as keepalived keeps seconds in microseconds.
        record Decimal(long minMillionths, long maxMillionths) implements Shape {}

        /// `on`, `true`, `yes`, `off`, `false` or `no`.
        record Bool() implements Shape {}

        /// One of these words.
        record Choice(List<String> words, boolean anyCase) implements Shape {
            public Choice {
                words = List.copyOf(words);
            }
        }

        /// An IPv4 or IPv6 address.
        record Address() implements Shape {}

        /// A multicast address.
        record Multicast() implements Shape {}

        /// The name of a network interface: at most 15 bytes.
        record Interface() implements Shape {}

        /// A file's path.
        record Path() implements Shape {}

        /// A command with its parameters, quoted as one word.
        record Script() implements Shape {}

        /// A name that another block defines, such as a `vrrp_script`.
        record Name(String definedBy) implements Shape {}
    }
}
