package dev.baton.vrrp;

import dev.baton.model.IpAddress;
import dev.baton.model.Priority;
import dev.baton.model.Reason;
import dev.baton.model.RouterState;
import dev.baton.model.Steadiness;
import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

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
/// [Mastership] as MASTER; [AdvertReceiver] judges what comes in, [Condition] knows what is missing,
/// [EffectivePriority] says what we stand for.
final class VirtualRouter {
    private final VirtualRouterSpec spec;
    private final Surroundings surroundings;
    private final Timers timers;
    private final Journal journal;
    private final EffectivePriority effective;
    private final Condition condition;
    private final Guards guards;
    private final AdvertReceiver receiver;
    private final AdvertSender sender;
    private final OwnerDispute dispute;
    private final Following following;
    private final Mastership mastership;
    private final FlapDamper damper;
    private Optional<SyncGroup> group = Optional.empty();

    /// `skip_check_adv_addr`, asked for with every packet.
    private final boolean skipsAddressCheck;
    private Optional<LastAccepted> lastAccepted = Optional.empty();
    private RouterState state = RouterState.INIT;
    private Reason lastReason = new Reason.Started();
    private Tick lastTransition = Tick.ZERO;
    private Priority priority;
    private boolean started;
    private boolean wantsMaster;
    private boolean retiring;

    /// @param onDeadline is told in nanoseconds when the router is to be called again
    VirtualRouter(VirtualRouterSpec spec, Host host, LongConsumer onDeadline) {
        this.spec = spec;
        surroundings = host.surroundings();
        skipsAddressCheck = spec.rules().skipCheckAdvAddr();
        timers = new Timers(onDeadline);
        journal = new Journal(spec.name(), host.effects(), new Counters());
        effective = new EffectivePriority(spec.priority());
        priority = effective.value();
        condition = new Condition(spec, surroundings, effective);
        guards = Guards.of(spec);
        receiver = new AdvertReceiver(spec, guards, journal);
        sender = new AdvertSender(spec, guards, surroundings);
        dispute = new OwnerDispute(spec, timers, journal, effective);
        following = new Following(spec, timers, journal);
        damper = new FlapDamper(spec.rules().steadiness().damping(), timers, journal);
        mastership = new Mastership(
                spec,
                timers,
                journal,
                new Advertising(spec, timers, journal, sender, surroundings),
                new Mastership.MasterParts(
                        new HeldAddresses(spec, journal),
                        new Announcements(spec, timers, host.announcements()),
                        dispute));
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
            mastership.letGo();
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
        condition.breakDown(defect);
        timers.cancelAll();
        mastership.letGo();
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
        mastership.inherit(before.mastership);
        following.inherit(before.following);
        damper.inherit(before.damper);
        effective.bonus(before.effective.hasBonus() ? spec.rules().steadiness().masterBonus() : 0);
        journal.observe(new Observation.Reconfigured());
        if (state == RouterState.MASTER) {
            mastership.goOn(before.mastership, now, priority);
        } else if (state == RouterState.BACKUP) {
            following.goOn(before.following, priority);
        }
    }

    /// Looks at everything outside that the router depends on; [#act] draws the conclusions once all routers
    /// have looked, since a group has the faults of all its members.
    void examine() {
        condition.examine(group.map(each -> each.trackedBy(spec)).orElse(spec.tracked()));
    }

    List<Reason> ownFaults() {
        return condition.own();
    }

    /// As [#act], at the start of a process of this age. Who takes part only later, because of a fault or a script
    /// that has not answered yet, waits in full.
    void comeUp(Tick now, Duration age) {
        boolean isFirst = state == RouterState.INIT;
        act(now);
        if (isFirst && state == RouterState.BACKUP && !priority.isOwner()) {
            following.comeUp(age);
        }
    }

    void act(Tick now) {
        if (!started || state == RouterState.STOP || condition.isDefective()) {
            return;
        }
        condition.share(group.flatMap(each -> each.faultOfOthers(this)));
        priorityMayHaveChanged();
        Optional<Reason> fault = condition.hardFault();
        boolean takesPart = state == RouterState.BACKUP || state == RouterState.MASTER;
        if (fault.isPresent() && state != RouterState.FAULT) {
            becomeFaulty(now, fault.get());
        } else if (condition.all().isEmpty() && !takesPart && !damper.holds(now)) {
            takePart(now, state == RouterState.FAULT ? new Reason.FaultCleared() : new Reason.Started());
        }
    }

