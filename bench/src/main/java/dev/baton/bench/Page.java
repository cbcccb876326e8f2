package dev.baton.bench;

import dev.baton.it.lab.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `docs/benchmarks.md`: one section for each command that measures, each replaced by itself.
final class Page {
    private static final String TITLE = "# Benchmarks\n\n";

    private Page() {}

    /// In the order of the page.
    enum Section {
        ROUNDS("## Rounds\n"),
        SOAK("## Long runs\n"),
        TRAFFIC("## Traffic\n"),
        /// Written by hand from what `make fabric` prints.
        FABRIC("## The fabric\n");

        private final String heading;

        Section(String heading) {
            this.heading = heading;
        }

        String heading() {
            return heading;
        }
    }

    /// Writes the page with this section new and the others as they are.
    ///
    /// @param text begins with the section's heading
    static void replace(Section section, String text) throws IOException {
        Path file = Checkout.root().resolve("docs/benchmarks.md");
        Files.writeString(file, replaced(Files.readString(file), section, text));
    }

    static String replaced(String page, Section section, String text) {
        StringBuilder result = new StringBuilder(TITLE);
        for (Section each : Section.values()) {
            String part = each == section ? text : part(page, each);
            result.append(part.isEmpty() ? "" : part.strip() + "\n\n");
        }
        return result.toString().strip() + "\n";
    }

    /// From its heading to the next one, or to the end; nothing if it is not there.
    private static String part(String page, Section section) {
        int begin = page.indexOf(section.heading());
        if (begin < 0) {
            return "";
        }
        int end = page.indexOf("\n## ", begin);
        return end < 0 ? page.substring(begin) : page.substring(begin, end + 1);
    }
}
