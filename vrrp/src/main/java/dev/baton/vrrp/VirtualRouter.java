package dev.baton.vrrp;

import dev.baton.model.IpAddress;
import dev.baton.model.Priority;
import dev.baton.model.Reason;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.model.Tracked;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Election.Contest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
/// It decides which state to be in. What to do in a state is known to its parts: [Following] as BACKUP,
/// [Advertising], [HeldAddresses] and [Announcements] as MASTER; [AdvertReceiver] judges what comes in,
/// [Election] compares, [EffectivePriority] says what we stand for.
final class VirtualRouter {
    private final VirtualRouterSpec spec;
    private final Surroundings surroundings;
    private final Timers timers;
    private final Journal journal;
    private final EffectivePriority effective;
    private final Guards guards;
    private final AdvertReceiver receiver;
    private final AdvertSender sender;
    private final Advertising advertising;
    private final Following following;
    private final HeldAddresses addresses;
    private final Announcements announcements;
    private final OwnerDispute dispute;
    private Optional<SyncGroup> group = Optional.empty();

    private RouterState state = RouterState.INIT;
    private Reason lastReason = new Reason.Started();
    private Tick lastTransition = Tick.ZERO;
    private Priority priority;
    private List<Reason> ownFaults = List.of();
    private List<Reason> faults = List.of();
    private Optional<Reason.Defect> defective = Optional.empty();
    private boolean started;
    private boolean wantsMaster;
    private boolean retiring;

    /// @param onDeadline is told when the router is to be called again
    VirtualRouter(VirtualRouterSpec spec, Host host, Consumer<Tick> onDeadline) {
        this.spec = spec;
        surroundings = host.surroundings();
        timers = new Timers(onDeadline);
        journal = new Journal(spec.name(), host.effects(), new Counters());
        effective = new EffectivePriority(spec.priority());
        priority = effective.value();
        guards = Guards.of(spec);
        receiver = new AdvertReceiver(spec, guards, journal);
        sender = new AdvertSender(spec, guards, surroundings);
        advertising = new Advertising(spec, timers, journal, sender, surroundings);
        following = new Following(spec, timers, journal);
        addresses = new HeldAddresses(spec, journal);
        announcements = new Announcements(spec, timers, host.announcements());
        dispute = new OwnerDispute(spec, timers, journal, effective);
    }

    void join(SyncGroup syncGroup) {
        group = Optional.of(syncGroup);
        syncGroup.join(this);
    }

    VirtualRouterSpec spec() {
        return spec;
    }

    RouterState state() {
        return state;
    }

    /// True for a member of a sync group that waits for the others before it becomes MASTER.
    boolean wantsMaster() {
        return wantsMaster;
    }

    Optional<SyncGroup> group() {
        return group;
    }

    /// Addresses left by an earlier life go. [#act] does the rest.
    void startUnlessStarted() {
        if (!started) {
            started = true;
            addresses.release();
        }
    }

    /// Everything ends: a master resigns, nothing is armed any more.
    void stop(Tick now, Reason reason) {
        if (state == RouterState.STOP) {
            return;
        }
        leaveMaster(now, true);
        timers.cancelAll();
        enter(now, RouterState.STOP, reason);
    }

    /// The engine contradicted itself here. Rather than guess, the router lets everything go and stays in
    /// FAULT until it is configured anew.
    void fail(Tick now, Reason.Defect defect) {
        defective = Optional.of(defect);
        timers.cancelAll();
        announcements.stop();
        addresses.release();
        faults = List.of(defect);
        enter(now, RouterState.FAULT, defect);
    }

    /// Takes over from the same instance under an earlier configuration.
    void continueFrom(VirtualRouter before, Tick now) {
        state = before.state;
        lastReason = before.lastReason;
        lastTransition = before.lastTransition;
        priority = before.priority;
        started = before.started;
        wantsMaster = before.wantsMaster;
        retiring = before.retiring;
        timers.inherit(before.timers);
        journal.counters().inherit(before.journal.counters());
        effective.inherit(before.effective);
        guards.inherit(before.guards);
        sender.inherit(before.sender);
        advertising.inherit(before.advertising);
        following.inherit(before.following);
        journal.observe(new Observation.Reconfigured());
        if (state == RouterState.MASTER) {
            boolean added = addresses.replace(now, before.addresses, lease());
            announcements.inherit(before.announcements, now, added);
            advertising.intervalChanged(now);
        } else if (state == RouterState.BACKUP) {
            following.waitAgain(now, effective.value());
        }
    }

