package dev.baton.vrrp;

import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;

/// Two routers both claim to own the addresses (priority 255), which only one can. The lower address yields
/// by the rules of the election. If the other one has not done so after two adverts of ours and 1.2
/// intervals, it cannot hear us or does not care, and we step down to 254.
final class OwnerDispute {
    private final VirtualRouterSpec spec;
    private final Timers timers;
    private final Journal journal;
    private final EffectivePriority priority;
    private long patienceMicros;
    private Tick lastHeard = Tick.ZERO;

    OwnerDispute(VirtualRouterSpec spec, Timers timers, Journal journal, EffectivePriority priority) {
        this.spec = spec;
        this.timers = timers;
        this.journal = journal;
        this.priority = priority;
    }

    /// An advert arrived while we are MASTER.
    void heard(Tick now, Advert advert) {
        if (!advert.priority().isOwner() || !priority.value().isOwner()) {
            return;
        }
        journal.remark(new Observation.SecondOwnerHeard(advert.from()));
        lastHeard = now;
        if (!timers.isArmed(Timer.OWNER_DISPUTE)) {
            long own = ProtocolTimes.intervalMicros(spec);
            patienceMicros = Math.max(own, advert.intervalMicros()) * 6 / 5;
            timers.arm(Timer.OWNER_DISPUTE, now.plusMicros(2 * own + patienceMicros));
        }
    }

    /// The other one had its time.
    void decide(Tick now) {
        if (lastHeard.plusMicros(patienceMicros).compareTo(now) >= 0) {
            priority.disputeOwnership(true);
        }
    }

    /// Nobody else is there any more.
    void settle() {
        priority.disputeOwnership(false);
    }
}
