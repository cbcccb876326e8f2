package dev.baton.vrrp;

import dev.baton.model.InterfaceName;
import dev.baton.model.Tick;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The announcements of all routers on their way out, one lane per interface and kind.
///
/// Adverts never wait here. Even without a configured pace only so many announcements leave at once; then the
/// driver gets a chance to drain its sockets and to send the adverts that have become due.
final class AnnouncementQueue {
    private static final int BATCH = 32;

    private final Map<LaneKey, Lane> lanes = new LinkedHashMap<>();

    /// Puts an announcement at the end of its lane.
    ///
    /// @param pace least time between two announcements of this lane; zero for none
    void add(Tick now, Effect.Announce announcement, Duration pace) {
        LaneKey key = new LaneKey(announcement.device(), announcement.kind());
        Lane lane = lanes.computeIfAbsent(key, fresh -> new Lane(now));
        lane.waiting.add(announcement);
        lane.pace = pace;
    }

    /// Forgets what a router wanted to announce.
    void cancel(String router) {
        lanes.values()
                .forEach(lane -> lane.waiting.removeIf(
                        announcement -> announcement.router().equals(router)));
    }

    /// Moves what may leave now into `out`.
    void release(Tick now, List<Effect> out) {
        int left = BATCH;
        for (Lane lane : lanes.values()) {
            while (left > 0 && lane.mayLeaveAt().isReachedAt(now)) {
                out.add(lane.waiting.remove());
                lane.freeAt = now.plus(lane.pace);
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

    private record LaneKey(InterfaceName device, Effect.Announce.Kind kind) {}

    private static final class Lane {
        private final Deque<Effect.Announce> waiting = new ArrayDeque<>();
        private Duration pace = Duration.ZERO;
        private Tick freeAt;

        private Lane(Tick now) {
            freeAt = now;
        }

        private Tick mayLeaveAt() {
            return waiting.isEmpty() ? Tick.NEVER : freeAt;
        }
    }
}
