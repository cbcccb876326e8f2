package dev.baton.daemon;

import dev.baton.linux.EventLoop;
import dev.baton.linux.KernelException;
import dev.baton.linux.MonotonicClock;
import dev.baton.linux.NetworkEvent;
import dev.baton.linux.NetworkMonitor;
import dev.baton.linux.RealTime;
import dev.baton.linux.RouteNetlink;
import dev.baton.linux.Signal;
import dev.baton.linux.SignalSource;
import dev.baton.linux.VrrpSocket;
import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpSpec;
import dev.baton.vrrp.Effect;
import dev.baton.vrrp.Event;
import dev.baton.vrrp.VrrpEngine;
import dev.baton.wire.ByteView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The protocol thread: waits for adverts, interfaces, signals and the engine's deadline, hands each to the engine as
/// an
/// event, and carries out what the engine wants before it looks at the next.
final class ProtocolLoop implements AutoCloseable {
    /// Low among the real-time ones: others may have better reasons.
    private static final int REAL_TIME_PRIORITY = 2;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final VrrpEngine engine;
    private final EventLoop loop;
    private final NetworkView network = new NetworkView();
    private final AdvertSockets adverts;
    private final HeldAddresses addresses;
    private final EffectRunner effects;
    private final Log log;
    private final Supplier<Optional<ActiveParts>> reader;
    private final List<Companion> companions = new ArrayList<>();
    private VrrpSpec spec;
    private StallGuard stalls;
    private WallClock wallClock;
    private boolean reloading;
    private boolean reloadAgain;
    private boolean stopRequested;

