package dev.baton.vpc.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Redraws the picture in place on a terminal, with the steps told so far below it.
final class LiveView implements StoryView {
    private static final Duration REDRAW_EVERY = Duration.ofMillis(100);

    private final PrintStream out;
    private final Drawing drawing;
    private final List<String> told = new ArrayList<>();
    private Optional<Step> current = Optional.empty();
    private Duration drawnAt = Duration.ofDays(-1);
    private int height;

    LiveView(PrintStream out, Drawing drawing) {
        this.out = out;
        this.drawing = drawing;
    }

    @Override
    public void began(Step step) {
        current = Optional.of(step);
    }

    @Override
    public void passing(Scene scene, Duration sinceStart) {
        if (sinceStart.minus(drawnAt).compareTo(REDRAW_EVERY) >= 0) {
            drawnAt = sinceStart;
            draw(scene, sinceStart);
        }
    }

    @Override
    public void ended(StepResult result, Scene scene) {
        told.add(PlainView.line(result));
        current = Optional.empty();
        draw(scene, result.start().plus(result.took()));
    }

    @Override
    public void note(String text) {
        out.println(text);
        out.flush();
        // What is printed below the picture stays; the next picture starts under it.
        height = 0;
    }

    private void draw(Scene scene, Duration sinceStart) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(drawing.lines(scene));
        lines.add("");
        lines.addAll(told);
        current.ifPresent(step -> lines.add("%3d.%01d   s  ...     %s"
                .formatted(sinceStart.toSeconds(), sinceStart.toMillisPart() / 100, step.doing())));
        StringBuilder frame = new StringBuilder();
        if (height > 0) {
            frame.append("\033[").append(height).append('A');
        }
        // Each line clears what it replaces, and the end clears what the last picture had below.
        lines.forEach(line -> frame.append('\r').append(line).append("\033[K\n"));
        frame.append("\033[J");
        out.print(frame);
        out.flush();
        height = lines.size();
    }
}
