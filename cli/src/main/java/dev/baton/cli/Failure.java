package dev.baton.cli;

/// How a command that fails unexpectedly says so: in one sentence, without a stack trace (`BATON_TRACE=1` shows it).
final class Failure {
    /// What keepalived's users know as "fatal".
    static final int EXIT_CODE = 1;

    private Failure() {}

    static String sentence(Throwable problem) {
        String message = problem.getMessage();
        return message == null || message.isBlank() ? problem.getClass().getSimpleName() : message;
    }
}
