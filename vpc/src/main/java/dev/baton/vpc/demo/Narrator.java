package dev.baton.vpc.demo;

import dev.baton.linux.MonotonicClock;
import dev.baton.model.Tick;
import dev.baton.vpc.VpcException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Keeps the time of the story, tells its steps to the view, and waits with an end in sight.
final class Narrator {
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private final StoryView view;
    private final Supplier<Scene> scene;
    private final Tick start = MonotonicClock.now();
    private final List<StepResult> results = new ArrayList<>();

    Narrator(StoryView view, Supplier<Scene> scene) {
        this.view = view;
        this.scene = scene;
    }

    /// What happens in a step.
    interface Action {
        /// Does it and returns what was seen, one sentence.
        String perform() throws StepFailed, VpcException;
    }

    List<StepResult> results() {
        return List.copyOf(results);
    }

    /// Plays one step and tells its outcome.
    ///
    /// @throws StepFailed after having told that too
    void step(Step step, Action action) throws StepFailed {
        Tick began = MonotonicClock.now();
        view.began(step);
        try {
            String outcome = action.perform();
            tell(step, began, true, outcome);
        } catch (StepFailed | VpcException e) {
            String why = String.valueOf(e.getMessage());
            // The rest, the last lines of logs, is for whoever has to find out why; the report has it.
            tell(
                    step,
                    began,
                    false,
                    step.doing() + ": " + why.lines().findFirst().orElse(""));
            throw new StepFailed(why);
        }
    }

    private void tell(Step step, Tick began, boolean ok, String outcome) {
        Duration took = MonotonicClock.now().since(began);
        StepResult result = new StepResult(step, began.since(start), took, ok, outcome);
        results.add(result);
        view.ended(result, scene.get());
    }

    /// Waits until something is so, while the view goes on.
    ///
    /// @param complaint what to say when it is not so in time
    void await(Duration limit, BooleanSupplier done, Supplier<String> complaint) throws StepFailed {
        Tick end = MonotonicClock.now().plus(limit);
        while (!done.getAsBoolean()) {
            if (end.isReachedAt(MonotonicClock.now())) {
                throw new StepFailed(complaint.get());
            }
            look();
        }
    }

    /// Waits a moment; then shows the scene.
    void look() throws StepFailed {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("interrupted");
        }
        view.passing(scene.get(), MonotonicClock.now().since(start));
    }

    /// Shows the last picture.
    void finish() {
        view.finish(scene.get(), MonotonicClock.now().since(start));
    }
}