    /// Looks at everything outside that the router depends on; [#act] draws the conclusions once all routers
    /// have looked, since a group has the faults of all its members.
    void examine() {
        List<Tracked> tracked = group.map(each -> each.trackedBy(spec)).orElse(spec.tracked());
        ownFaults = surroundings.faultsOf(spec, tracked);
        effective.adjust(surroundings.trackers().adjustment(tracked));
    }

    List<Reason> ownFaults() {
        return ownFaults;
    }

    void act(Tick now) {
        if (!started || state == RouterState.STOP || defective.isPresent()) {
            return;
        }
        faults = new ArrayList<>(ownFaults);
        group.flatMap(each -> each.faultOfOthers(this)).ifPresent(faults::add);
        priorityMayHaveChanged();
        boolean takesPart = state == RouterState.BACKUP || state == RouterState.MASTER;
        List<Reason> hard = faults.stream().filter(fault -> !isAwaited(fault)).toList();
        if (!hard.isEmpty() && state != RouterState.FAULT) {
            becomeFaulty(now, hard.getFirst());
        } else if (faults.isEmpty() && !takesPart) {
            takePart(now, state == RouterState.FAULT ? new Reason.FaultCleared() : new Reason.Started());
        }
    }

    /// What has not reported yet holds a router in INIT, but does not move it out of any other state.
    private static boolean isAwaited(Reason fault) {
        return switch (fault) {
            case Reason.AwaitingTracked awaiting -> true;
            case Reason.GroupMoved(String name, String member, Reason cause) -> isAwaited(cause);
            case Reason other -> false;
        };
    }

    /// RFC9568-6.4.1-1: an owner is MASTER at once, everybody else listens first.
    private void takePart(Tick now, Reason reason) {
        if (!priority.isOwner()) {
            becomeBackup(now, reason);
        } else if (group.isEmpty() || group.get().consistsOfOwners()) {
            becomeMaster(now, new Reason.AddressOwner());
        } else {
            becomeBackup(now, reason);
            following.beginImpatiently(now);
        }
    }

    private void becomeFaulty(Tick now, Reason reason) {
        leaveMaster(now, true);
        timers.cancelAll();
        wantsMaster = false;
        enter(now, RouterState.FAULT, reason);
        retireIfAsked(now);
    }

    /// A packet of our VRID came in. In INIT, FAULT and STOP nobody listens and nothing is counted.
    void received(Tick now, Datagram datagram) {
        if (state != RouterState.BACKUP && state != RouterState.MASTER) {
            return;
        }
        boolean trustAddresses =
                spec.rules().skipCheckAdvAddr() && state == RouterState.BACKUP && following.follows(datagram.source());
        switch (receiver.judge(datagram, surroundings.timeAt(now), trustAddresses)) {
            case Verdict.Rejected(Refusal refusal) -> journal.refuse(refusal);
            case Verdict.Accepted(Advert advert, Optional<Observation> remark) -> {
                heard(now, advert);
                remark.ifPresent(journal::remark);
            }
        }
    }

    private void heard(Tick now, Advert advert) {
        journal.count(Counter.ADVERT_RCVD);
        if (advert.priority().isResignation()) {
            journal.count(Counter.PRI_ZERO_RCVD);
        }
        if (state == RouterState.MASTER) {
            heardAsMaster(now, advert);
        } else if (following.heard(now, advert, priority)) {
            wantsMaster = false;
        }
    }

    private void heardAsMaster(Tick now, Advert advert) {
        IpAddress ours = advertising.source().orElseThrow();
        dispute.heard(now, advert);
        if (isHandingOver()
                && !advert.priority().isResignation()
                && !advert.from().equals(ours)) {
            leaveTo(now, advert, new Reason.HandedOver(advert.from()));
            return;
        }
        switch (Election.whileMaster(advert, priority, ours)) {
            // RFC9568-6.4.3-3: whoever leaves lets the others know at once who stays.
            case Contest.RESIGNATION -> sendAdvert(now);
            case Contest.WE_WIN -> assertMastership(now, advert);
            case Contest.HIGHER_PRIORITY -> {
                journal.observe(new Observation.WinnerHeard(advert.from(), advert.priority(), priority));
                yieldTo(now, advert, new Reason.HigherPriorityHeard(advert.from(), advert.priority(), priority));
            }
            case Contest.HIGHER_ADDRESS -> {
                journal.observe(new Observation.HigherAddressHeard(advert.from(), advert.priority()));
                yieldTo(now, advert, new Reason.EqualPriorityHigherAddress(advert.from(), advert.priority(), ours));
            }
            case Contest.OURSELVES -> journal.remark(new Observation.OwnAddressHeard(ours));
        }
    }

