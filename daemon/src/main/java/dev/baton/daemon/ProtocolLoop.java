package dev.baton.daemon;

import dev.baton.linux.EventLoop;
import dev.baton.linux.KernelException;
import dev.baton.linux.MonotonicClock;
import dev.baton.linux.NetworkEvent;
import dev.baton.linux.NetworkMonitor;
import dev.baton.linux.RouteNetlink;
import dev.baton.linux.Signal;
import dev.baton.linux.SignalSource;
import dev.baton.linux.VrrpSocket;
import dev.baton.model.IpAddress;
import dev.baton.model.Tick;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Event;
import dev.baton.vrrp.VrrpEngine;
import dev.baton.wire.ByteView;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The protocol thread: waits for adverts, interfaces, signals and the engine's deadline, hands each to the engine as
/// an
/// event, and carries out what the engine wants before it looks at the next.
final class ProtocolLoop implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final VrrpEngine engine;
    private final EventLoop loop;
    private final NetworkView network;
    private final AdvertSockets adverts;
    private final HeldAddresses addresses;
    private final EffectRunner effects;
    private final StallGuard stalls;
    private final Log log;
    private boolean stopRequested;

    /// Opens everything that the routers need, in the calling thread's network namespace.
    ///
    /// @throws KernelException EPERM without CAP_NET_RAW or CAP_NET_ADMIN
    ProtocolLoop(List<VirtualRouterSpec> routers, Log log) {
        this.log = log;
        this.engine = new VrrpEngine(routers);
        this.stalls = StallGuard.forRouters(routers);
        this.network = new NetworkView(virtualAddresses(routers));
        try {
            this.loop = closing(EventLoop.open());
            SignalSource signals = closing(SignalSource.open(EnumSet.of(Signal.TERM, Signal.INT, Signal.HUP)));
            loop.watch(signals, now -> signals.receive(signal -> signalled(now, signal)));
            NetworkMonitor monitor = closing(NetworkMonitor.open());
            RouteNetlink netlink = closing(RouteNetlink.open());
            List<Event> present = network.apply(new NetworkEvent.Resynchronised(netlink.links(), netlink.addresses()));
            this.addresses = new HeldAddresses(netlink, network, log);
            this.adverts = closing(AdvertSockets.open(routers, network));
            this.effects = new EffectRunner(adverts, addresses, closing(new Announcer(network)), network, log);
            for (VrrpSocket socket : adverts.all()) {
                loop.watch(socket, now -> receive(now, socket));
            }
            loop.watch(monitor, now -> monitor.receive(event -> networkChanged(now, event)));
            loop.onDeadline(this::deadlineReached);
            Tick now = MonotonicClock.now();
            present.forEach(event -> handle(now, event));
            handle(now, new Event.Started());
        } catch (KernelException refused) {
            close();
            throw refused;
        }
    }

    private static Set<IpAddress> virtualAddresses(List<VirtualRouterSpec> routers) {
        return routers.stream()
                .flatMap(router ->
                        Stream.concat(router.virtualAddresses().stream(), router.excludedAddresses().stream()))
                .map(VirtualAddress::address)
                .collect(Collectors.toSet());
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    /// Runs until SIGTERM or SIGINT; by then every router has resigned and given up its addresses.
    void run() {
        loop.run();
    }

    /// Resigns and gives up every address, after a failure of the loop itself.
    void giveUp() {
        handle(MonotonicClock.now(), new Event.StopRequested());
    }

    private void receive(Tick now, VrrpSocket socket) {
        try {
            adverts.drain(
                    socket,
                    network,
                    (device, packet) -> handle(
                            now,
                            new Event.DatagramReceived(
                                    device,
                                    packet.source(),
                                    packet.destination(),
                                    packet.hopLimit(),
                                    ByteView.of(packet.copy()))));
        } catch (KernelException broken) {
            log.line("adverts: " + broken.getMessage());
        }
    }

    private void networkChanged(Tick now, NetworkEvent change) {
        network.apply(change).forEach(event -> handle(now, event));
        addresses.lostBy(change).forEach(event -> handle(now, event));
    }

    private void deadlineReached(Tick now) {
        stalls.lateness(engine.nextDeadline(), now).ifPresent(late -> {
            log.line("woke up " + late.toMillis() + " ms late (a busy or paused machine)");
            handle(now, new Event.LoopStalled(late));
        });
        handle(now, new Event.DeadlineReached());
    }

    private void signalled(Tick now, Signal signal) {
        switch (signal) {
            case TERM, INT -> {
                if (!stopRequested) {
                    stopRequested = true;
                    log.line("Stopping on SIG" + signal);
                    handle(now, new Event.StopRequested());
                    loop.stop();
                }
            }
            case HUP -> log.line("SIGHUP: reload is not active yet; restart to read a new configuration");
            case USR1, USR2, CHLD, RTMIN_2 -> {
                // Not asked for.
            }
        }
    }

    private void handle(Tick now, Event event) {
        effects.run(engine.handle(now, event));
        loop.deadline(engine.nextDeadline());
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                log.line("closing: " + e.getMessage());
            }
        }
    }

    /// How late the loop may be before it tells the engine.
    ///
    /// A quarter of the shortest advert interval: much later than an idle machine ever is, much earlier than a peer
    /// gives up. At least 20 ms, which any busy machine reaches.
    record StallGuard(Duration threshold) {
        private static final Duration THRESHOLD_MIN = Duration.ofMillis(20);

        static StallGuard forRouters(List<VirtualRouterSpec> routers) {
            return new StallGuard(routers.stream()
                    .map(router -> router.advertInterval().dividedBy(4))
                    .min(Duration::compareTo)
                    .filter(quarter -> quarter.compareTo(THRESHOLD_MIN) > 0)
                    .orElse(THRESHOLD_MIN));
        }

        java.util.Optional<Duration> lateness(Tick deadline, Tick now) {
            if (!deadline.isReachedAt(now)) {
                return java.util.Optional.empty();
            }
            Duration late = now.since(deadline);
            return late.compareTo(threshold) > 0 ? java.util.Optional.of(late) : java.util.Optional.empty();
        }
    }
}
