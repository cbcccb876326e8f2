package dev.baton.daemon;

import dev.baton.daemon.host.HostEntries;
import dev.baton.daemon.host.HostEntries.Situation;
import dev.baton.daemon.host.Wishes;
import dev.baton.daemon.link.LinkPlan;
import dev.baton.daemon.setting.PromoteSecondaries;
import dev.baton.linux.NetworkEvent;
import dev.baton.model.Configuration;
import dev.baton.model.InstanceSetup;
import dev.baton.model.InterfaceName;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.vrrp.Effect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Has static entries, and the routes and rules of every MASTER, kept in the kernel as they are configured: says after
/// every change that may matter who is MASTER and which interfaces there are. What follows from it is done on the
/// [HostThread], after the addresses that were handed over before: routes may name them as their source.
final class HostState implements Companion {
    private final Bridge bridge;
    private final Consumer<Runnable> afterAddresses;
    private final HostEntries entries;
    private final PromoteSecondaries promotion;
    private final Set<String> masters = new LinkedHashSet<>();
    /// Instances with routes or rules.
    private Set<String> withEntries = Set.of();
    private boolean isConcerned;
    private boolean isPosted;
    private boolean forgetsPauses;
    private final List<Runnable> waiting = new ArrayList<>();

    /// @param afterAddresses has something done on another thread after all requests for addresses so far
    HostState(Bridge bridge, Consumer<Runnable> afterAddresses) {
        this.bridge = bridge;
        this.afterAddresses = afterAddresses;
        HostThread host = bridge.host();
        this.entries = new HostEntries(
                host.thread(),
                host.netlink(),
                host.memory(),
                () -> bridge.loop().post(this::compareSoon),
                bridge.engine());
        this.promotion = new PromoteSecondaries(host.former(), bridge.log()::line);
    }

    @Override
    public void preparing(Tick now, Configuration next) {
        withEntries = next.setups().stream()
                .filter(setup -> !setup.routes().isEmpty() || !setup.rules().isEmpty())
                .map(InstanceSetup::instance)
                .collect(Collectors.toSet());
    }

    @Override
    public void configured(Tick now, Configuration configuration) {
        isConcerned = !Wishes.areNone(configuration);
        Set<InterfaceName> promoting = configuration.virtualRouters().stream()
                .filter(router -> configuration
                        .setup(router.name())
                        .filter(InstanceSetup::promoteSecondaries)
                        .isPresent())
                .flatMap(router -> router.device().stream())
                .collect(Collectors.toSet());
        Situation situation = situation();
        afterAddresses.accept(() -> bridge.host().post(() -> {
            promotion.on(promoting);
            entries.configure(configuration, LinkPlan.of(configuration).spec().routers(), situation);
        }));
    }

    private Situation situation() {
        return new Situation(masters, bridge.network().links());
    }

    /// True if the instance has routes or rules.
    boolean concerns(String router) {
        return withEntries.contains(router);
    }

    /// An instance changed its state: its routes and rules follow its addresses.
    void entered(Effect.Entered entered) {
        boolean changed =
                entered.to() == RouterState.MASTER ? masters.add(entered.router()) : masters.remove(entered.router());
        if (changed) {
            submitSoon();
        }
    }

    /// An instance that is about to be MASTER has its addresses: its routes and rules come next.
    ///
    /// @param inPlace on another thread, when the kernel has answered
    void acquired(String router, Runnable inPlace) {
        masters.add(router);
        waiting.add(inPlace);
        submitSoon();
    }

    /// Addresses were put into the kernel: what was refused for want of them may be possible now.
    void addressesAdded() {
        if (isConcerned) {
            linksChanged();
        }
    }

    /// An instance is about to lose its addresses: its rules and routes go too.
    void releasing(String router) {
        if (masters.remove(router)) {
            submitSoon();
        }
    }

    @Override
    public void networkChanged(Tick now, NetworkEvent change) {
        if (!isConcerned) {
            return;
        }
        switch (change) {
            case NetworkEvent.LinkChanged changed -> linksChanged();
            case NetworkEvent.LinkRemoved removed -> linksChanged();
            case NetworkEvent.Resynchronised anew -> linksChanged();
            case NetworkEvent.AddressRemoved removed -> compareSoon();
            case NetworkEvent.AddressChanged changed -> {
                // Leases are renewed all the time; what was refused for want of an address waits for its pause.
            }
        }
    }

    /// Interfaces come back with other numbers, and what was refused may be possible now.
    private void linksChanged() {
        forgetsPauses = true;
        compareSoon();
    }

    /// After what puts addresses back, which is posted too.
    private void compareSoon() {
        bridge.loop().post(this::submitSoon);
    }

    /// Once after all that has happened in this wake-up.
    private void submitSoon() {
        if (!isPosted) {
            isPosted = true;
            bridge.loop().post(this::submit);
        }
    }

    private void submit() {
        isPosted = false;
        Situation situation = situation();
        boolean mayWorkNow = forgetsPauses;
        forgetsPauses = false;
        List<Runnable> inPlace = List.copyOf(waiting);
        waiting.clear();
        afterAddresses.accept(() -> bridge.host().post(() -> fulfil(situation, mayWorkNow, inPlace)));
    }

    private void fulfil(Situation situation, boolean mayWorkNow, List<Runnable> inPlace) {
        try {
            if (mayWorkNow) {
                entries.forgetPauses();
            }
            entries.fulfil(situation);
        } finally {
            inPlace.forEach(Runnable::run);
        }
    }

    /// Waits until all that the address thread has handed over is done.
    void settle() {
        bridge.host().settle();
    }

    @Override
    public void close() {
        masters.clear();
        bridge.host().await(() -> {
            entries.removeAll();
            promotion.on(Set.of());
        });
    }
}
