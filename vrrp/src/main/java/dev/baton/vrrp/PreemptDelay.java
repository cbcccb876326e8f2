package dev.baton.vrrp;

/// Where a BACKUP stands with `preempt_delay`: how long a better router lets a lesser master be.
enum PreemptDelay {
    /// No lesser master was heard since BACKUP was entered, or a better one was heard since.
    NOT_STARTED,
    /// A lesser master was heard and is followed for the time being.
    RUNNING,
    /// The delay is over: lesser masters do not hold us back any more.
    OVER
}
