package dev.baton.vrrp;

import dev.baton.model.GarpGroupSpec;
import dev.baton.model.InterfaceName;
import dev.baton.model.Tick;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The announcements of all routers on their way out, one lane per interface (or `garp_group`) and kind.
///
/// Adverts never wait here. Even without a configured pace only so many announcements leave at once; then the
/// driver gets a chance to drain its sockets and to send the adverts that have become due.
final class AnnouncementQueue {
    private static final int BATCH = 32;

    private final Map<LaneKey, Lane> lanes = new LinkedHashMap<>();
    private final Map<InterfaceName, GarpGroupSpec> groups = new HashMap<>();

    /// Interfaces of one group share a lane, and the group's pace comes before the instances'.
    void configure(List<GarpGroupSpec> specs) {
        groups.clear();
        specs.forEach(spec -> spec.interfaces().forEach(device -> groups.put(device, spec)));
    }

    /// Puts an announcement at the end of its lane, unless it waits there often enough already: whoever makes us
    /// announce faster than the pace allows must not make the lane ever longer.
    ///
    /// @param pace least time until the next announcement of this lane; zero for none
    /// @param most how often the same announcement may wait
    void add(Tick now, Effect.Announce announcement, Duration pace, int most) {
        Optional<GarpGroupSpec> group = Optional.ofNullable(groups.get(announcement.device()));
        Set<InterfaceName> together = group.map(GarpGroupSpec::interfaces).orElse(Set.of(announcement.device()));
        Lane lane = lanes.computeIfAbsent(new LaneKey(together, announcement.kind()), fresh -> new Lane(now));
        lane.add(
                now,
                announcement,
                group.flatMap(spec -> paceOf(spec, announcement.kind())).orElse(pace),
                most);
    }

    private static Optional<Duration> paceOf(GarpGroupSpec group, Effect.Announce.Kind kind) {
        return switch (kind) {
            case ARP -> group.garpInterval();
            case NA -> group.gnaInterval();
        };
    }

    /// Forgets what a router wanted to announce.
    ///
    /// @return true if something was waiting
    boolean cancel(String router) {
        boolean found = false;
        for (Lane lane : lanes.values()) {
            found |= lane.cancel(router);
        }
        return found;
    }

    /// Moves what may leave now into `out`.
    void release(Tick now, List<Effect> out) {
        if (lanes.isEmpty()) {
            return;
        }
        int left = BATCH;
        for (Lane lane : lanes.values()) {
            while (left > 0 && lane.mayLeaveAt().isReachedAt(now)) {
                out.add(lane.take(now));
                left--;
            }
        }
    }

    /// When [#release] is to be called again; [Tick#NEVER] if nothing waits.
    Tick nextDeadline() {
        Tick next = Tick.NEVER;
        for (Lane lane : lanes.values()) {
            next = Tick.earlier(next, lane.mayLeaveAt());
        }
        return next;
    }

    private record LaneKey(Set<InterfaceName> devices, Effect.Announce.Kind kind) {}

    private record Waiting(Effect.Announce announcement, Duration pace) {}

    private static final class Lane {
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private final Map<Effect.Announce, Integer> counts = new HashMap<>();
        private Tick freeAt;

        private Lane(Tick now) {
            freeAt = now;
        }

        private void add(Tick now, Effect.Announce announcement, Duration pace, int most) {
            // What waits for its turn is not late for what left long ago.
            if (waiting.isEmpty() && freeAt.isReachedAt(now)) {
                freeAt = now;
            }
            if (counts.getOrDefault(announcement, 0) < most) {
                counts.merge(announcement, 1, Integer::sum);
                waiting.add(new Waiting(announcement, pace));
            }
        }

        private boolean cancel(String router) {
            counts.keySet().removeIf(announcement -> announcement.router().equals(router));
            return waiting.removeIf(each -> each.announcement().router().equals(router));
        }

        private Effect.Announce take(Tick now) {
            Waiting next = waiting.remove();
            counts.computeIfPresent(next.announcement(), (key, count) -> count > 1 ? count - 1 : null);
            freeAt = now.plus(next.pace());
            return next.announcement();
        }

        private Tick mayLeaveAt() {
            return waiting.isEmpty() ? Tick.NEVER : freeAt;
        }
    }
}
