package dev.baton.wire;

import java.util.Optional;
import java.util.function.Function;

/// What became of bytes that somebody else sent: a value, or the reason why there is none.
public sealed interface DecodeResult<T> {
    /// The bytes made sense.
    record Decoded<T>(T value) implements DecodeResult<T> {}

    /// They did not.
    record Malformed<T>(DecodeError error) implements DecodeResult<T> {}

    /// The value, if there is one.
    default Optional<T> toOptional() {
        return switch (this) {
            case Decoded<T>(T value) -> Optional.of(value);
            case Malformed<T> malformed -> Optional.empty();
        };
    }

    /// Goes on decoding with what was decoded so far.
    default <U> DecodeResult<U> then(Function<T, DecodeResult<U>> next) {
        return switch (this) {
            case Decoded<T>(T value) -> next.apply(value);
            case Malformed<T>(DecodeError error) -> new Malformed<>(error);
        };
    }

    /// A failure because `field` needs `needed` bytes in all and only `available` are there.
    static <T> DecodeResult<T> truncated(String field, int needed, int available) {
        return new Malformed<>(new DecodeError.Truncated(field, needed, available));
    }

    /// A failure because `field` has a value that cannot be.
    static <T> DecodeResult<T> unexpected(String field, long expected, long actual) {
        return new Malformed<>(new DecodeError.Unexpected(field, expected, actual));
    }
}
