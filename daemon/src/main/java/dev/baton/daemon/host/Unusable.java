package dev.baton.daemon.host;

/// A configured entry cannot be asked of the kernel as things are: an interface is missing, or a word means nothing.
public final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String why) {
        super(why);
    }

    /// The reason, for a person.
    public String why() {
        return String.valueOf(getMessage());
    }
}
