package dev.baton.vpc.demo;

import java.time.Duration;

/// Tells nothing, for programs that read the report.
final class SilentView implements StoryView {
    @Override
    public void began(Step step) {
        // Told by the report.
    }

    @Override
    public void passing(Scene scene, Duration sinceStart) {
        // Told by the report.
    }

    @Override
    public void ended(StepResult result, Scene scene) {
        // Told by the report.
    }

    @Override
    public void note(String text) {
        // Told by the report.
    }

    @Override
    public void finish(Scene scene, Duration sinceStart) {
        // Told by the report.
    }
}
