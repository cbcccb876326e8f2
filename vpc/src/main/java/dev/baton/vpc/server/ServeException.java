package dev.baton.vpc.server;

/// The server cannot start; the message is a sentence for whoever started it.
public final class ServeException extends Exception {
    private static final long serialVersionUID = 1L;

    public ServeException(String message) {
        super(message);
    }

    public ServeException(String message, Throwable cause) {
        super(message, cause);
    }
}
