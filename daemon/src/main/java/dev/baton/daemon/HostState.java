package dev.baton.daemon;

import dev.baton.daemon.host.AddressTranslation;
import dev.baton.daemon.host.DesiredState;
import dev.baton.daemon.host.DesiredState.Wish;
import dev.baton.daemon.host.Entry;
import dev.baton.daemon.host.KernelNames;
import dev.baton.daemon.host.Wishes;
import dev.baton.daemon.setting.PromoteSecondaries;
import dev.baton.linux.Alarm;
import dev.baton.linux.Errno;
import dev.baton.linux.EventLoop;
import dev.baton.linux.KernelException;
import dev.baton.linux.MonotonicClock;
import dev.baton.linux.NetworkEvent;
import dev.baton.linux.RouteMonitor;
import dev.baton.linux.RouteNetlink;
import dev.baton.model.Configuration;
import dev.baton.model.InstanceSetup;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpFamily;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.model.Tracked;
import dev.baton.vrrp.Effect;
import dev.baton.vrrp.Event;
import dev.baton.wire.netlink.RouteRequest;
import dev.baton.wire.netlink.RouteRequest.Verb;
import dev.baton.wire.netlink.RtNetlinkConstants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Keeps static entries, and the routes and rules of every MASTER, in the kernel as they are configured: compares
/// after every change that may matter, and asks for what is missing.
final class HostState implements Companion {
    /// An alarm for a moment that has passed goes off as soon as it can.
    private static final Duration SOON = Duration.ofMillis(1);

    private final EventLoop loop;
    private final RouteNetlink netlink;
    private final NetworkView network;
    private final Consumer<Event> engine;
    private final Log log;
    private final Alarm alarm;
    /// Read once: a file must not be waited for later.
    private KernelNames names = KernelNames.standard();

    private final DesiredState desired = new DesiredState();
    private final PromoteSecondaries promotion;
    private final Set<String> masters = new LinkedHashSet<>();
    private final Map<String, String> complaints = new HashMap<>();
    private Optional<RouteMonitor> monitor = Optional.empty();
    private Optional<Wishes> wishes = Optional.empty();
    private Set<String> failedGroups = Set.of();
    private Set<String> unusableGroups = Set.of();
    private boolean comparisonIsPosted;

    HostState(Bridge bridge) {
        this.loop = bridge.loop();
        this.netlink = bridge.netlink();
        this.network = bridge.network();
        this.engine = bridge.engine();
        this.log = bridge.log();
        this.promotion = new PromoteSecondaries(bridge.former(), log::line);
        this.alarm = Alarm.open();
        loop.watch(alarm, now -> {
            alarm.drain();
            compare(now);
        });
    }

    /// At the start, what an earlier life left of the instances' entries goes.
    @Override
    public void configured(Tick now, Configuration configuration) {
        boolean first = wishes.isEmpty();
        if (first) {
            names = KernelNames.ofSystem(configuration.globals());
        }
        Wishes next = new Wishes(configuration, names);
        wishes = Optional.of(next);
        if (next.haveRoutesOrRules() && monitor.isEmpty()) {
            RouteMonitor opened = RouteMonitor.open(RtNetlinkConstants.RTPROT_KEEPALIVED);
            monitor = Optional.of(opened);
            loop.watch(opened, wokeUp -> {
                if (opened.receive()) {
                    compareSoon();
                }
            });
        }
        promoteSecondaries(configuration);
        if (first && !next.areNone()) {
            sweep(next, configuration);
        }
        wishAnew(now);
    }

    private void promoteSecondaries(Configuration configuration) {
        Set<InterfaceName> devices = configuration.virtualRouters().stream()
                .filter(router -> configuration
                        .setup(router.name())
                        .filter(InstanceSetup::promoteSecondaries)
                        .isPresent())
                .flatMap(router -> router.device().stream())
                .collect(Collectors.toSet());
        promotion.on(devices);
    }

    private void sweep(Wishes next, Configuration configuration) {
        Set<String> everybody = new LinkedHashSet<>();
        configuration.setups().forEach(setup -> everybody.add(setup.instance()));
        List<Wish> all = next.of(everybody, network::index).wishes();
        List<Wish> wanted = next.of(Set.of(), network::index).wishes();
        Map<Object, Boolean> present = present(all);
        List<Entry> leftovers = new ArrayList<>();
        for (Wish wish : all.reversed()) {
            Object identity = wish.entry().identity();
            if (present.getOrDefault(identity, false)
                    && wanted.stream()
                            .noneMatch(other -> other.entry().identity().equals(identity))) {
                leftovers.add(wish.entry());
            }
        }
        if (!leftovers.isEmpty()) {
            log.line("removing " + leftovers.size() + " routes and rules that an earlier life left");
            delete(leftovers);
        }
    }

    /// An instance changed its state: its routes and rules follow its addresses.
    void entered(Tick now, Effect.Entered entered) {
        boolean changed =
                entered.to() == RouterState.MASTER ? masters.add(entered.router()) : masters.remove(entered.router());
        if (changed) {
            wishAnew(now);
        }
    }

    /// Addresses were put into the kernel: what was refused for want of them may be possible now.
    void addressesAdded() {
        if (!desired.wishes().isEmpty()) {
            linksChanged();
        }
    }

    /// An instance is about to lose its addresses: its rules and routes go first.
    void releasing(String router) {
        if (masters.remove(router)) {
            wishAnew(MonotonicClock.now());
        }
    }

