package dev.baton.daemon;

import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpSpec;
import dev.baton.vrrp.Effect;
import dev.baton.vrrp.Event;
import dev.baton.vrrp.VrrpEngine;
import java.time.Duration;
import java.util.List;

/// Plays the start and one takeover of an instance on an engine of its own, in virtual time, and carries nothing out.
///
/// The JVM loads and compiles code when it first runs. Without a rehearsal that happens in the middle of the first real
/// takeover and makes it tens of milliseconds late.
final class Rehearsal {
    /// A backup needs one deadline to become MASTER; a start-up delay and a sync group need one more each.
    private static final int DEADLINES_MAX = 4;

    private Rehearsal() {}

    /// Plays it and returns what the engine wanted done last, for a test to look at.
    ///
    /// @param surroundings what the real engine is told of the interfaces
    static List<Effect> play(VirtualRouterSpec router, List<Event> surroundings) {
        VrrpEngine engine = new VrrpEngine(VrrpSpec.of(List.of(router.withTracked(List.of()))));
        surroundings.forEach(event -> engine.handle(Tick.ZERO, event));
        List<Effect> wanted = engine.handle(Tick.ZERO, new Event.Started(Duration.ZERO));
        for (int count = 0; count < DEADLINES_MAX && !isMaster(engine); count++) {
            Tick deadline = engine.nextDeadline();
            if (deadline.equals(Tick.NEVER)) {
                break;
            }
            wanted = engine.handle(deadline, new Event.DeadlineReached());
        }
        wanted.forEach(Rehearsal::say);
        return wanted;
    }

    private static boolean isMaster(VrrpEngine engine) {
        return engine.routers().getFirst().state() == RouterState.MASTER;
    }

    private static String say(Effect effect) {
        return effect instanceof Effect.Entered entered ? entered.sentence() : effect.router();
    }
}
