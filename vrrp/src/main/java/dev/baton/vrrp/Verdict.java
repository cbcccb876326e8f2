package dev.baton.vrrp;

import java.util.Optional;

/// What the receive checks made of a packet.
sealed interface Verdict {
    /// It counts.
    ///
    /// @param remark something odd about it that is allowed
    record Accepted(Advert advert, Optional<Observation> remark) implements Verdict {}

    /// It does not count.
    record Rejected(Refusal refusal) implements Verdict {}
}
