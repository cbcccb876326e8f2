package dev.baton.model;

import java.util.Map;

/// What is told to whom when an instance or a group changes.
///
/// @param scripts by the occasion on which each runs
/// @param tellsDeletion whether an instance that a reload removes is told as DELETED rather than FAULT
///     (`notify_deleted`)
/// @param smtpAlert whether changes are mailed
/// @param priorityChanges whether changes of priority are written to the named pipe
public record Notifications(
        Map<Occasion, Script> scripts, boolean tellsDeletion, boolean smtpAlert, boolean priorityChanges) {
    public Notifications {
        scripts = Map.copyOf(scripts);
    }

    /// The same, whether changes of priority are written or not.
    public Notifications withPriorityChanges(boolean written) {
        return new Notifications(scripts, tellsDeletion, smtpAlert, written);
    }

    /// When a script runs; each is the keyword `notify_…`, and [#ANY] is `notify`.
    public enum Occasion {
        MASTER,
        BACKUP,
        FAULT,
        STOP,
        DELETED,
        /// A master has heard a losing advert (`notify_master_rx_lower_pri`).
        LOWER_PRIORITY,
        /// Every change; the script gets kind, name, state and priority as further arguments.
        ANY
    }
}
