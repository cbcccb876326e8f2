package dev.baton.vpc.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Redraws the picture in place on a terminal, with the story so far below it. What does not fit is left out from
/// the story's beginning, so the frame never scrolls.
final class LiveView implements StoryView {
    private static final Duration REDRAW_EVERY = Duration.ofMillis(100);
    private static final String INDENT = " ".repeat(19);

    private final PrintStream out;
    private final Drawing drawing;
    private final TerminalSize size;
    private final List<String> story = new ArrayList<>();
    private Optional<Step> current = Optional.empty();
    private Duration drawnAt = Duration.ofDays(-1);
    private int height;

    LiveView(PrintStream out, Drawing drawing, TerminalSize size) {
        this.out = out;
        this.drawing = drawing;
        this.size = size;
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
        PlainView.line(result).lines().forEach(line -> story.addAll(wrap(line)));
        current = Optional.empty();
        draw(scene, result.start().plus(result.took()));
    }

    /// Shown with the next picture.
    @Override
    public void note(String text) {
        story.addAll(wrap(text));
    }

    @Override
    public void finish(Scene scene, Duration sinceStart) {
        draw(scene, sinceStart);
    }

    /// Breaks a line at blanks so that it fits; what follows is indented as the story's sentences are.
    List<String> wrap(String line) {
        List<String> lines = new ArrayList<>();
        String rest = line;
        while (rest.length() >= size.columns()) {
            int blank = rest.lastIndexOf(' ', size.columns() - 1);
            int end = blank > INDENT.length() ? blank : size.columns() - 1;
            lines.add(rest.substring(0, end));
            rest = INDENT + rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    private void draw(Scene scene, Duration sinceStart) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(drawing.lines(scene));
        lines.add("");
        int room = size.rows() - lines.size() - 2;
        lines.addAll(story.subList(Math.max(0, story.size() - room), story.size()));
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