    /// Opens everything that the routers need, in the calling thread's network namespace.
    ///
    /// @param reader reads the configuration again, on a thread of its own; empty if it cannot be run
    /// @throws KernelException EPERM without CAP_NET_RAW or CAP_NET_ADMIN
    ProtocolLoop(ActiveParts active, Supplier<Optional<ActiveParts>> reader, Log log) {
        this.log = log;
        this.reader = reader;
        this.spec = active.spec();
        this.engine = new VrrpEngine(spec);
        this.stalls = StallGuard.forRouters(spec.routers());
        this.wallClock = new WallClock(spec.routers());
        network.routers(spec.routers());
        try {
            this.loop = closing(EventLoop.open());
            SignalSource signals = closing(SignalSource.open(EnumSet.of(Signal.TERM, Signal.INT, Signal.HUP)));
            loop.watch(signals, now -> signals.receive(signal -> signalled(now, signal)));
            NetworkMonitor monitor = closing(NetworkMonitor.open());
            RouteNetlink netlink = closing(RouteNetlink.open());
            List<Event> present = network.apply(new NetworkEvent.Resynchronised(netlink.links(), netlink.addresses()));
            this.addresses = new HeldAddresses(netlink, network, log);
            this.adverts = closing(new AdvertSockets(network));
            this.effects = new EffectRunner(adverts, addresses, closing(new Announcer(network)), log);
            listenFor(spec.routers());
            loop.watch(monitor, now -> monitor.receive(event -> networkChanged(now, event)));
            loop.onDeadline(this::deadlineReached);
            Bridge bridge = new Bridge(loop, netlink, network, log, this::tell);
            Companions.beside(bridge).forEach(companion -> companions.add(closing(companion)));
            spec.routers().stream().findFirst().ifPresent(router -> Rehearsal.play(router, present));
            Tick now = MonotonicClock.now();
            companions.forEach(companion -> companion.configured(now, active.configuration()));
            wallClock.read(now).ifPresent(event -> handle(now, event));
            present.forEach(event -> handle(now, event));
            handle(now, new Event.Started());
        } catch (KernelException refused) {
            close();
            throw refused;
        }
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    /// Runs until SIGTERM or SIGINT; by then every router has resigned and given up its addresses.
    ///
    /// The thread and the JVM's collector run before all ordinary threads from here on, where that is
    /// permitted: on a busy machine an ordinary one is late by tens of milliseconds.
    void run() {
        RealTime.scheduleLoopAndCollector(REAL_TIME_PRIORITY).stream()
                .findFirst()
                .ifPresent(refusal -> log.line("No real-time priority, adverts may be late on a busy machine: "
                        + refusal.getMessage() + " (CAP_SYS_NICE permits it)"));
        loop.run();
    }

    /// Resigns and gives up every address, after a failure of the loop itself.
    void giveUp() {
        handle(MonotonicClock.now(), new Event.StopRequested());
    }

    private void listenFor(List<VirtualRouterSpec> routers) {
        AdvertSockets.Changes changes = adverts.adjust(routers);
        changes.closing().forEach(loop::unwatch);
        changes.closing().forEach(VrrpSocket::close);
        changes.opened().forEach(socket -> loop.watch(socket, now -> receive(now, socket)));
    }

    private void receive(Tick now, VrrpSocket socket) {
        try {
            adverts.drain(
                    socket,
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
        List<Event> news = network.apply(change);
        if (!(change instanceof NetworkEvent.AddressChanged) && !(change instanceof NetworkEvent.AddressRemoved)) {
            listenFor(spec.routers());
        }
        companions.forEach(companion -> companion.networkChanged(now, change));
        news.forEach(event -> handle(now, event));
        // Posted, so that the adverts of this wake-up are read first: a master that slept through its lease must
        // not put the address back before it has heard that another took over.
        addresses.lostBy(change).forEach(event -> loop.post(() -> handle(now, event)));
    }

    private void deadlineReached(Tick now) {
        stalls.lateness(engine.nextDeadline(), now).ifPresent(late -> {
            log.line("woke up " + late.toMillis() + " ms late (a busy or paused machine)");
            handle(now, new Event.LoopStalled(late));
        });
        wallClock.read(now).ifPresent(event -> handle(now, event));
        handle(now, new Event.DeadlineReached());
    }

    private void signalled(Tick now, Signal signal) {
        switch (signal) {
            case TERM, INT -> stop(now, signal);
            case HUP -> reload();
            case USR1, USR2, CHLD, RTMIN_2 -> {
                // Not asked for.
            }
        }
    }

    /// Reads on another thread, so that adverts go on meanwhile. A signal during a reload asks for another one.
    private void reload() {
        if (reloading) {
            reloadAgain = true;
            return;
        }
        reloading = true;
        log.line("Reloading");
        Thread.ofPlatform().name("reload").daemon().start(() -> {
            Optional<ActiveParts> read = reader.get();
            loop.post(() -> reloaded(read));
        });
    }

    private void reloaded(Optional<ActiveParts> read) {
        reloading = false;
        read.ifPresentOrElse(this::reconfigure, () -> log.line("Reload refused; the former configuration goes on"));
        if (reloadAgain) {
            reloadAgain = false;
            reload();
        }
    }

    private void reconfigure(ActiveParts next) {
        Tick now = MonotonicClock.now();
        spec = next.spec();
        stalls = StallGuard.forRouters(spec.routers());
        wallClock = new WallClock(spec.routers());
        wallClock.read(now).ifPresent(event -> handle(now, event));
        listenFor(spec.routers());
        network.routers(spec.routers()).forEach(event -> handle(now, event));
        handle(now, new Event.Reconfigured(spec));
        companions.forEach(companion -> companion.configured(now, next.configuration()));
        log.line("Reload complete");
    }

    /// The first request hands over to a peer, which takes a fraction of a second; the second one stops at once.
    private void stop(Tick now, Signal signal) {
        log.line((stopRequested ? "Stopping at once on SIG" : "Stopping on SIG") + signal);
        handle(now, stopRequested ? new Event.StopRequested() : new Event.GracefulStopRequested());
        stopRequested = true;
        stopWhenDone();
    }

    private void stopWhenDone() {
        if (stopRequested && engine.isStopped()) {
            loop.stop();
        }
    }

    private void tell(Event event) {
        loop.post(() -> handle(MonotonicClock.now(), event));
    }

    private void handle(Tick now, Event event) {
        List<Effect> wanted = engine.handle(now, event);
        effects.run(wanted);
        for (Companion companion : companions) {
            wanted.forEach(effect -> companion.after(now, effect));
        }
        loop.deadline(engine.nextDeadline());
        stopWhenDone();
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
}
