package dev.baton.health;

import dev.baton.model.Tick;
import java.util.Optional;

/// One checker as it is now.
///
/// @param kind its keyword
/// @param hasResult whether it has come to a result, or `up` is still what is believed
/// @param lastFailure of the last run, if that failed
/// @param lastEnd of the last run; [Tick#NEVER] before the first
/// @param enabled false while the service's address is elsewhere
public record CheckView(
        String kind,
        boolean up,
        boolean hasResult,
        Optional<ProbeFailure> lastFailure,
        Tick lastEnd,
        boolean enabled) {}
