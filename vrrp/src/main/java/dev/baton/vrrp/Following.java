package dev.baton.vrrp;

import dev.baton.model.IpAddress;
import dev.baton.model.Preemption;
import dev.baton.model.Priority;
import dev.baton.model.Reason;
import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import java.time.Duration;
import java.util.Optional;

/// What a router does as BACKUP: it follows a master, and knows when to stop doing so.
final class Following {
    private static final int ADVERTS_MIN = 3;

    private final VirtualRouterSpec spec;
    private final Timers timers;
    private final Journal journal;
    private KnownMaster master;
    private PreemptDelay preemptDelay = PreemptDelay.NOT_STARTED;

    Following(VirtualRouterSpec spec, Timers timers, Journal journal) {
        this.spec = spec;
        this.timers = timers;
        this.journal = journal;
        master = new KnownMaster(Tick.ZERO, ProtocolTimes.intervalMicros(spec));
    }

    /// RFC9568-6.4.1-2, RFC3768-6.4.1-2: nobody is known yet; whoever is master has the whole master-down
    /// time to be heard.
    void begin(Tick now, Priority ours) {
        forget(now);
        armMasterDown(now, ours);
    }

    /// The process has just begun, and what it needed to come up counts as waited: peers reckon with the moment at
    /// which it was started. No more than half an interval, so that at least two adverts of a living master would
    /// be heard however slow the start was; nothing where fewer than three are waited for anyway.
    void comeUp(Duration age) {
        if (spec.downTimerAdverts() >= ADVERTS_MIN) {
            long credit = Math.min(age.toNanos() / 1_000, master.intervalMicros() / 2);
            timers.arm(Timer.MASTER_DOWN, timers.at(Timer.MASTER_DOWN).plusMicros(-credit));
        }
    }

    /// As [#begin], but impatient: an owner in a sync group waits only as long as it takes to hear another
    /// master.
    void beginImpatiently(Tick now) {
        forget(now);
        long interval = master.intervalMicros();
        long skew = ProtocolTimes.skewMicros(spec.version(), Priority.OWNER.value(), interval);
        timers.arm(Timer.MASTER_DOWN, now.plusMicros(interval + skew));
    }

    /// We have just resigned and would be master again: like everybody who heard priority 0 we wait for our skew
    /// time, so that a better router comes first.
    void comeBackSoon(Tick now, Priority ours) {
        timers.arm(
                Timer.MASTER_DOWN,
                now.plusMicros(ProtocolTimes.skewMicros(spec.version(), ours.value(), master.intervalMicros())));
    }

    /// The router is not BACKUP any more, or is so anew.
    void forget(Tick now) {
        master = new KnownMaster(now, ProtocolTimes.intervalMicros(spec));
        preemptDelay = PreemptDelay.NOT_STARTED;
    }

    /// The same instance under a new configuration goes on where the old one was.
    void inherit(Following before) {
        master = before.master;
        preemptDelay = before.preemptDelay;
    }

    /// Takes an advert in.
    ///
    /// @return true if its sender is followed now
    boolean heard(Tick now, Advert advert, Priority ours) {
        if (advert.priority().isResignation()) {
            // RFC9568-6.4.2-4, RFC3768-6.4.2-4: wait for the skew only, so that the best of the backups comes
            // first.
            master.heardResigning(now, advert.from());
            timers.arm(Timer.MASTER_DOWN, now.plusMicros(skewMicros(ours)));
            journal.observe(new Observation.ResignationHeard(advert.from()));
            return false;
        }
        if (!Election.isLesserMaster(advert, ours)) {
            stopPreemptDelay();
            follow(now, advert, ours);
            return true;
        }
        if (letsBe(now)) {
            follow(now, advert, ours);
            return true;
        }
        // RFC9568-6.4.2-6, RFC3768-6.4.2-6: the timer keeps running, and we take over when it ends.
        journal.remark(new Observation.LesserMasterIgnored(advert.from(), advert.priority()));
        return false;
    }

    /// RFC9568-6.4.2-5, RFC9568-6.4.3-4: the sender is our master, its interval is the one to reckon with.
    void follow(Tick now, Advert advert, Priority ours) {
        if (!master.is(advert.from())) {
            journal.startAfresh();
        }
        if (advert.intervalMicros() != master.intervalMicros()) {
            journal.observe(new Observation.IntervalLearned(
                    advert.from(), micros(master.intervalMicros()), micros(advert.intervalMicros())));
        }
        master.heard(now, advert);
        armMasterDown(now, ours);
    }

