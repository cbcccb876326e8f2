package dev.baton.vpc.demo;

import java.io.PrintStream;
import java.time.Duration;

/// One line for each step, for pipes and log files.
final class PlainView implements StoryView {
    private final PrintStream out;

    PlainView(PrintStream out) {
        this.out = out;
    }

    /// The line for a finished step, shared with the other views.
    static String line(StepResult result) {
        long millis = result.start().plus(result.took()).toMillis();
        return "%3d.%03d s  %s  %s"
                .formatted(millis / 1000, millis % 1000, result.ok() ? "ok    " : "FAILED", result.outcome());
    }

    @Override
    public void began(Step step) {
        // A pipe gets the outcome only; what is being waited for matters to somebody who watches.
    }

    @Override
    public void passing(Scene scene, Duration sinceStart) {
        // Nothing is redrawn on a pipe.
    }

    @Override
    public void ended(StepResult result, Scene scene) {
        out.println(line(result));
        out.flush();
    }

    @Override
    public void note(String text) {
        out.println(text);
        out.flush();
    }

    @Override
    public void finish(Scene scene, Duration sinceStart) {
        // Everything is out already.
    }
}
