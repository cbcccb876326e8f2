package dev.baton.vrrp;

import dev.baton.model.IpAddress;
import dev.baton.model.Preemption;
import dev.baton.model.Priority;
import dev.baton.model.Reason;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.model.Transport;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Election.Contest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One virtual router: the state machine of RFC 9568 §6.4 with keepalived's additions.
///
/// ```
///             owner                    master-down timer
///   INIT ──────────────► MASTER ◄──────────────────────── BACKUP ◄── INIT
///     │                    │ └────────────────────────────► ▲
///     └──► FAULT ◄─────────┘        a better router         │
///            └──────────────────────────────────────────────┘ faults cleared
/// ```
///
/// It decides; how adverts are built and judged, who wins, when to announce is decided by its parts. What it
/// wants done goes to the effects that the engine hands out.
final class VirtualRouter {
    private final Surroundings surroundings;
    private final List<Effect> effects;
    private final Timers timers = new Timers();
    private final Counters counters = new Counters();
    private final VirtualRouterSpec spec;
    private final AdvertSender sender;
    private final AdvertReceiver receiver;
    private final Announcements announcements;
    private final Set<Refusal.Kind> alreadyTold = EnumSet.noneOf(Refusal.Kind.class);

    private RouterState state = RouterState.INIT;
    private Reason lastReason = new Reason.Started();
    private Tick lastTransition = Tick.ZERO;
    private List<Reason> faults = List.of();
    private KnownMaster master;
    private PreemptDelay preemptDelay = PreemptDelay.NOT_STARTED;
    private Tick lastAdvert = Tick.ZERO;
    private boolean remarked;

    VirtualRouter(VirtualRouterSpec spec, Surroundings surroundings, AnnouncementQueue queue, List<Effect> effects) {
        this.spec = spec;
        this.surroundings = surroundings;
        this.effects = effects;
        sender = new AdvertSender(spec);
        receiver = new AdvertReceiver(spec);
        announcements = new Announcements(spec, timers, queue);
        master = new KnownMaster(Tick.ZERO, ownIntervalMicros());
    }

    VirtualRouterSpec spec() {
        return spec;
    }

    Tick nextDeadline() {
        return timers.earliest();
    }

    /// True if the packet was sent to this router rather than to another one with the same VRID on the
    /// interface: to its group, or by one of its peers.
    boolean isAddressedBy(Datagram datagram) {
        return switch (spec.transport()) {
            case Transport.Multicast multicast -> datagram.destination().equals(multicast.group());
            case Transport.Unicast unicast ->
                !datagram.destination().isMulticast()
                        && unicast.peers().stream()
                                .anyMatch(peer -> peer.address().equals(datagram.source()));
        };
    }

    /// RFC9568-6.4.1: an owner is MASTER at once, everybody else listens first. Addresses left by an earlier
    /// life go.
    void start(Tick now) {
        effects.add(new Effect.RemoveAddresses(spec.name(), addresses()));
        faults = surroundings.faultsOf(spec);
        if (!faults.isEmpty()) {
            enter(now, RouterState.FAULT, faults.getFirst());
        } else {
            takePart(now, new Reason.Started());
        }
    }

    /// Everything that lasts ends: a master resigns, nothing is armed any more.
    void stop(Tick now) {
        if (state == RouterState.STOP) {
            return;
        }
        leaveMaster(now, true);
        timers.cancelAll();
        enter(now, RouterState.STOP, new Reason.ShutDown());
    }

    /// An interface, an address to send from or something tracked has changed.
    void surroundingsChanged(Tick now) {
        if (state == RouterState.INIT || state == RouterState.STOP) {
            return;
        }
        faults = surroundings.faultsOf(spec);
        if (!faults.isEmpty() && state != RouterState.FAULT) {
            leaveMaster(now, true);
            timers.cancelAll();
            enter(now, RouterState.FAULT, faults.getFirst());
        } else if (faults.isEmpty() && state == RouterState.FAULT) {
            takePart(now, new Reason.FaultCleared());
        }
    }

    private void takePart(Tick now, Reason reason) {
        if (spec.priority().isOwner()) {
            becomeMaster(now, new Reason.AddressOwner());
        } else {
            becomeBackup(now, reason);
        }
    }

