package dev.baton.daemon.host;

import dev.baton.daemon.host.DesiredState.Wish;
import dev.baton.daemon.setting.RunFile;
import dev.baton.daemon.thread.Agenda;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.linux.KernelException;
import dev.baton.linux.MonotonicClock;
import dev.baton.linux.RouteMonitor;
import dev.baton.linux.RouteNetlink;
import dev.baton.model.Configuration;
import dev.baton.model.Tick;
import dev.baton.model.Tracked;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Event;
import dev.baton.wire.netlink.RouteRequest;
import dev.baton.wire.netlink.RtNetlinkConstants;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Static entries, and the routes and rules of every MASTER, in the kernel: compares what there is with what is wanted,
/// and asks for what is missing.
///
/// Lives on one [LoopThread], on which everything is called.
public final class HostEntries {
    private final LoopThread thread;
    private final RouteNetlink netlink;
    private final Remembered remembered;
    private final Runnable changed;
    private final Consumer<Event> engine;

    private final DesiredState desired = new DesiredState();
    private final Map<String, String> complaints = new HashMap<>();
    private Optional<KernelNames> names = Optional.empty();
    private Optional<Wishes> wishes = Optional.empty();
    private List<VirtualRouterSpec> routers = List.of();
    private Situation situation = new Situation(Set.of(), Links.NONE);
    private Set<String> failedGroups = Set.of();
    private Set<String> unusableGroups = Set.of();
    private boolean isMonitored;
    private Agenda.@Nullable Entry nextAttempt;

    /// What wishes depend on besides the configuration.
    ///
    /// @param masters instances that are MASTER
    /// @param links the interfaces that there are
    public record Situation(Set<String> masters, Links links) {
        public Situation {
            masters = Set.copyOf(masters);
        }
    }

    /// @param netlink for requests on this thread
    /// @param memory what the daemon before this one may have left, and this one may leave
    /// @param changed is called on this thread when a route or rule may be gone: it is time to [#fulfil]
    /// @param engine takes an event to the engine, from any thread
    public HostEntries(
            LoopThread thread, RouteNetlink netlink, RunFile memory, Runnable changed, Consumer<Event> engine) {
        this.thread = thread;
        this.netlink = netlink;
        this.remembered = new Remembered(memory, thread::log);
        this.changed = changed;
        this.engine = engine;
    }

    /// This configuration holds from now on. At the start, what an earlier life left goes.
    ///
    /// @param routers as they run, with their interfaces
    public void configure(Configuration configuration, List<VirtualRouterSpec> routers, Situation now) {
        boolean isFirst = wishes.isEmpty();
        this.routers = routers;
        // Read once: a host's names do not change, and reading them takes its time.
        KernelNames known = names.orElseGet(() -> KernelNames.ofSystem(configuration.globals()));
        names = Optional.of(known);
        Wishes next = new Wishes(configuration, known);
        wishes = Optional.of(next);
        if (next.haveRoutesOrRules() && !isMonitored) {
            monitor();
        }
        PossibleEntries possible = PossibleEntries.of(next, routers, now.links());
        if (isFirst && (next.haveRoutesOrRules() || remembered.isAnything())) {
            sweep(possible);
        }
        remembered.add(possible.all());
        situation = now;
        fulfil(now);
        remembered.only(possible.all());
    }

    private void monitor() {
        isMonitored = true;
        RouteMonitor monitor = thread.closing(RouteMonitor.open(RtNetlinkConstants.RTPROT_KEEPALIVED));
        thread.loop().watch(monitor, now -> {
            if (monitor.receive()) {
                changed.run();
            }
        });
    }

    private void sweep(PossibleEntries possible) {
        List<Entry> leftovers = PresentEntries.ours(netlink).stream()
                .filter(entry -> possible.isUnclaimed(entry) || (remembered.isFormer(entry) && !possible.has(entry)))
                .toList();
        if (!leftovers.isEmpty()) {
            thread.log("removing " + leftovers.size() + " addresses, routes and rules that an earlier life left");
            delete(leftovers.reversed());
        }
    }

    /// Interfaces or addresses have come: what was refused for want of them may be possible now.
    public void forgetPauses() {
        desired.forgetPauses();
    }

    /// Makes the kernel as it is wanted in this situation.
    public void fulfil(Situation now) {
        if (wishes.isPresent() && !now.links().equals(situation.links())) {
            remembered.add(
                    PossibleEntries.of(wishes.get(), routers, now.links()).all());
        }
        situation = now;
        if (wishes.isEmpty() || (wishes.get().areNone() && desired.wishes().isEmpty())) {
            return;
        }
        Wishes.Outcome outcome = wishes.get().of(now);
        complaints.keySet().retainAll(outcome.unusable().keySet());
        outcome.unusable().forEach((text, why) -> {
            if (!why.equals(complaints.put(text, why))) {
                thread.log(text + ": " + why);
            }
        });
        delete(desired.want(outcome.wishes()));
        unusableGroups = outcome.groups();
        compare(MonotonicClock.now());
    }

    private void compare(Tick now) {
        try {
            List<Wish> missing = desired.missing(PresentEntries.of(netlink, desired.wishes()), now);
            List<RouteRequest> requests = missing.stream()
                    .map(wish -> wish.entry().request(wish.entry().creation()))
                    .toList();
            List<Optional<KernelException>> outcomes = netlink.execute(requests);
            for (int index = 0; index < missing.size(); index++) {
                answered(missing.get(index), outcomes.get(index), now);
            }
        } catch (KernelException refused) {
            thread.log("" + refused.getMessage());
        }
        tellGroups();
        tryAgainAt(desired.nextAttempt());
    }

    private void tryAgainAt(Tick next) {
        if (nextAttempt != null) {
            nextAttempt.cancel();
            nextAttempt = null;
        }
        if (!next.equals(Tick.NEVER)) {
            nextAttempt = thread.agenda().at(next, () -> fulfil(situation));
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
            desired.done(wish).ifPresent(thread::log);
        } else if (desired.refused(wish, refusal.get().getMessage(), now)) {
            thread.log(wish.text() + ": " + refusal.get().getMessage());
        }
    }

    /// What is gone already went with its link or address.
    private void delete(List<Entry> entries) {
        List<RouteRequest> requests = entries.stream()
                .map(entry -> entry.request(RouteRequest.Verb.DELETE))
                .toList();
        for (Optional<KernelException> refusal : netlink.execute(requests)) {
            refusal.filter(why -> !PresentEntries.saysThatItIsGone(why))
                    .ifPresent(why -> thread.log("" + why.getMessage()));
        }
    }

    /// Takes away all that was put there.
    public void removeAll() {
        tryAgainAt(Tick.NEVER);
        delete(desired.want(List.of()));
        remembered.only(List.of());
    }
}
