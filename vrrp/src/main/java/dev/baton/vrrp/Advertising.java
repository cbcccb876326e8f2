package dev.baton.vrrp;

import dev.baton.model.IpAddress;
import dev.baton.model.Priority;
import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import java.util.Optional;

/// What a router does as MASTER: it advertises, and each advert renews the lease of its addresses.
final class Advertising {
    private final VirtualRouterSpec spec;
    private final Timers timers;
    private final Journal journal;
    private final AdvertSender sender;
    private final Surroundings surroundings;
    private Tick last = Tick.ZERO;

    Advertising(
            VirtualRouterSpec spec, Timers timers, Journal journal, AdvertSender sender, Surroundings surroundings) {
        this.spec = spec;
        this.timers = timers;
        this.journal = journal;
        this.sender = sender;
        this.surroundings = surroundings;
    }

    void inherit(Advertising before) {
        last = before.last;
    }

    /// Our address in the adverts; ties are broken by it.
    Optional<IpAddress> source() {
        return surroundings.sourceOf(spec);
    }

    /// An advert out of turn; the next one is due a whole interval later.
    void send(Tick now, Priority priority) {
        transmit(now, priority);
        timers.arm(Timer.ADVERT, now.plusMicros(intervalMicros()));
    }

    /// RFC9568-6.4.3-2, RFC3768-6.4.3-2: the advert that was planned for `planned`. The next one counts from
    /// there, so that small delays do not add up.
    void sendPlanned(Tick planned, Tick now, Priority priority) {
        transmit(now, priority);
        Tick next = planned.plusMicros(intervalMicros());
        timers.arm(Timer.ADVERT, next.isReachedAt(now) ? now.plusMicros(intervalMicros()) : next);
    }

    /// RFC9568-6.4.3-1, RFC3768-6.4.3-1: priority 0 spares the others the master-down time.
    void resign(Tick now) {
        transmit(now, Priority.RESIGN);
        journal.count(Counter.PRI_ZERO_SENT);
        journal.observe(new Observation.Resigned());
    }

    /// Priority 0 now, and once more an interval later should nobody have heard it.
    void resignAgainLater(Tick now) {
        resign(now);
        timers.arm(Timer.ADVERT, now.plusMicros(intervalMicros()));
    }

    /// One advert that changes no timer.
    void transmit(Tick now, Priority priority) {
        Optional<IpAddress> source = source();
        if (source.isPresent()) {
            sender.adverts(now, source.get(), priority.value(), journal);
            journal.count(Counter.ADVERT_SENT);
            last = now;
        }
    }

    /// A new interval is in force from the next advert on, which comes no later than both.
    void intervalChanged(Tick now) {
        timers.arm(Timer.ADVERT, Tick.earlier(timers.at(Timer.ADVERT), now.plusMicros(intervalMicros())));
    }

    Tick last() {
        return last;
    }

    /// With `timer_expired_backup`: our last advert is so old that a backup of the given priority has taken
    /// over.
    boolean isTooLate(Tick now) {
        return spec.rules()
                .timerExpiredBackup()
                .filter(peer -> last.plusMicros(ProtocolTimes.masterDownMicros(spec, peer.value(), intervalMicros()))
                        .isReachedAt(now))
                .isPresent();
    }

    private long intervalMicros() {
        return ProtocolTimes.intervalMicros(spec);
    }
}
