package dev.baton.vrrp;

import dev.baton.model.IpAddress;
import dev.baton.model.Priority;

/// Who wins between this router and one that is heard. Rules only: no state, no time.
final class Election {
    private Election() {}

    /// How an advert that a MASTER hears compares with itself.
    enum Contest {
        /// The sender leaves (priority 0).
        RESIGNATION,
        /// The sender must yield.
        WE_WIN,
        /// We must yield: its priority is higher.
        HIGHER_PRIORITY,
        /// We must yield: its priority is ours and its address is higher.
        HIGHER_ADDRESS,
        /// The advert bears our own address: a loop, or an address that is used twice.
        OURSELVES
    }

    /// RFC9568-6.4.3-4, RFC9568-6.4.3-5, RFC3768-6.4.3-4: by priority, then by address as an unsigned number.
    static Contest whileMaster(Advert advert, Priority ours, IpAddress ourAddress) {
        if (advert.priority().isResignation()) {
            return Contest.RESIGNATION;
        }
        int byPriority = advert.priority().compareTo(ours);
        if (byPriority != 0) {
            return byPriority > 0 ? Contest.HIGHER_PRIORITY : Contest.WE_WIN;
        }
        int byAddress = advert.from().compareTo(ourAddress);
        if (byAddress == 0) {
            return Contest.OURSELVES;
        }
        return byAddress > 0 ? Contest.HIGHER_ADDRESS : Contest.WE_WIN;
    }

    /// RFC9568-6.4.2-5, RFC3768-6.4.2-5: in BACKUP addresses are not compared, so an equal router is followed.
    static boolean isLesserMaster(Advert advert, Priority ours) {
        return advert.priority().compareTo(ours) < 0;
    }
}