    @Override
    public void networkChanged(Tick now, NetworkEvent change) {
        if (wishes.isEmpty() || wishes.get().areNone()) {
            return;
        }
        switch (change) {
            case NetworkEvent.LinkChanged changed -> linksChanged();
            case NetworkEvent.LinkRemoved removed -> linksChanged();
            case NetworkEvent.Resynchronised anew -> linksChanged();
            case NetworkEvent.AddressRemoved removed -> compareSoon();
            case NetworkEvent.AddressChanged changed -> {
                // Leases are renewed all the time; what was refused for want of an address waits for its pause.
            }
        }
    }

    /// Interfaces come back with other numbers, and what was refused may be possible now.
    private void linksChanged() {
        desired.forgetPauses();
        compareSoon();
    }

    /// Once after all that has happened in this wake-up.
    private void compareSoon() {
        if (!comparisonIsPosted) {
            comparisonIsPosted = true;
            // Twice: what puts addresses back is posted in the first round, and routes may suggest them as source.
            loop.post(() -> loop.post(() -> {
                comparisonIsPosted = false;
                wishAnew(MonotonicClock.now());
            }));
        }
    }

    private void wishAnew(Tick now) {
        if (wishes.isEmpty() || (wishes.get().areNone() && desired.wishes().isEmpty())) {
            return;
        }
        Wishes.Outcome outcome = wishes.get().of(masters, network::index);
        complaints.keySet().retainAll(outcome.unusable().keySet());
        outcome.unusable().forEach((text, why) -> {
            if (!why.equals(complaints.put(text, why))) {
                log.line(text + ": " + why);
            }
        });
        delete(desired.want(outcome.wishes()));
        unusableGroups = outcome.groups();
        compare(now);
    }

    private void compare(Tick now) {
        try {
            List<Wish> missing = desired.missing(present(desired.wishes()), now);
            List<RouteRequest> requests = missing.stream()
                    .map(wish -> wish.entry().request(wish.entry().creation()))
                    .toList();
            List<Optional<KernelException>> outcomes = netlink.execute(requests);
            for (int index = 0; index < missing.size(); index++) {
                answered(missing.get(index), outcomes.get(index), now);
            }
        } catch (KernelException refused) {
            log.line(refused.getMessage());
        }
        tellGroups();
        Tick next = desired.nextAttempt();
        if (!next.equals(Tick.NEVER)) {
            Duration delay = Duration.ofNanos(next.nanos() - now.nanos());
            alarm.set(delay.compareTo(SOON) > 0 ? delay : SOON);
        }
    }

    /// The members of a track group are in FAULT while one of its entries cannot be there.
    private void tellGroups() {
        Set<String> failing = new LinkedHashSet<>(desired.failedGroups());
        failing.addAll(unusableGroups);
        Set<String> news = new LinkedHashSet<>(failing);
        news.addAll(failedGroups);
        news.removeIf(group -> failing.contains(group) && failedGroups.contains(group));
        news.forEach(
                group -> engine.accept(new Event.TrackedChanged(Tracked.Kind.STATIC, group, !failing.contains(group))));
        failedGroups = failing;
    }

    private void answered(Wish wish, Optional<KernelException> refusal, Tick now) {
        if (refusal.isEmpty()) {
            desired.done(wish).ifPresent(log::line);
        } else if (desired.refused(wish, refusal.get().getMessage(), now)) {
            log.line(wish.text() + ": " + refusal.get().getMessage());
        }
    }

    /// What there is of the kinds that are wished for, and whether we put it there.
    private Map<Object, Boolean> present(List<Wish> wanted) {
        Map<Object, Boolean> present = new HashMap<>();
        if (has(wanted, Entry.OfAddress.class::isInstance)) {
            netlink.addresses()
                    .forEach(address -> present.put(
                            new Entry.OfAddress(address).identity(),
                            address.protocol() == AddressTranslation.PROTOCOL));
        }
        for (IpFamily family : IpFamily.values()) {
            if (has(
                    wanted,
                    entry -> entry instanceof Entry.OfRoute(var route, var creation)
                            && route.destination().family() == family)) {
                netlink.routes(family).forEach(route -> present.put(route.identity(), isOurs(route.protocol())));
            }
            if (has(wanted, entry -> entry instanceof Entry.OfRule(var rule) && rule.family() == family)) {
                netlink.rules(family).forEach(rule -> present.put(rule, isOurs(rule.protocol())));
            }
        }
        return present;
    }

    private static boolean isOurs(int protocol) {
        return protocol == RtNetlinkConstants.RTPROT_KEEPALIVED;
    }

    private static boolean has(List<Wish> wanted, Predicate<Entry> kind) {
        return wanted.stream().map(Wish::entry).anyMatch(kind);
    }

    /// What is gone already went with its link or address.
    private void delete(List<Entry> entries) {
        List<RouteRequest> requests =
                entries.stream().map(entry -> entry.request(Verb.DELETE)).toList();
        for (Optional<KernelException> refusal : netlink.execute(requests)) {
            refusal.filter(why -> !isGone(why)).ifPresent(why -> log.line(why.getMessage()));
        }
    }

    private static boolean isGone(KernelException why) {
        return AddressTranslation.saysThatItIsGone(why) || why.is(Errno.ESRCH) || why.is(Errno.ENOENT);
    }

    @Override
    public void close() {
        masters.clear();
        delete(desired.want(Collections.emptyList()));
        promotion.on(Set.of());
        monitor.ifPresent(RouteMonitor::close);
        alarm.close();
    }
}
