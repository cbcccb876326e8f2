package dev.baton.health;

import dev.baton.model.ServerId;
import dev.baton.model.Tick;
import java.util.List;

/// One real server as it is now, and why.
///
/// @param since when it became what it is
public record ServerView(
        ServerId id, boolean alive, long weight, HealthReason reason, Tick since, List<CheckView> checks) {
    public ServerView {
        checks = List.copyOf(checks);
    }
}
