package dev.baton.daemon;

import dev.baton.model.InterfaceName;
import dev.baton.model.LinkDelays;
import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Holds changes of links back until they have lasted for as long as the configuration asks
/// (`interface_up_down_delays`). One that is over before does not happen for the engine.
final class Debounce {
    private final Map<InterfaceName, Held> held = new HashMap<>();
    private final Map<InterfaceName, Boolean> told = new HashMap<>();
    private Map<InterfaceName, LinkDelays.Delays> delays = Map.of();

    private record Held(Event.LinkChanged change, Tick due) {}

    /// A link must not be down for longer than the peers wait: no delay exceeds what is left of their patience when one
    /// more advert has been missed.
    void configure(LinkDelays asked, List<VirtualRouterSpec> routers) {
        Map<InterfaceName, LinkDelays.Delays> capped = new HashMap<>(asked.byInterface());
        for (VirtualRouterSpec router : routers) {
            Duration most = router.advertInterval().multipliedBy(router.downTimerAdverts() - 1L);
            router.device()
                    .ifPresent(device -> capped.computeIfPresent(
                            device,
                            (_, each) -> new LinkDelays.Delays(
                                    each.down().compareTo(most) > 0 ? most : each.down(), each.up())));
        }
        delays = Map.copyOf(capped);
    }

    /// What of the news is to reach the engine now.
    List<Event> pass(Tick now, List<Event> news) {
        List<Event> passed = new ArrayList<>();
        for (Event event : news) {
            if (!(event instanceof Event.LinkChanged change) || counts(now, change)) {
                passed.add(event);
            }
        }
        return passed;
    }

    private boolean counts(Tick now, Event.LinkChanged change) {
        held.remove(change.device());
        Boolean before = told.get(change.device());
        LinkDelays.Delays asked = delays.get(change.device());
        if (before == null || asked == null) {
            told.put(change.device(), change.usable());
            return true;
        }
        if (before == change.usable()) {
            return false;
        }
        Duration delay = change.usable() ? asked.up() : asked.down();
        if (delay.isZero()) {
            told.put(change.device(), change.usable());
            return true;
        }
        held.put(change.device(), new Held(change, now.plus(delay)));
        return false;
    }

    /// Those that have lasted.
    List<Event> due(Tick now) {
        List<Event> lasted = new ArrayList<>();
        held.values().removeIf(each -> {
            boolean isDue = each.due().isReachedAt(now);
            if (isDue) {
                told.put(each.change().device(), each.change().usable());
                lasted.add(each.change());
            }
            return isDue;
        });
        return lasted;
    }

    /// When to ask for them next; [Tick#NEVER] if nothing is held back.
    Tick next() {
        return held.values().stream().map(Held::due).reduce(Tick.NEVER, Tick::earlier);
    }
}
