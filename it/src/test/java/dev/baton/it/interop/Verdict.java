package dev.baton.it.interop;

import dev.baton.it.lab.LabException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a row has shown, cell by cell. A cell behind a red one was not played.
record Verdict(Map<Cell, Mark> marks, Optional<LabException> failure) {
    /// How a cell ended.
    enum Mark {
        GREEN("yes"),
        RED("**no**"),
        NOT_PLAYED("–");

        private final String text;

        Mark(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /// Plays a row until its end or its first failure.
    static Verdict of(Row row) {
        Map<Cell, Mark> marks = new EnumMap<>(Cell.class);
        @Nullable LabException failure = null;
        try (Story story = new Story(row)) {
            for (Cell cell : Cell.values()) {
                if (failure == null) {
                    failure = play(story, cell);
                    marks.put(cell, failure == null ? Mark.GREEN : Mark.RED);
                }
            }
        }
        return new Verdict(marks, Optional.ofNullable(failure));
    }

    private static @Nullable LabException play(Story story, Cell cell) {
        try {
            story.play(cell);
            return null;
        } catch (LabException e) {
            return new LabException(cell.title() + ": " + e.getMessage(), e);
        }
    }

    Mark mark(Cell cell) {
        return marks.getOrDefault(cell, Mark.NOT_PLAYED);
    }

    void throwIfRed() {
        failure.ifPresent(failed -> {
            throw failed;
        });
    }
}