    /// RFC9568-6.4.3-4: the loser is told at once. It has announced the addresses, so we announce them again.
    private void assertMastership(Tick now, Advert advert) {
        boolean answer = !spec.rules().lowerPrioNoAdvert();
        journal.observe(new Observation.LoserHeard(advert.from(), advert.priority(), priority, answer));
        if (answer) {
            sendAdvert(now);
        }
        announceAgain(now);
        group.ifPresent(each -> each.contested(now, this));
    }

    /// Somebody else has claimed the addresses: once it had time to hear us, the last announcement must be
    /// ours.
    void announceAgain(Tick now) {
        long interval = ProtocolTimes.intervalMicros(spec);
        long skew = ProtocolTimes.skewMicros(spec.version(), priority.value(), interval);
        announcements.contested(now, Duration.ofNanos((interval + skew) * 1_000));
    }

    /// The winner may never have heard us, yet hosts believe that we have the addresses: one last advert
    /// makes it announce them again.
    ///
    /// keepalived differs: it sends that advert only with `higher_prio_send_advert` (compat: `vrrp_strict`).
    private void yieldTo(Tick now, Advert advert, Reason why) {
        if (!spec.rules().strict()) {
            advertising.transmit(now, priority);
        }
        leaveTo(now, advert, why);
    }

    private void leaveTo(Tick now, Advert advert, Reason why) {
        enterBackup(now, why, false);
        following.follow(now, advert, priority);
        retireIfAsked(now);
    }

    /// Starts to listen, with the whole master-down time ahead.
    void becomeBackup(Tick now, Reason reason) {
        enterBackup(now, reason, false);
        retireIfAsked(now);
    }

    private void enterBackup(Tick now, Reason reason, boolean resign) {
        boolean wasMaster = state == RouterState.MASTER;
        leaveMaster(now, resign);
        timers.cancelAll();
        wantsMaster = false;
        following.begin(now, priority);
        enter(now, RouterState.BACKUP, reason);
        if (wasMaster) {
            group.ifPresent(each -> each.becameBackup(now, this, reason));
        }
    }

    private void retireIfAsked(Tick now) {
        if (retiring) {
            stop(now, new Reason.ShutDown());
        }
    }

    private void masterIsDown(Tick now) {
        journal.observe(new Observation.AdvertTimeout());
        wantsMaster = true;
        if (group.isPresent() && !group.get().allowsMaster(this)) {
            journal.remark(new Observation.GroupNotReady(group.get().name()));
            following.waitAgain(now, priority);
        } else {
            becomeMaster(now, following.loss(now));
        }
    }

    /// Addresses first, then the advert, then the announcements: whoever believes us finds the addresses here.
    void becomeMaster(Tick now, Reason reason) {
        timers.cancelAll();
        following.forget(now);
        wantsMaster = false;
        dispute.settle();
        priorityMayHaveChanged();
        journal.startAfresh();
        journal.count(Counter.BECOME_MASTER);
        addresses.take(now, lease());
        advertising.send(now, priority);
        enter(now, RouterState.MASTER, reason);
        announcements.becameMaster(now);
        group.ifPresent(each -> each.becameMaster(now, this, reason));
    }

    private void leaveMaster(Tick now, boolean resign) {
        if (state != RouterState.MASTER) {
            return;
        }
        if (resign) {
            advertising.resign(now);
        }
        announcements.stop();
        addresses.release();
        journal.count(Counter.RELEASE_MASTER);
        journal.startAfresh();
    }

