package dev.baton.daemon;

import dev.baton.daemon.setting.FormerSettings;
import dev.baton.linux.EventLoop;
import dev.baton.linux.RouteNetlink;
import dev.baton.vrrp.Event;
import java.util.List;
import java.util.function.Consumer;

/// What a [Companion] may use of the protocol thread.
///
/// @param loop for sources to watch and work to post; everything but `post` on the protocol thread only
/// @param netlink for requests on the protocol thread
/// @param former what was changed in the kernel's settings
/// @param links takes news of the [#network] to the engine at once, on the protocol thread, or later where links are to
///     last (`interface_up_down_delays`)
/// @param engine takes an event to the engine on the protocol thread in the next wake-up; may be called from any
///     thread
record Bridge(
        EventLoop loop,
        RouteNetlink netlink,
        NetworkView network,
        Log log,
        FormerSettings former,
        Consumer<List<Event>> links,
        Consumer<Event> engine) {
    /// Takes an event to the engine, from any thread.
    void tell(Event event) {
        engine.accept(event);
    }
}
