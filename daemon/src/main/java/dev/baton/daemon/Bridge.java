package dev.baton.daemon;

import dev.baton.linux.EventLoop;
import dev.baton.vrrp.Event;
import java.util.List;
import java.util.function.Consumer;

/// What a [Companion] may use of the protocol thread.
///
/// @param loop for sources to watch and work to post; everything but `post` on the protocol thread only
/// @param host for what the kernel takes its time for
/// @param links takes news of the [#network] to the engine at once, on the protocol thread, or later where links are to
///     last (`interface_up_down_delays`)
/// @param engine takes an event to the engine on the protocol thread in the next wake-up; may be called from any
///     thread
record Bridge(
        EventLoop loop,
        HostThread host,
        NetworkView network,
        Log log,
        Consumer<List<Event>> links,
        Consumer<Event> engine) {
    /// Takes an event to the engine, from any thread.
    void tell(Event event) {
        engine.accept(event);
    }
}
