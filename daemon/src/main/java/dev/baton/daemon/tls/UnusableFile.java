package dev.baton.daemon.tls;

/// A file of a certificate or key that is of no use.
final class UnusableFile extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    /// @param why ends a sentence
    UnusableFile(String why) {
        super(why);
        this.why = why;
    }

    String why() {
        return why;
    }
}
