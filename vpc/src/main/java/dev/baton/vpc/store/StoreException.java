package dev.baton.vpc.store;

/// The database did not do what was asked of it; its message names the operation and never a password.
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public StoreException(String operation, Throwable cause) {
        super(operation + ": " + firstLine(cause), cause);
    }

    public StoreException(String message) {
        super(message);
    }

    /// Databases add hints and positions on further lines.
    private static String firstLine(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }
}
