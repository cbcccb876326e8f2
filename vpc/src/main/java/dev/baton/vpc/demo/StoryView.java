package dev.baton.vpc.demo;

import java.time.Duration;

/// Where the story is told.
interface StoryView {
    /// A step has begun.
    void began(Step step);

    /// Time has passed; called often, may do nothing.
    void passing(Scene scene, Duration sinceStart);

    /// A step has ended.
    void ended(StepResult result, Scene scene);

    /// A remark outside the steps.
    void note(String text);

    /// Shows what has not been shown yet.
    void finish(Scene scene, Duration sinceStart);
}
