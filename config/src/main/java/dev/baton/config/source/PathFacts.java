package dev.baton.config.source;

import dev.baton.model.SslSpec;
import java.util.List;
import java.util.Optional;

/// What the checks ask about files that the configuration names: scripts and the directories above them, certificates
/// and keys.
public interface PathFacts {
    /// Every component of an absolute path from `/` to the file itself, in order; symbolic links have been followed.
    /// Empty if the file does not exist.
    List<Component> components(String path);

    /// Where a program with a bare name is found (`PATH`), if it is.
    Optional<String> searchPath(String name);

    /// What keeps these files from being used; empty if nothing does.
    List<Unusable> unusable(SslSpec ssl);

    /// A file that is of no use.
    ///
    /// @param keyword that names it: `certificate`, `key` or `ca`
    /// @param why ends a sentence
    /// @param fix what to do
    record Unusable(String keyword, String why, String fix) {}

    /// One directory or file.
    ///
    /// @param mode the permission bits, such as 0755, sticky and set-id bits included
    record Component(String path, int owner, int group, int mode, boolean directory) {
        private static final int GROUP_WRITE = 020;
        private static final int OTHERS_WRITE = 02;
        private static final int STICKY = 01000;
        private static final int ANY_EXECUTE = 0111;

        /// True if somebody other than root could replace what lies at or below it (keepalived's rule).
        public boolean isUnsafe() {
            return owner != 0 || (isWritableByOthers() && !isStickyDirectory());
        }

        /// True if users other than the owner may write to it.
        public boolean isWritableByOthers() {
            return (mode & OTHERS_WRITE) != 0 || ((mode & GROUP_WRITE) != 0 && group != 0);
        }

        public boolean isExecutable() {
            return (mode & ANY_EXECUTE) != 0;
        }

        private boolean isStickyDirectory() {
            return directory && (mode & STICKY) != 0;
        }
    }
}