    /// RFC9568-6.4.1-1, RFC3768-6.4.1-1: an owner is MASTER at once, everybody else listens first.
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
        boolean tookPart = state == RouterState.BACKUP || state == RouterState.MASTER;
        leaveMaster(now, true);
        timers.cancelAll();
        if (tookPart) {
            damper.faulted(now);
        }
        wantsMaster = false;
        enter(now, RouterState.FAULT, reason);
        retireIfAsked(now);
    }

    /// A packet of our VRID came in, as it nearly always does: the same that was accepted last.
    ///
    /// @return false if it is another one, and [#received] has to judge it
    boolean receivedAgain(Tick now, Event.DatagramReceived packet) {
        if ((state != RouterState.BACKUP && state != RouterState.MASTER) || lastAccepted.isEmpty()) {
            return false;
        }
        LastAccepted last = lastAccepted.get();
        if (!last.isRepeatedBy(packet, trustsAddressesOf(packet.source()))) {
            return false;
        }
        heard(now, last.advert());
        return true;
    }

    private boolean trustsAddressesOf(IpAddress source) {
        return skipsAddressCheck && state == RouterState.BACKUP && following.follows(source);
    }

    /// A packet of our VRID came in. In INIT, FAULT and STOP nobody listens and nothing is counted.
    void received(Tick now, Datagram datagram) {
        if (state != RouterState.BACKUP && state != RouterState.MASTER) {
            return;
        }
        boolean trustAddresses = trustsAddressesOf(datagram.source());
        switch (receiver.judge(datagram, surroundings.timeAt(now), trustAddresses)) {
            case Verdict.Rejected(Refusal refusal) -> journal.refuse(refusal);
            case Verdict.Accepted accepted -> {
                Advert advert = accepted.advert();
                Optional<Observation> remark = accepted.remark();
                remember(datagram, trustAddresses, accepted);
                heard(now, advert);
                remark.ifPresent(journal::remark);
            }
        }
    }

    /// What leads to a remark is counted or told each time.
    private void remember(Datagram datagram, boolean trustAddresses, Verdict.Accepted accepted) {
        lastAccepted = guards.areStateless() && accepted.remark().isEmpty()
                ? Optional.of(new LastAccepted(datagram.event(), trustAddresses, accepted.advert()))
                : Optional.empty();
    }

    private void heard(Tick now, Advert advert) {
        journal.count(Counter.ADVERT_RCVD);
        if (advert.priority().isResignation()) {
            journal.count(Counter.PRI_ZERO_RCVD);
        }
        if (state == RouterState.MASTER) {
            conclude(now, mastership.heard(now, advert, priority));
        } else if (following.heard(now, advert, priority)) {
            wantsMaster = false;
        }
    }

    /// Draws the conclusion from what happened to a MASTER.
    private void conclude(Tick now, Tenure tenure) {
        switch (tenure) {
            case Tenure.Goes(boolean contested) when contested -> group.ifPresent(each -> each.contested(now, this));
            case Tenure.Goes goes -> {}
            case Tenure.Ends(Reason reason, boolean resigns, Optional<Advert> successor) -> {
                enterBackup(now, reason, resigns);
                successor.ifPresent(advert -> following.follow(now, advert, priority));
                retireIfAsked(now);
            }
        }
    }

    /// Another member of the group was contested, and our addresses may have been claimed together with its
    /// own.
    void announceAgain(Tick now) {
        mastership.announceAgain(now, priority);
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

    void becomeMaster(Tick now, Reason reason) {
        timers.cancelAll();
        following.forget(now);
        wantsMaster = false;
        dispute.settle();
        stick(now);
        priorityMayHaveChanged();
        mastership.begin(now, priority);
        enter(now, RouterState.MASTER, reason);
        mastership.announce(now);
        group.ifPresent(each -> each.becameMaster(now, this, reason));
    }

    /// Whoever is MASTER stands a little higher, so that a peer of higher priority that comes back is no reason to
    /// move the addresses again.
    private void stick(Tick now) {
        Steadiness steadiness = spec.rules().steadiness();
        effective.bonus(steadiness.masterBonus());
        if (steadiness.masterBonus() > 0) {
            steadiness.bonusTime().ifPresent(time -> timers.arm(Timer.BONUS_OVER, now.plus(time)));
        }
    }

    private void unstick() {
        effective.bonus(0);
        priorityMayHaveChanged();
    }

    private void leaveMaster(Tick now, boolean resigns) {
        if (state == RouterState.MASTER) {
            mastership.end(now, resigns);
            unstick();
        }
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
            case ADVERT -> conclude(now, mastership.advertIsDue(planned, now, priority));
            case PREEMPT_DELAY -> following.preemptDelayIsOver();
            case SECOND_BURST, REFRESH, EXTRA, CONTEST_BURST, CONTEST_SETTLED ->
                mastership.announcementIsDue(timer, now);
            case OWNER_DISPUTE -> {
                mastership.decideDispute(now);
                priorityMayHaveChanged();
            }
            case BONUS_OVER -> unstick();
            case FLAP_HOLD -> act(now);
            case HANDOVER_BOUND -> conclude(now, mastership.handoverUnanswered(now, priority, retiring));
        }
    }

    /// The loop woke up late, and has drained the sockets since. A BACKUP listens a little longer; a MASTER
    /// whose lease ran out meanwhile takes its addresses anew.
    void stalled(Tick now, Duration late) {
        journal.count(Counter.STALLED);
        switch (state) {
            case BACKUP -> following.stalled(now, late, priority);
            case MASTER -> mastership.stalled(now, priority);
            case INIT, FAULT, STOP -> {}
        }
    }

    void addressLost(Tick now, IpAddress address) {
        if (state == RouterState.MASTER) {
            conclude(now, mastership.addressLost(now, address, priority));
            if (state == RouterState.BACKUP) {
                following.comeBackSoon(now, priority);
            }
        }
    }

    /// A planned handover: from now on we stand for priority 1, and a MASTER makes a peer take over.
    ///
    /// @param retire stop once nothing is held any more
    void handOver(Tick now, boolean retire) {
        retiring |= retire;
        if (mastership.isHandingOver()) {
            return;
        }
        effective.handOver(true);
        priorityMayHaveChanged();
        if (state == RouterState.MASTER) {
            mastership.handOver(now, priority);
        } else {
            retireIfAsked(now);
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
            mastership.send(now, priority);
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

    void clearCounters() {
        journal.counters().clear();
    }

    RouterView view() {
        Optional<IpAddress> active = state == RouterState.MASTER ? mastership.source() : following.master();
        return new RouterView(
                spec,
                state,
                priority,
                active,
                following.masterPriority(),
                following.masterInterval(),
                lastTransition,
                lastReason,
                condition.all(),
                journal.counters().snapshot());
    }
}
