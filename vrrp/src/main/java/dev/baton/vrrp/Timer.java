package dev.baton.vrrp;

/// Everything that a router waits for. Each is armed for a tick or not at all; of two that run out together
/// the one that is declared first comes first.
enum Timer {
    /// BACKUP: nothing was heard from the master for so long that it is given up.
    MASTER_DOWN,
    /// MASTER: the next advert is due.
    ADVERT,
    /// BACKUP: from now on the adverts of a lesser master do not hold us back any more.
    PREEMPT_DELAY,
    /// MASTER: announce the addresses a second time after taking over (`garp_master_delay`).
    SECOND_BURST,
    /// MASTER: announce the addresses as every so often (`garp_master_refresh`).
    REFRESH,
    /// MASTER: announce an address on each interface that no advert leaves from (`garp_extra_if`).
    EXTRA,
    /// MASTER: announce the addresses a second time after a loser was heard (`garp_lower_prio_delay`).
    CONTEST_BURST,
    /// MASTER: the loser had time to hear us and fall silent, so this announcement is the last one on the wire.
    CONTEST_SETTLED,
    /// MASTER: another owner had time to yield and did not.
    OWNER_DISPUTE,
    /// MASTER: no peer has answered a planned handover.
    HANDOVER_BOUND,
    /// MASTER: from now on its priority counts without the bonus (`sticky_master`).
    BONUS_OVER,
    /// FAULT: it flapped, and may take part again if all is well (`flap_damping`).
    FLAP_HOLD
}
