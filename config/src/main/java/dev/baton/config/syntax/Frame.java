package dev.baton.config.syntax;

import dev.baton.config.source.Source;
import java.util.Iterator;
import java.util.Optional;

/// Where the next line comes from. Frames form a stack: an include or a definition in use lies on top of what used it.
sealed interface Frame {
    /// The next line, or nothing more.
    Optional<Text> next();

    /// An open file.
    final class File implements Frame {
        private final Source source;
        private final String directory;
        private final IncludeChecks checksBefore;
        private int position;

        /// @param checksBefore the level of include checks to return to when the file ends
        File(Source source, String directory, IncludeChecks checksBefore) {
            this.source = source;
            this.directory = directory;
            this.checksBefore = checksBefore;
        }

        Source source() {
            return source;
        }

        String directory() {
            return directory;
        }

        IncludeChecks checksBefore() {
            return checksBefore;
        }

        /// Where the next line starts.
        int position() {
            return position;
        }

        /// Leaves out the lines before this place.
        void skipTo(int place) {
            position = place;
        }

        @Override
        public Optional<Text> next() {
            String text = source.text();
            if (position >= text.length()) {
                return Optional.empty();
            }
            int feed = text.indexOf('\n', position);
            int end = feed < 0 ? text.length() : feed;
            int stripped = end;
            while (stripped > position && text.charAt(stripped - 1) == '\r') {
                stripped--;
            }
            Text line = Text.verbatim(source, position, stripped);
            position = end + 1;
            return Optional.of(line);
        }
    }

    /// The lines of a definition that is being used, or of a `~SEQ` or `~LST`.
    ///
    /// @param name the definition's, to notice when it uses itself
    record Lines(String name, Iterator<Text> lines) implements Frame {
        @Override
        public Optional<Text> next() {
            return lines.hasNext() ? Optional.of(lines.next()) : Optional.empty();
        }
    }

    /// What is left of a line after a brace; comments are gone already.
    final class Rest implements Frame {
        private Optional<Text> rest;

        Rest(Text rest) {
            this.rest = Optional.of(rest);
        }

        @Override
        public Optional<Text> next() {
            Optional<Text> line = rest;
            rest = Optional.empty();
            return line;
        }
    }
}
