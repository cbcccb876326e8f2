package dev.baton.config.source;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// How the configuration's text is reached. The reader itself opens no file.
public interface SourceLoader {
    /// The directory against which the first file's relative path counts, absolute and without a final slash.
    String workingDirectory();

    /// The content of a file. The path is absolute.
    Loaded load(String path);

    /// The existing files that match an absolute pattern with `*`, `?` and `[…]`, sorted; one without wildcards matches
    /// itself. Braces have been expanded by the caller. Never more than a few thousand.
    List<String> glob(String pattern);

    /// What [#load] found.
    sealed interface Loaded {
        /// The file's text.
        record Content(String text) implements Loaded {
            /// Bytes as they lie in the file. What is not UTF-8 becomes the replacement character.
            public static Content ofBytes(byte[] bytes) {
                return new Content(new String(bytes, StandardCharsets.UTF_8));
            }
        }

        /// Nothing is there.
        record Missing() implements Loaded {}

        /// Something is there that is not read, and why: "it is a directory", "permission denied".
        record Refused(String why) implements Loaded {}
    }
}
