package dev.baton.havip.cloud;

import java.time.Instant;
import java.util.List;

/// One line of the console's timeline, as data: the console has the words.
///
/// @param account who may see it
/// @param resource what it is about
/// @param details what [Topic] says, in its order
public record TimelineEntry(Instant at, String account, Topic topic, String resource, List<String> details) {
    public TimelineEntry {
        details = List.copyOf(details);
    }

    /// What happened.
    public enum Topic {
        /// Details: its address or prefix, where it has one.
        CREATED,
        /// No details.
        DELETED,
        /// A HaVip and an instance or network interface. Details: the latter.
        BOUND,
        /// Details: what it was bound to.
        UNBOUND,
        /// The solid line of a HaVip. Details: who had it, who has it, and why by the fabric's word; empty text for
        /// nobody and for what is not known.
        MASTER_MOVED,
        /// An EIP leads somewhere. Details: where to.
        EIP_ASSOCIATED,
        /// Details: where it led.
        EIP_UNASSOCIATED,
        /// An instance. Details: `graceful` or `forced` where it was told to stop or reboot.
        STARTING,
        RUNNING,
        STOPPING,
        STOPPED,
        REBOOTING,
        /// An instance that could not be started, or an order that could not be carried out. Details: why.
        FAILED,
        /// No details.
        LINK_DOWN,
        LINK_UP
    }
}
