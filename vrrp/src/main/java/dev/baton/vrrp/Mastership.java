package dev.baton.vrrp;

import dev.baton.model.AddressKeeping;
import dev.baton.model.IpAddress;
import dev.baton.model.Priority;
import dev.baton.model.Reason;
import dev.baton.model.Tick;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Election.Contest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a router does as MASTER: it holds the addresses, advertises, announces, and knows when to stop doing
/// so.
final class Mastership {
    private static final long HANDOVER_MICROS_MAX = 5_000_000;

    private final VirtualRouterSpec spec;
    private final Timers timers;
    private final Journal journal;
    private final Advertising advertising;
    private final HeldAddresses addresses;
    private final Announcements announcements;
    private final OwnerDispute dispute;

    Mastership(VirtualRouterSpec spec, Timers timers, Journal journal, Advertising advertising, MasterParts parts) {
        this.spec = spec;
        this.timers = timers;
        this.journal = journal;
        this.advertising = advertising;
        addresses = parts.addresses();
        announcements = parts.announcements();
        dispute = parts.dispute();
    }

    /// What a MASTER needs beside its adverts.
    record MasterParts(HeldAddresses addresses, Announcements announcements, OwnerDispute dispute) {}

    void inherit(Mastership before) {
        advertising.inherit(before.advertising);
    }

    /// A MASTER goes on under a new configuration.
    void goOn(Mastership before, Tick now, Priority priority) {
        boolean added = addresses.replace(now, before.addresses, lease(priority));
        announcements.inherit(before.announcements, now, added);
        advertising.intervalChanged(now);
    }

    /// Our address in the adverts; ties are broken by it.
    Optional<IpAddress> source() {
        return advertising.source();
    }

    /// Addresses first, then the advert; [#announce] follows when the state is entered: whoever believes us
    /// finds the addresses here.
    void begin(Tick now, Priority priority) {
        journal.startAfresh();
        journal.count(Counter.BECOME_MASTER);
        addresses.take(now, lease(priority));
        advertising.send(now, priority);
    }

    void announce(Tick now) {
        announcements.becameMaster(now);
    }

    void end(Tick now, boolean resigns) {
        if (resigns) {
            advertising.resign(now);
        }
        letGo();
        journal.count(Counter.RELEASE_MASTER);
        journal.startAfresh();
    }

    /// Nothing is held or announced any more, whether it was or not.
    void letGo() {
        announcements.stop();
        addresses.release();
    }

    /// Takes an advert in.
    Tenure heard(Tick now, Advert advert, Priority priority) {
        IpAddress ours = source().orElseThrow();
        dispute.heard(now, advert);
        if (isHandingOver()
                && !advert.priority().isResignation()
                && !advert.from().equals(ours)) {
            return new Tenure.Ends(new Reason.HandedOver(advert.from()), false, Optional.of(advert));
        }
        return switch (Election.whileMaster(advert, priority, ours)) {
            case Contest.RESIGNATION -> {
                // RFC9568-6.4.3-3, RFC3768-6.4.3-3: whoever leaves lets the others know at once who stays. It was
                // master besides us, so its announcements may be the last ones on the wire.
                send(now, priority);
                announceAgain(now, priority);
                yield Tenure.GOES_ON;
            }
            case Contest.WE_WIN -> prevail(now, advert, priority);
            case Contest.HIGHER_PRIORITY -> {
                journal.observe(new Observation.WinnerHeard(advert.from(), advert.priority(), priority));
                yield yieldTo(
                        now,
                        advert,
                        priority,
                        new Reason.HigherPriorityHeard(advert.from(), advert.priority(), priority));
            }
            case Contest.HIGHER_ADDRESS -> {
                journal.observe(new Observation.HigherAddressHeard(advert.from(), advert.priority()));
                yield yieldTo(
                        now,
                        advert,
                        priority,
                        new Reason.EqualPriorityHigherAddress(advert.from(), advert.priority(), ours));
            }
            case Contest.OURSELVES -> {
                journal.remark(new Observation.OwnAddressHeard(ours));
                yield Tenure.GOES_ON;
            }
        };
    }

    /// RFC9568-6.4.3-5, RFC3768-6.4.3-5: the loser is told at once. It has announced the addresses, so we
    /// announce them again.
    private Tenure prevail(Tick now, Advert advert, Priority priority) {
        boolean answer = !spec.rules().lowerPrioNoAdvert();
        journal.observe(new Observation.LoserHeard(advert.from(), advert.priority(), priority, answer));
        if (answer) {
            send(now, priority);
        }
        announceAgain(now, priority);
        return new Tenure.Goes(true);
    }

