package dev.baton.wire;

/// Why bytes could not be decoded, naming the field that failed.
public sealed interface DecodeError {
    /// The field in the words of the RFC, such as `IPv4 header` or `address count`.
    String field();

    /// The failure in words, without a full stop.
    String sentence();

    /// The bytes end before the field does.
    ///
    /// @param needed bytes needed up to the field's end
    /// @param available bytes that were there
    record Truncated(String field, int needed, int available) implements DecodeError {
        @Override
        public String sentence() {
            return field + " needs " + needed + " bytes, there are " + available;
        }
    }

    /// The field has a value that its format does not allow.
    record Unexpected(String field, long expected, long actual) implements DecodeError {
        @Override
        public String sentence() {
            return field + " is " + actual + ", expected " + expected;
        }
    }
}
