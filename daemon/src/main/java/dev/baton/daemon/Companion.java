package dev.baton.daemon;

import dev.baton.daemon.control.StatusSource;
import dev.baton.linux.NetworkEvent;
import dev.baton.model.Configuration;
import dev.baton.model.Tick;
import dev.baton.vrrp.Effect;
import java.util.Optional;

/// Stands beside the engine on the protocol thread: learns what happens, keeps a part of the host as it should be,
/// and reports through its [Bridge]. One for each concept: routes, links of its own, tracking, notifications.
///
/// Every method is called on the protocol thread and must not wait for anything. What takes time has a thread of its
/// own.
interface Companion extends AutoCloseable {
    /// This configuration comes next; the engine has not taken it yet. What instances need to begin is made here: what
    /// the kernel says about it reaches the engine first.
    default void preparing(Tick now, Configuration next) {}

    /// The configuration that holds from now on; the first comes before the engine is started, later ones after the
    /// engine has taken them.
    default void configured(Tick now, Configuration configuration) {}

    /// The kernel's interfaces or addresses changed; [NetworkView] knows already, the engine not yet.
    default void networkChanged(Tick now, NetworkEvent change) {}

    /// The engine wanted this, and it has been carried out together with all else that the same event led to.
    default void after(Tick now, Effect effect) {}

    /// What `baton status` can show of it; asked once, after the start.
    default Optional<StatusSource> status() {
        return Optional.empty();
    }

    /// The daemon ends; every router has stopped. Leaves nothing behind.
    @Override
    default void close() {}
}
