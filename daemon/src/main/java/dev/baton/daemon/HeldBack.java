package dev.baton.daemon;

import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What routers want done that have just become MASTER, until the kernel has their addresses: whoever believes their
/// first advert finds the addresses there. Other routers are not kept waiting.
///
/// **Adverts wait for a quarter of the interval at most.** The kernel may take seconds while others build network
/// namespaces, and a master that is not heard is overtaken by the next one. Announcements, scripts and the log wait on:
/// nothing is claimed for an address that is not there.
///
/// Scripts and the log wait for the routes and rules too: a script may use them.
final class HeldBack {
    private static final int PART_OF_INTERVAL = 4;

    private final Predicate<String> hasRoutes;
    private final Map<String, Takeover> takeovers = new HashMap<>();
    private final Map<String, Duration> patience = new HashMap<>();
    /// When adverts go out without the addresses; may be too early.
    private Tick next = Tick.NEVER;

    /// @param begun with this
    /// @param silentUntil adverts wait until then; [Tick#NEVER] once they do not wait any more
    /// @param hasAddresses only the routes and rules are missing
    private record Takeover(Effect.AddAddresses begun, Tick silentUntil, boolean hasAddresses, List<Effect> waiting) {
        boolean isSilent() {
            return !silentUntil.equals(Tick.NEVER);
        }

        boolean holds(Effect effect) {
            if (hasAddresses) {
                return effect instanceof Effect.Entered;
            }
            return isSilent() || !(effect instanceof Effect.SendAdvert);
        }
    }

    /// @param hasRoutes routers with routes or rules
    HeldBack(Predicate<String> hasRoutes) {
        this.hasRoutes = hasRoutes;
    }

    /// The routers that there are from now on.
    void configure(List<VirtualRouterSpec> routers) {
        patience.clear();
        routers.forEach(
                router -> patience.put(router.name(), router.advertInterval().dividedBy(PART_OF_INTERVAL)));
    }

    boolean isEmpty() {
        return takeovers.isEmpty();
    }

    /// Keeps what has to wait and returns the rest, in order.
    List<Effect> sift(Tick now, List<Effect> wanted) {
        Set<String> taking = taking(wanted);
        if (takeovers.isEmpty() && taking.isEmpty()) {
            return wanted;
        }
        if (takeovers.isEmpty()) {
            next = Tick.NEVER;
        }
        List<Effect> open = new ArrayList<>(wanted.size());
        for (Effect effect : wanted) {
            Takeover takeover = takeovers.get(effect.router());
            if (takeover != null && takeover.holds(effect)) {
                hold(takeover.waiting(), effect);
                continue;
            }
            open.add(effect);
            if (effect instanceof Effect.AddAddresses add && taking.contains(effect.router())) {
                begin(now, add, takeover == null ? new ArrayList<>() : takeover.waiting());
            }
        }
        return open;
    }

    /// @param waiting what an earlier takeover has left
    private void begin(Tick now, Effect.AddAddresses add, List<Effect> waiting) {
        if (!add.addresses().isEmpty() || hasRoutes.test(add.router())) {
            Tick silentUntil = now.plus(patience.getOrDefault(add.router(), Duration.ZERO));
            takeovers.put(add.router(), new Takeover(add, silentUntil, false, waiting));
            next = Tick.earlier(next, silentUntil);
        }
    }

    /// When [#overdue] is to be asked; [Tick#NEVER] if nothing waits.
    Tick nextDeadline() {
        return takeovers.isEmpty() ? Tick.NEVER : next;
    }

    /// Adverts that must not wait any longer, though the kernel has not answered yet.
    List<Effect> overdue(Tick now) {
        if (!nextDeadline().isReachedAt(now)) {
            return List.of();
        }
        List<Effect> adverts = new ArrayList<>();
        next = Tick.NEVER;
        takeovers.replaceAll((router, takeover) -> {
            if (!takeover.silentUntil().isReachedAt(now)) {
                next = Tick.earlier(next, takeover.silentUntil());
                return takeover;
            }
            takeover.waiting().stream()
                    .filter(Effect.SendAdvert.class::isInstance)
                    .forEach(adverts::add);
            takeover.waiting().removeIf(Effect.SendAdvert.class::isInstance);
            return new Takeover(takeover.begun(), Tick.NEVER, false, takeover.waiting());
        });
        return adverts;
    }

    private static Set<String> taking(List<Effect> wanted) {
        Set<String> taking = Set.of();
        for (Effect effect : wanted) {
            if (effect instanceof Effect.Entered entered && entered.to() == RouterState.MASTER) {
                taking = taking.isEmpty() ? new HashSet<>() : taking;
                taking.add(entered.router());
            }
        }
        return taking;
    }

    /// However long the kernel takes: of adverts to the same peer, the latest is enough; and who gives the addresses
    /// up again must not announce them any more.
    private static void hold(List<Effect> waiting, Effect effect) {
        switch (effect) {
            case Effect.SendAdvert advert ->
                waiting.removeIf(earlier -> earlier instanceof Effect.SendAdvert other
                        && other.destination().equals(advert.destination()));
            case Effect.RenewLease renew -> waiting.removeIf(Effect.RenewLease.class::isInstance);
            case Effect.RemoveAddresses remove -> waiting.removeIf(Effect.Announce.class::isInstance);
            case Effect.AddAddresses add -> {}
            case Effect.Announce announce -> {}
            case Effect.Entered entered -> {}
            case Effect.Observed observed -> {}
            case Effect.Refused refused -> {}
        }
        waiting.add(effect);
    }

    /// What has waited for these addresses: the very order, not one that is like it. Whoever has given them up
    /// meanwhile does not wait for routes.
    List<Effect> release(Effect.AddAddresses added) {
        Takeover takeover = begunWith(added);
        if (takeover == null || takeover.hasAddresses()) {
            return List.of();
        }
        takeovers.remove(added.router());
        List<Effect> waiting = takeover.waiting();
        if (!hasRoutes.test(added.router()) || waiting.stream().anyMatch(Effect.RemoveAddresses.class::isInstance)) {
            return waiting;
        }
        List<Effect> entering = new ArrayList<>(waiting);
        entering.removeIf(effect -> !(effect instanceof Effect.Entered));
        takeovers.put(added.router(), new Takeover(added, Tick.NEVER, true, entering));
        waiting.removeIf(Effect.Entered.class::isInstance);
        return waiting;
    }

    /// True if somebody waits for the routes and rules that follow these addresses.
    boolean awaitsRoutes(Effect.AddAddresses added) {
        Takeover takeover = begunWith(added);
        return takeover != null && takeover.hasAddresses();
    }

    /// What has waited for the routes and rules that follow these addresses.
    List<Effect> routesInPlace(Effect.AddAddresses added) {
        if (!awaitsRoutes(added)) {
            return List.of();
        }
        Takeover takeover = takeovers.remove(added.router());
        return takeover == null ? List.of() : takeover.waiting();
    }

    @SuppressWarnings("ReferenceEquality")
    private @Nullable Takeover begunWith(Effect.AddAddresses added) {
        Takeover takeover = takeovers.get(added.router());
        return takeover != null && takeover.begun() == added ? takeover : null;
    }

    /// All that waits.
    List<Effect> releaseAll() {
        List<Effect> all = new ArrayList<>();
        takeovers.values().forEach(takeover -> all.addAll(takeover.waiting()));
        takeovers.clear();
        return all;
    }
}
