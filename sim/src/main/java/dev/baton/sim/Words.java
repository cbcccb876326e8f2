package dev.baton.sim;

/// How numbers are written in sentences.
final class Words {
    private Words() {}

    static String seconds(long nanos) {
        return "%d.%03d s".formatted(nanos / 1_000_000_000, nanos % 1_000_000_000 / 1_000_000);
    }
}
