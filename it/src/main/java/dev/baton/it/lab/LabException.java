package dev.baton.it.lab;

/// The laboratory could not do what was asked: a program failed to start, a namespace refused, a wait timed out.
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// A failure that was seen in a result.
    ///
    /// @param message what was tried, on what, and what came back
    public LabException(String message) {
        super(message);
    }

    /// A failure that another exception announced.
    ///
    /// @param message what was tried and on what
    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