    /// A packet of our VRID came in. In INIT, FAULT and STOP nobody listens and nothing is counted.
    void received(Tick now, Datagram datagram) {
        if (state != RouterState.BACKUP && state != RouterState.MASTER) {
            return;
        }
        boolean trustAddresses =
                spec.rules().skipCheckAdvAddr() && state == RouterState.BACKUP && master.is(datagram.source());
        switch (receiver.judge(datagram, trustAddresses)) {
            case Verdict.Rejected(Refusal refusal) -> refuse(refusal);
            case Verdict.Accepted(Advert advert, Optional<Observation> remark) -> {
                counters.count(Counter.ADVERT_RCVD);
                remark.ifPresent(this::remark);
                heard(now, advert);
            }
        }
    }

    private void heard(Tick now, Advert advert) {
        if (advert.priority().isResignation()) {
            counters.count(Counter.PRI_ZERO_RCVD);
        }
        if (state == RouterState.MASTER) {
            heardAsMaster(now, advert);
        } else {
            heardAsBackup(now, advert);
        }
    }

    private void heardAsBackup(Tick now, Advert advert) {
        if (advert.priority().isResignation()) {
            // RFC9568-6.4.2-4: wait for the skew only, so that the best of the backups comes first.
            master.heardResigning(now, advert.from());
            armMasterDown(now.plusMicros(skewMicros()));
            observe(new Observation.ResignationHeard(advert.from()));
        } else if (!Election.isLesserMaster(advert, priority())) {
            follow(now, advert);
            stopPreemptDelay();
        } else if (letsBe(now)) {
            follow(now, advert);
        } else {
            // RFC9568-6.4.2-7: the timer keeps running, and we take over when it ends.
            observe(new Observation.LesserMasterIgnored(advert.from(), advert.priority()));
        }
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
                    observe(new Observation.PreemptDelayStarted(delay));
                }
                yield preemptDelay == PreemptDelay.RUNNING;
            }
        };
    }

    private void stopPreemptDelay() {
        if (preemptDelay != PreemptDelay.NOT_STARTED) {
            preemptDelay = PreemptDelay.NOT_STARTED;
            timers.cancel(Timer.PREEMPT_DELAY);
            observe(new Observation.PreemptDelayStopped());
        }
    }

    private void follow(Tick now, Advert advert) {
        if (!master.is(advert.from())) {
            forgetWhatWasTold();
        }
        learnInterval(advert);
        master.heard(now, advert);
        armMasterDown(now.plusMicros(masterDownMicros()));
    }

    private void learnInterval(Advert advert) {
        if (advert.intervalMicros() != master.intervalMicros()) {
            observe(new Observation.IntervalLearned(
                    advert.from(), micros(master.intervalMicros()), micros(advert.intervalMicros())));
        }
    }

    private void heardAsMaster(Tick now, Advert advert) {
        IpAddress ours = surroundings.sourceOf(spec).orElseThrow();
        switch (Election.whileMaster(advert, priority(), ours)) {
            // RFC9568-6.4.3-3: whoever leaves lets the others know at once who stays.
            case Contest.RESIGNATION -> sendAdvert(now);
            case Contest.WE_WIN -> assertMastership(now, advert);
            case Contest.HIGHER_PRIORITY -> {
                observe(new Observation.WinnerHeard(advert.from(), advert.priority(), priority()));
                yieldTo(now, advert, new Reason.HigherPriorityHeard(advert.from(), advert.priority(), priority()));
            }
            case Contest.HIGHER_ADDRESS -> {
                observe(new Observation.HigherAddressHeard(advert.from(), advert.priority()));
                yieldTo(now, advert, new Reason.EqualPriorityHigherAddress(advert.from(), advert.priority(), ours));
            }
            case Contest.OURSELVES -> observe(new Observation.OwnAddressHeard(ours));
        }
    }

    /// RFC9568-6.4.3-6: the loser is told at once. It has announced the addresses, so we announce them again.
    private void assertMastership(Tick now, Advert advert) {
        boolean answer = !spec.rules().lowerPrioNoAdvert();
        observe(new Observation.LoserHeard(advert.from(), advert.priority(), priority(), answer));
        if (answer) {
            sendAdvert(now);
        }
        announcements.contested(now, micros(ownIntervalMicros() + skewMicros()));
    }

    private void yieldTo(Tick now, Advert advert, Reason reason) {
        if (spec.rules().higherPrioSendAdvert()) {
            transmit(now, priority().value());
        }
        becomeBackup(now, reason);
        follow(now, advert);
    }

    private void becomeBackup(Tick now, Reason reason) {
        leaveMaster(now, false);
        timers.cancelAll();
        preemptDelay = PreemptDelay.NOT_STARTED;
        master = new KnownMaster(now, ownIntervalMicros());
        armMasterDown(now.plusMicros(masterDownMicros()));
        enter(now, RouterState.BACKUP, reason);
    }

    /// Addresses first, then the advert, then the announcements: whoever believes us finds the addresses here.
    private void becomeMaster(Tick now, Reason reason) {
        timers.cancelAll();
        preemptDelay = PreemptDelay.NOT_STARTED;
        master = new KnownMaster(now, ownIntervalMicros());
        forgetWhatWasTold();
        effects.add(new Effect.AddAddresses(spec.name(), addresses(), lease()));
        transmit(now, priority().value());
        timers.arm(Timer.ADVERT, now.plusMicros(ownIntervalMicros()));
        counters.count(Counter.BECOME_MASTER);
        enter(now, RouterState.MASTER, reason);
        announcements.becameMaster(now);
    }

    private void leaveMaster(Tick now, boolean resign) {
        if (state != RouterState.MASTER) {
            return;
        }
        if (resign) {
            resign(now);
        }
        announcements.stop();
        effects.add(new Effect.RemoveAddresses(spec.name(), addresses()));
        counters.count(Counter.RELEASE_MASTER);
        forgetWhatWasTold();
    }

    /// RFC9568-6.4.3-1: priority 0 spares the others the master-down time.
    private void resign(Tick now) {
        transmit(now, Priority.RESIGN.value());
        counters.count(Counter.PRI_ZERO_SENT);
        observe(new Observation.Resigned());
    }

    private void enter(Tick now, RouterState next, Reason reason) {
        RouterState previous = state;
        state = next;
        lastReason = reason;
        lastTransition = now;
        effects.add(new Effect.Entered(spec.name(), previous, next, reason, now));
    }

    /// Runs every timer that has run out, in the order of their ticks.
    void deadlineReached(Tick now) {
        for (Optional<Timer> due = timers.due(now); due.isPresent(); due = timers.due(now)) {
            Tick planned = timers.at(due.get());
            timers.cancel(due.get());
            ranOut(due.get(), planned, now);
        }
    }

    private void ranOut(Timer timer, Tick planned, Tick now) {
        switch (timer) {
            case MASTER_DOWN -> {
                observe(new Observation.AdvertTimeout());
                becomeMaster(now, master.loss(now));
            }
            case ADVERT -> advertDue(planned, now);
            case PREEMPT_DELAY -> preemptDelay = PreemptDelay.OVER;
            case SECOND_BURST -> announcements.secondBurst(now);
            case REFRESH -> announcements.refresh(now);
            case CONTEST_BURST -> announcements.contestBurst(now);
            case CONTEST_SETTLED -> announcements.contestSettled(now);
        }
    }

    /// RFC9568-6.4.3-2. The next advert counts from when this one was planned, so that small delays do not
    /// add up.
    private void advertDue(Tick planned, Tick now) {
        if (isTooLate(now)) {
            becomeBackup(now, new Reason.AdvertsTooLate(now.since(lastAdvert)));
            return;
        }
        sendAdvert(now);
        Tick next = planned.plusMicros(ownIntervalMicros());
        timers.arm(Timer.ADVERT, next.isReachedAt(now) ? now.plusMicros(ownIntervalMicros()) : next);
    }

    /// With `timer_expired_backup`: our last advert is so old that a backup of the given priority has taken
    /// over.
    private boolean isTooLate(Tick now) {
        return spec.rules()
                .timerExpiredBackup()
                .filter(peer -> lastAdvert
                        .plusMicros(ProtocolTimes.masterDownMicros(spec, peer.value(), ownIntervalMicros()))
                        .isReachedAt(now))
                .isPresent();
    }

    /// An advert out of turn or in turn; the next one is due a whole interval later.
    private void sendAdvert(Tick now) {
        transmit(now, priority().value());
        timers.arm(Timer.ADVERT, now.plusMicros(ownIntervalMicros()));
        lease().ifPresent(lease -> effects.add(new Effect.RenewLease(spec.name(), addresses(), lease)));
    }

    private void transmit(Tick now, int priority) {
        surroundings.sourceOf(spec).ifPresent(source -> {
            effects.addAll(sender.adverts(source, priority));
            counters.count(Counter.ADVERT_SENT);
            lastAdvert = now;
        });
    }

    /// After a stall the sockets have been drained, but adverts may have been lost while nobody listened:
    /// time that was slept through does not count as silence of the master. So the master-down timer leaves
    /// as much time as was lost, though never more than a living master needs to be heard (one interval and
    /// our skew, RFC9568-6.4.2-2 holds again from then on), and no more than that in all since its last
    /// advert.
    void stalled(Tick now, Duration late) {
        counters.count(Counter.STALLED);
        switch (state) {
            case BACKUP -> listenOn(now, late);
            case MASTER -> reclaimAddresses(now);
            case INIT, FAULT, STOP -> {}
        }
    }

    private void listenOn(Tick now, Duration late) {
        long limit = master.intervalMicros() + skewMicros();
        long wanted = Math.min(late.toNanos() / 1_000, limit);
        if (now.plusMicros(wanted).compareTo(timers.at(Timer.MASTER_DOWN)) > 0) {
            long granted = master.grant(wanted, limit);
            if (granted > 0) {
                armMasterDown(now.plusMicros(granted));
                observe(new Observation.Stalled(late, micros(granted)));
            }
        }
    }

    /// If the stall outlasted the lease, the kernel has removed our addresses meanwhile.
    private void reclaimAddresses(Tick now) {
        Optional<Duration> lease = lease();
        if (lease.isPresent() && lastAdvert.plus(lease.get()).isReachedAt(now)) {
            effects.add(new Effect.AddAddresses(spec.name(), addresses(), lease));
            announcements.contestBurst(now);
        }
    }

    /// What another program deletes is put back at once.
    ///
    /// keepalived differs: it resigns and comes back after the skew time.
    void addressLost(Tick now, IpAddress address) {
        if (state != RouterState.MASTER) {
            return;
        }
        addresses().stream()
                .filter(virtual -> virtual.tracked() && virtual.address().equals(address))
                .forEach(virtual -> {
                    counters.count(Counter.ADDRESS_LOST);
                    observe(new Observation.AddressPutBack(address));
                    effects.add(new Effect.AddAddresses(spec.name(), List.of(virtual), lease()));
                    announcements.putBack(now, virtual);
                });
    }

    RouterView view() {
        Optional<IpAddress> active = state == RouterState.MASTER ? surroundings.sourceOf(spec) : master.address();
        return new RouterView(
                spec,
                state,
                priority(),
                active,
                micros(master.intervalMicros()),
                lastTransition,
                lastReason,
                faults,
                counters.snapshot());
    }

    private Priority priority() {
        return spec.priority();
    }

    private long ownIntervalMicros() {
        return ProtocolTimes.intervalMicros(spec);
    }

    private long skewMicros() {
        return ProtocolTimes.skewMicros(spec.version(), priority().value(), master.intervalMicros());
    }

    private long masterDownMicros() {
        return ProtocolTimes.masterDownMicros(spec, priority().value(), master.intervalMicros());
    }

    private void armMasterDown(Tick at) {
        timers.arm(Timer.MASTER_DOWN, at);
    }

    private Optional<Duration> lease() {
        return ProtocolTimes.lease(spec, priority().value());
    }

    /// Every address that the router holds as MASTER, each with its device.
    private List<VirtualAddress> addresses() {
        return Stream.concat(spec.virtualAddresses().stream(), spec.excludedAddresses().stream())
                .map(address -> address.onDevice(spec.device()))
                .toList();
    }

    private void observe(Observation observation) {
        effects.add(new Effect.Observed(spec.name(), observation));
    }

    private void remark(Observation observation) {
        if (!remarked) {
            remarked = true;
            observe(observation);
        }
    }

    private void refuse(Refusal refusal) {
        counters.count(refusal.kind().counter());
        if (alreadyTold.add(refusal.kind())) {
            effects.add(new Effect.Refused(spec.name(), refusal));
        }
    }

    private void forgetWhatWasTold() {
        alreadyTold.clear();
        remarked = false;
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }
}