    /// The winner may never have heard us, yet hosts believe that we have the addresses: one last advert
    /// makes it announce them again.
    ///
    /// keepalived differs: it sends that advert only with `higher_prio_send_advert` (compat: `vrrp_strict`).
    private Tenure yieldTo(Tick now, Advert advert, Priority priority, Reason reason) {
        if (!spec.rules().strict()) {
            advertising.transmit(now, priority);
        }
        return new Tenure.Ends(reason, false, Optional.of(advert));
    }

    /// Somebody else has claimed the addresses: once it had time to hear us, the last announcement must be
    /// ours.
    void announceAgain(Tick now, Priority priority) {
        long interval = ProtocolTimes.intervalMicros(spec);
        long skew = ProtocolTimes.skewMicros(spec.version(), priority.value(), interval);
        announcements.contested(now, Duration.ofNanos((interval + skew) * 1_000));
    }

    /// The advert that was planned for `planned`.
    Tenure advertIsDue(Tick planned, Tick now, Priority priority) {
        if (advertising.isTooLate(now)) {
            return new Tenure.Ends(new Reason.AdvertsTooLate(now.since(advertising.last())), false, Optional.empty());
        }
        if (isHandingOver()) {
            send(now, priority);
        } else {
            advertising.sendPlanned(planned, now, priority);
            addresses.renew(now);
        }
        return Tenure.GOES_ON;
    }

    /// An advert out of turn; while handing over, every advert is a resignation.
    void send(Tick now, Priority priority) {
        if (isHandingOver()) {
            advertising.resignAgainLater(now);
        } else {
            advertising.send(now, priority);
        }
        addresses.renew(now);
    }

    /// One of the timers of announcing has run out.
    void announcementIsDue(Timer timer, Tick now) {
        announcements.ranOut(timer, now);
    }

    /// Another owner had time to yield.
    void decideDispute(Tick now) {
        dispute.decide(now);
    }

    /// If a stall has outlasted the lease, the kernel has removed our addresses meanwhile.
    void stalled(Tick now, Priority priority) {
        if (addresses.haveExpired(now)) {
            addresses.take(now, lease(priority));
            announcements.reassert(now);
        }
    }

    /// What another program deletes is put back at once. Its lease begins anew, so an advert goes out: the kernel
    /// must not keep an address for longer than the peers wait since they heard us.
    ///
    /// keepalived differs: it resigns and comes back after the skew time (compat: `address_lost fault`).
    Tenure addressLost(Tick now, IpAddress address, Priority priority) {
        if (spec.keeping().onLoss() == AddressKeeping.OnLoss.FAULT && addresses.holds(address)) {
            journal.count(Counter.ADDRESS_LOST);
            return new Tenure.Ends(new Reason.AddressLost(address), true, Optional.empty());
        }
        List<VirtualAddress> lost = addresses.putBack(address);
        lost.forEach(virtual -> announcements.putBack(now, virtual));
        boolean isLeased = lease(priority).isPresent();
        if (!lost.isEmpty() && isLeased && advertising.last().compareTo(now) < 0) {
            send(now, priority);
        }
        return Tenure.GOES_ON;
    }

    /// A planned handover: we resign with priority 0 as often as adverts are due, but stay until a peer is
    /// heard as master. A backup that hears priority 0 takes over after its skew time whatever its preemption
    /// says, so the addresses are never nowhere, and nobody has to wait for a master-down time.
    void handOver(Tick now, Priority priority) {
        journal.observe(new Observation.HandoverStarted(handoverBound()));
        timers.arm(Timer.HANDOVER_BOUND, now.plus(handoverBound()));
        send(now, priority);
    }

    boolean isHandingOver() {
        return timers.isArmed(Timer.HANDOVER_BOUND);
    }

    /// Nobody came: who retires leaves, everybody else is better than nobody.
    Tenure handoverUnanswered(Tick now, Priority priority, boolean retiring) {
        if (retiring) {
            return new Tenure.Ends(new Reason.HandoverUnanswered(handoverBound()), true, Optional.empty());
        }
        journal.observe(new Observation.HandoverUnanswered(handoverBound()));
        send(now, priority);
        return Tenure.GOES_ON;
    }

    /// By then the slowest backup has heard at least one of two resignations and has waited for its skew
    /// time; half an interval is for the way. With long intervals that is too long to wait: whoever stops a
    /// container kills it after ten seconds.
    private Duration handoverBound() {
        long interval = ProtocolTimes.intervalMicros(spec);
        long skew = ProtocolTimes.skewMicros(spec.version(), 1, interval);
        return Duration.ofNanos(Math.min(HANDOVER_MICROS_MAX, interval + skew + interval / 2) * 1_000);
    }

    private Optional<Duration> lease(Priority priority) {
        return ProtocolTimes.lease(spec, priority.value());
    }
}
