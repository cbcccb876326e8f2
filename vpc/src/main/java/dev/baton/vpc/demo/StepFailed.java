package dev.baton.vpc.demo;

/// A step of the story did not come to its end; the message says what was expected and what was seen.
final class StepFailed extends Exception {
    private static final long serialVersionUID = 1L;

    StepFailed(String message) {
        super(message);
    }
}