    private void enter(Tick now, RouterState next, Reason reason) {
        RouterState previous = state;
        state = next;
        lastReason = reason;
        lastTransition = now;
        journal.entered(now, previous, next, reason);
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
            case MASTER_DOWN -> masterIsDown(now);
            case ADVERT -> advertIsDue(planned, now);
            case PREEMPT_DELAY -> following.preemptDelayIsOver();
            case SECOND_BURST -> announcements.secondBurst(now);
            case REFRESH -> announcements.refresh(now);
            case CONTEST_BURST -> announcements.contestBurst(now);
            case CONTEST_SETTLED -> announcements.contestSettled(now);
            case OWNER_DISPUTE -> {
                dispute.decide(now);
                priorityMayHaveChanged();
            }
            case HANDOVER_BOUND -> handoverUnanswered(now);
        }
    }

    private void advertIsDue(Tick planned, Tick now) {
        if (advertising.isTooLate(now)) {
            becomeBackup(now, new Reason.AdvertsTooLate(now.since(advertising.last())));
        } else if (isHandingOver()) {
            sendAdvert(now);
        } else {
            advertising.sendPlanned(planned, now, priority);
            addresses.renew(now);
        }
    }

    /// An advert out of turn; while handing over, every advert is a resignation.
    private void sendAdvert(Tick now) {
        if (isHandingOver()) {
            advertising.resignAgainLater(now);
        } else {
            advertising.send(now, priority);
        }
        addresses.renew(now);
    }

    /// The loop woke up late, and has drained the sockets since. A BACKUP listens a little longer; a MASTER
    /// whose lease ran out meanwhile takes its addresses anew.
    void stalled(Tick now, Duration late) {
        journal.count(Counter.STALLED);
        if (state == RouterState.BACKUP) {
            following.stalled(now, late, priority);
        } else if (state == RouterState.MASTER && addresses.haveExpired(now)) {
            addresses.take(now, lease());
            announcements.reassert(now);
        }
    }

    /// What another program deletes is put back at once.
    ///
    /// keepalived differs: it resigns and comes back after the skew time.
    void addressLost(Tick now, IpAddress address) {
        if (state == RouterState.MASTER) {
            addresses.putBack(address).forEach(virtual -> announcements.putBack(now, virtual));
        }
    }

    /// A planned handover: we resign with priority 0 as often as adverts are due, but stay until a peer is
    /// heard as master. A backup that hears priority 0 takes over after its skew time whatever its preemption
    /// says, so the addresses are never nowhere, and nobody has to wait for a master-down time.
    ///
    /// @param retire stop once nothing is held any more
    void handOver(Tick now, boolean retire) {
        retiring |= retire;
        if (isHandingOver()) {
            return;
        }
        effective.handOver(true);
        priorityMayHaveChanged();
        if (state != RouterState.MASTER) {
            retireIfAsked(now);
        } else {
            journal.observe(new Observation.HandoverStarted(handoverBound()));
            timers.arm(Timer.HANDOVER_BOUND, now.plus(handoverBound()));
            sendAdvert(now);
        }
    }

    private boolean isHandingOver() {
        return timers.isArmed(Timer.HANDOVER_BOUND);
    }

    /// By then the slowest backup has heard at least one of two resignations and has waited for its skew time;
    /// half an interval is for the way.
    private Duration handoverBound() {
        long interval = ProtocolTimes.intervalMicros(spec);
        long skew = ProtocolTimes.skewMicros(spec.version(), 1, interval);
        return Duration.ofNanos((interval + skew + interval / 2) * 1_000);
    }

    /// Nobody came: who retires leaves, everybody else is better than nobody.
    private void handoverUnanswered(Tick now) {
        if (retiring) {
            enterBackup(now, new Reason.HandoverUnanswered(handoverBound()), true);
            retireIfAsked(now);
        } else {
            journal.observe(new Observation.HandoverUnanswered(handoverBound()));
            sendAdvert(now);
        }
    }

    void liftHandover(Tick now) {
        if (!effective.isHandedOver() || state == RouterState.STOP) {
            return;
        }
        effective.handOver(false);
        retiring = false;
        timers.cancel(Timer.HANDOVER_BOUND);
        journal.observe(new Observation.HandoverLifted());
        priorityMayHaveChanged();
        if (state == RouterState.MASTER) {
            sendAdvert(now);
        }
    }

    private void priorityMayHaveChanged() {
        Priority before = priority;
        priority = effective.value();
        if (!priority.equals(before)) {
            journal.observe(new Observation.PriorityChanged(before, priority));
            if (state == RouterState.BACKUP) {
                following.priorityChanged(before, priority);
            }
        }
    }

    RouterView view() {
        Optional<IpAddress> active = state == RouterState.MASTER ? advertising.source() : following.master();
        return new RouterView(
                spec,
                state,
                priority,
                active,
                following.masterInterval(),
                lastTransition,
                lastReason,
                faults,
                journal.counters().snapshot());
    }

    private Optional<Duration> lease() {
        return ProtocolTimes.lease(spec, priority.value());
    }
}
