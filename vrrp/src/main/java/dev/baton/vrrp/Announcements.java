package dev.baton.vrrp;

import dev.baton.model.Announcing;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Tick;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// When one router announces its addresses, while it is MASTER.
final class Announcements {
    private final VirtualRouterSpec spec;
    private final Timers timers;
    private final AnnouncementQueue queue;

    Announcements(VirtualRouterSpec spec, Timers timers, AnnouncementQueue queue) {
        this.spec = spec;
        this.timers = timers;
        this.queue = queue;
    }

    /// RFC9568-6.4.2-3, RFC3768-6.4.2-3: a new master announces every address at once, and again after
    /// `garp_master_delay`.
    void becameMaster(Tick now) {
        burst(now, announcing().repeat());
        armUnlessZero(Timer.SECOND_BURST, now, announcing().delay());
        armUnlessZero(
                Timer.REFRESH,
                now,
                announcing().refresh().isZero()
                        ? Duration.ZERO
                        : announcing().delay().plus(announcing().refresh()));
        armExtra(now.plus(announcing().delay()));
    }

    /// Somebody else claimed the addresses and announced them. We answer now, again after
    /// `garp_lower_prio_delay`, and once more when the loser has had time to fall silent: so that the last
    /// announcement is ours.
    ///
    /// keepalived differs: it does not announce again if `garp_lower_prio_repeat` is 0.
    void contested(Tick now, Duration settled) {
        burst(now, announcing().lowerPriorityRepeat());
        armUnlessZero(Timer.CONTEST_BURST, now, announcing().lowerPriorityDelay());
        timers.arm(Timer.CONTEST_SETTLED, now.plus(settled));
    }

    /// An address was put back.
    void putBack(Tick now, VirtualAddress address) {
        announce(now, address, 1);
    }

    /// One of the timers that were armed here has run out; others are not looked at.
    void ranOut(Timer timer, Tick now) {
        switch (timer) {
            case SECOND_BURST -> burst(now, announcing().repeat());
            case CONTEST_BURST -> burst(now, announcing().lowerPriorityRepeat());
            case CONTEST_SETTLED -> burst(now, 1);
            case REFRESH -> refresh(now);
            case EXTRA -> extra(now);
            case MASTER_DOWN, ADVERT, PREEMPT_DELAY, OWNER_DISPUTE, HANDOVER_BOUND, FLAP_HOLD, BONUS_OVER -> {}
        }
    }

    private void refresh(Tick now) {
        burst(now, announcing().refreshRepeat());
        timers.arm(Timer.REFRESH, now.plus(announcing().refresh()));
    }

    /// keepalived sends one of the addresses on each interface too: what counts is who sends it.
    private void extra(Tick now) {
        onOtherInterfaces().values().forEach(address -> announce(now, address, 1));
        armExtra(now);
    }

    private void armExtra(Tick from) {
        if (!announcing().extra().interval().isZero() && !onOtherInterfaces().isEmpty()) {
            timers.arm(Timer.EXTRA, from.plus(announcing().extra().interval()));
        }
    }

    /// The first address on each interface that adverts do not leave from.
    private Map<InterfaceName, VirtualAddress> onOtherInterfaces() {
        Map<InterfaceName, VirtualAddress> first = new LinkedHashMap<>();
        addresses()
                .filter(address -> address.ownVmac() || announcing().extra().everywhere())
                .forEach(address -> address.device()
                        .filter(device -> !spec.device().equals(Optional.of(device)))
                        .ifPresent(device -> first.putIfAbsent(device, address)));
        return first;
    }

    private Stream<VirtualAddress> addresses() {
        return Stream.concat(spec.virtualAddresses().stream(), spec.excludedAddresses().stream());
    }

    /// The addresses may have been claimed, or removed and added again, without our knowing.
    void reassert(Tick now) {
        burst(now, Math.max(1, announcing().lowerPriorityRepeat()));
    }

    /// The instance goes on under a new configuration: what was waiting under the old one is waiting no more.
    void inherit(Announcements before, Tick now, boolean addressesAdded) {
        boolean wasWaiting = before.queue.cancel(before.spec.name());
        if (addressesAdded || wasWaiting) {
            becameMaster(now);
            return;
        }
        if (!announcing().refresh().isZero()) {
            refresh(now);
        }
        armExtra(now);
    }

    void contestSettled(Tick now) {
        burst(now, 1);
    }

    /// The addresses are not ours any more.
    void stop() {
        queue.cancel(spec.name());
    }

    private void burst(Tick now, int repeat) {
        List<VirtualAddress> addresses = addresses().toList();
        for (int round = 0; round < repeat; round++) {
            addresses.forEach(address -> announce(now, address, repeat));
        }
    }

    private void announce(Tick now, VirtualAddress virtual, int most) {
        IpAddress address = virtual.address();
        boolean isIpv4 = address.family() == IpFamily.IPV4;
        Effect.Announce.Kind kind = isIpv4 ? Effect.Announce.Kind.ARP : Effect.Announce.Kind.NA;
        Duration pace = isIpv4 ? announcing().garpInterval() : announcing().naInterval();
        virtual.onDevice(spec.device())
                .device()
                .ifPresent(
                        device -> queue.add(now, new Effect.Announce(spec.name(), device, address, kind), pace, most));
    }

    private void armUnlessZero(Timer timer, Tick now, Duration delay) {
        if (!delay.isZero()) {
            timers.arm(timer, now.plus(delay));
        }
    }

    private Announcing announcing() {
        return spec.announcing();
    }
}
