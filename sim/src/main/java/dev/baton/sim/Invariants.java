package dev.baton.sim;

import java.util.List;

/// Every promise that is checked.
final class Invariants {
    private Invariants() {}

    /// A fresh list of all of them.
    static List<Invariant> all() {
        return List.of(
                new OneMaster(),
                new SomeMaster(),
                new BestMaster(),
                new LivingMasterStays(),
                new AddressesFollowState(),
                new LeaseEndsInTime(),
                new WinnerAnnouncedLast(),
                new TimersAreFinite(),
                new QuietUnlessMaster(),
                new AdvertsComeFirst(),
                new AdvertsKeepPace(),
                new NoAdvertStorm(),
                new FaultHasCause());
    }
}