    /// True if a lesser master is followed all the same: nobody preempts, or not yet.
    private boolean letsBe(Tick now) {
        return switch (spec.preemption()) {
            case Preemption.NoPreempt noPreempt -> true;
            case Preemption.Preempt(Duration delay) when delay.isZero() -> false;
            case Preemption.Preempt(Duration delay) -> {
                if (preemptDelay == PreemptDelay.NOT_STARTED) {
                    preemptDelay = PreemptDelay.RUNNING;
                    timers.arm(Timer.PREEMPT_DELAY, now.plus(delay));
                    journal.observe(new Observation.PreemptDelayStarted(delay));
                }
                yield preemptDelay == PreemptDelay.RUNNING;
            }
        };
    }

    private void stopPreemptDelay() {
        if (preemptDelay != PreemptDelay.NOT_STARTED) {
            preemptDelay = PreemptDelay.NOT_STARTED;
            timers.cancel(Timer.PREEMPT_DELAY);
            journal.observe(new Observation.PreemptDelayStopped());
        }
    }

    void preemptDelayIsOver() {
        preemptDelay = PreemptDelay.OVER;
    }

    /// Our priority has changed, and with it how long we wait: the running timer moves by the difference.
    void priorityChanged(Priority before, Priority now) {
        if (timers.isArmed(Timer.MASTER_DOWN)) {
            long shift = skewMicros(now) - skewMicros(before);
            timers.arm(Timer.MASTER_DOWN, timers.at(Timer.MASTER_DOWN).plusMicros(shift));
        }
    }

    /// Under a new configuration the wait that has begun goes on, longer or shorter by what has changed: a
    /// reload must not keep a backup from noticing that its master is gone.
    void goOn(Following before, Priority ours) {
        long longer = waitMicros(ours) - before.waitMicros(ours);
        timers.arm(Timer.MASTER_DOWN, timers.at(Timer.MASTER_DOWN).plusMicros(longer));
    }

    /// Version 2 knows no interval but its own.
    private long waitMicros(Priority ours) {
        long interval = switch (spec.version()) {
            case V2 -> ProtocolTimes.intervalMicros(spec);
            case V3 -> master.intervalMicros();
        };
        return ProtocolTimes.masterDownMicros(spec, ours.value(), interval);
    }

    /// Not everybody in the sync group wants to be MASTER yet: wait once more.
    void waitAgain(Tick now, Priority ours) {
        armMasterDown(now, ours);
    }

    /// After a stall the sockets have been drained, but adverts may have been lost while nobody listened:
    /// time that was slept through does not count as silence of the master. So the master-down timer leaves
    /// as much time as was lost, though never more than a living master needs to be heard (one interval and
    /// our skew), and no more than that in all since its last advert, or a loop that is always late would
    /// never take over.
    void stalled(Tick now, Duration late, Priority ours) {
        long limit = master.intervalMicros() + skewMicros(ours);
        long wanted = Math.min(late.toNanos() / 1_000, limit);
        if (now.plusMicros(wanted).compareTo(timers.at(Timer.MASTER_DOWN)) <= 0) {
            return;
        }
        long granted = master.grant(wanted, limit);
        if (granted > 0) {
            timers.arm(Timer.MASTER_DOWN, now.plusMicros(granted));
            journal.observe(new Observation.Stalled(late, micros(granted)));
        }
    }

    boolean follows(IpAddress address) {
        return master.is(address);
    }

    Optional<IpAddress> master() {
        return master.address();
    }

    int masterPriority() {
        return master.priority();
    }

    Duration masterInterval() {
        return micros(master.intervalMicros());
    }

    /// Why the router takes over whose master-down timer has just run out.
    Reason loss(Tick now) {
        return master.loss(now);
    }

    private void armMasterDown(Tick now, Priority ours) {
        timers.arm(
                Timer.MASTER_DOWN,
                now.plusMicros(ProtocolTimes.masterDownMicros(spec, ours.value(), master.intervalMicros())));
    }

    private long skewMicros(Priority ours) {
        return ProtocolTimes.skewMicros(spec.version(), ours.value(), master.intervalMicros());
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }
}
