package dev.baton.daemon.notify;

import java.util.List;

/// One thing that keepalived tells scripts and pipes.
///
/// @param name of the instance or the sync group
/// @param priority the instance's effective one; 0 for a group
public record Notice(Kind kind, String name, Word word, int priority) {
    /// Whose change it is.
    public enum Kind {
        INSTANCE,
        GROUP
    }

    /// What is said of it.
    public enum Word {
        MASTER,
        BACKUP,
        FAULT,
        STOP,
        /// Gone with a reload; only where `notify_deleted` asks for it, else it is told as FAULT.
        DELETED,
        /// A master heard a losing advert.
        MASTER_RX_LOWER_PRI,
        /// The priority changed of one that is MASTER.
        MASTER_PRIORITY,
        /// The same of one that is not.
        BACKUP_PRIORITY
    }

    /// What a pipe gets: `INSTANCE "VI_1" MASTER 100` and a line end.
    public String line() {
        return kind + " \"" + name + "\" " + word + " " + priority + "\n";
    }

    /// What a `notify` script gets after its own arguments.
    public List<String> arguments() {
        return List.of(kind.name(), name, word.name(), Integer.toString(priority));
    }
}
