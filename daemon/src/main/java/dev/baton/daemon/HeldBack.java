package dev.baton.daemon;

import dev.baton.model.RouterState;
import dev.baton.vrrp.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What routers want done that have just become MASTER, until the kernel has their addresses: whoever believes their
/// first advert finds the addresses there. Other routers are not kept waiting.
final class HeldBack {
    private final Map<String, Takeover> takeovers = new HashMap<>();

    /// @param begun with this
    private record Takeover(Effect.AddAddresses begun, List<Effect> waiting) {}

    boolean isEmpty() {
        return takeovers.isEmpty();
    }

    /// Keeps what has to wait and returns the rest, in order.
    List<Effect> sift(List<Effect> wanted) {
        Set<String> taking = taking(wanted);
        if (takeovers.isEmpty() && taking.isEmpty()) {
            return wanted;
        }
        List<Effect> open = new ArrayList<>(wanted.size());
        for (Effect effect : wanted) {
            Takeover takeover = takeovers.get(effect.router());
            if (takeover != null) {
                hold(takeover.waiting(), effect);
                continue;
            }
            open.add(effect);
            if (effect instanceof Effect.AddAddresses add
                    && !add.addresses().isEmpty()
                    && taking.contains(effect.router())) {
                takeovers.put(effect.router(), new Takeover(add, new ArrayList<>()));
            }
        }
        return open;
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

    /// What has waited for these addresses: the very order, not one that is like it.
    @SuppressWarnings("ReferenceEquality")
    List<Effect> release(Effect.AddAddresses added) {
        Takeover takeover = takeovers.get(added.router());
        if (takeover == null || takeover.begun() != added) {
            return List.of();
        }
        takeovers.remove(added.router());
        return takeover.waiting();
    }

    /// All that waits.
    List<Effect> releaseAll() {
        List<Effect> all = new ArrayList<>();
        takeovers.values().forEach(takeover -> all.addAll(takeover.waiting()));
        takeovers.clear();
        return all;
    }
}
