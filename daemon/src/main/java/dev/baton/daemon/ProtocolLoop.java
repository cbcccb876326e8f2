package dev.baton.daemon;

import dev.baton.daemon.control.InstanceStatus;
import dev.baton.daemon.control.StatusSource;
import dev.baton.daemon.recording.Recorder;
import dev.baton.linux.EventLoop;
import dev.baton.linux.KernelException;
import dev.baton.linux.MonotonicClock;
import dev.baton.linux.NetworkMonitor;
import dev.baton.linux.RouteNetlink;
import dev.baton.linux.Signal;
import dev.baton.linux.SignalSource;
import dev.baton.model.GlobalSettings;
import dev.baton.model.Scheduling;
import dev.baton.model.Tick;
import dev.baton.model.VrrpSpec;
import dev.baton.vrrp.Effect;
import dev.baton.vrrp.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The protocol thread: waits for adverts, interfaces, signals and the engine's deadline, and hands each to the
/// engine as an event.
final class ProtocolLoop implements AutoCloseable {
    private final OpenedResources opened;
    private final EventLoop loop;
    private final HostThread host;
    private final EngineDriver driver;
    private final NetworkIntake changes;
    private final Reload reload;
    private final Log log;
    private final Lateness lateness = new Lateness();
    private final ProcessScheduling process;
    private final Dumping dumping;
    private Scheduling scheduling;
    private VrrpSpec spec;
    private StallGuard stalls;
    private WallClock wallClock;

    /// Opens everything that the routers need, in the calling thread's network namespace.
    ///
    /// @param reader reads the configuration again, on a thread of its own; empty if it cannot be run
    /// @param options where every event is recorded, and whose entries this daemon's are
    /// @throws KernelException EPERM without CAP_NET_RAW or CAP_NET_ADMIN
    /// @throws UncheckedIOException if the recording cannot be begun
    ProtocolLoop(ActiveParts active, Supplier<Optional<ActiveParts>> reader, Log log, DaemonOptions options) {
        this.log = log;
        this.opened = new OpenedResources(log);
        this.process = new ProcessScheduling(log);
        this.dumping = new Dumping(log);
        this.scheduling = active.configuration().globals().scheduling();
        this.spec = active.spec();
        this.stalls = StallGuard.forRouters(spec.routers());
        this.wallClock = new WallClock(spec.routers());
        try {
            this.loop = opened.closing(EventLoop.open());
            this.reload = new Reload(reader, loop, this::prepare, this::reconfigure, log);
            watchSignals();
            NetworkView network = new NetworkView();
            NetworkMonitor monitor = opened.closing(NetworkMonitor.open());
            this.host = opened.closing(hostThread(active.configuration().globals(), options));
            HeldAddresses addresses = new HeldAddresses(addressThread(monitor), network, log);
            AdvertSockets adverts = opened.closing(new AdvertSockets(network, work -> host.post(() -> attempt(work))));
            Announcer announcer = opened.closing(new Announcer(network));
            Bridge bridge = new Bridge(loop, host, network, log, this::linksChanged, this::tell);
            HostState entries = opened.closing(new HostState(bridge, addresses::afterAll));
            this.driver = new EngineDriver(
                    spec, loop, new EffectRunner(adverts, addresses, entries, announcer, log, this::added));
            driver.accompaniedBy(entries);
            options.recording().ifPresent(this::record);
            AdvertIntake intake = new AdvertIntake(adverts, loop, driver, log);
            driver.accompaniedBy(intake);
            driver.accompaniedBy(dumping);
            this.changes = opened.closing(new NetworkIntake(network, monitor, loop, driver, intake, addresses));
            loop.onDeadline(this::deadlineReached);
            Companions.beside(bridge).forEach(companion -> driver.accompaniedBy(opened.closing(companion)));
            driver.accompaniedBy(opened.closing(new ReloadTimes(() -> loop.post(reload::request), log)));
            driver.preparing(MonotonicClock.now(), active.configuration());
            host.settle();
            start(active);
        } catch (KernelException | UncheckedIOException refused) {
            close();
            throw refused;
        }
    }

    /// An interface may have gone before its group was joined.
    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (KernelException refused) {
            log.line("adverts: " + refused.getMessage());
        }
    }

    private HostThread hostThread(GlobalSettings globals, DaemonOptions options) {
        return new HostThread(globals, PidFile.parent(globals, options.pidFile()), log::line);
    }

    private AddressThread addressThread(NetworkMonitor monitor) {
        RouteNetlink quiet = opened.closing(RouteNetlink.open());
        monitor.ignoreAdditionsBy(quiet);
        return opened.closing(new AddressThread(opened.closing(RouteNetlink.open()), quiet, log));
    }

    private void added(Effect.AddAddresses addresses) {
        driver.added(addresses);
    }

    private void linksChanged(List<Event> news) {
        changes.linksChanged(MonotonicClock.now(), news);
    }

    private void tell(Event event) {
        driver.tell(event);
    }

    private void record(Path file) {
        try {
            driver.recordedBy(opened.closing(Recorder.begin(file, MonotonicClock.now(), spec, log::line)));
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot record to " + file + ": " + refused.getMessage(), refused);
        }
    }

    private void watchSignals() {
        SignalSource signals = opened.closing(SignalSource.open(EnumSet.complementOf(EnumSet.of(Signal.CHLD))));
        loop.watch(signals, now -> signals.receive(signal -> signalled(now, signal)));
    }

    private void start(ActiveParts active) {
        List<Event> surroundings = changes.begin(active);
        spec.routers().stream().findFirst().ifPresent(router -> Rehearsal.play(router, surroundings));
        Tick now = MonotonicClock.now();
        driver.configured(now, active.configuration());
        driver.settle();
        wallClock.read(now).ifPresent(event -> driver.handle(now, event));
        surroundings.forEach(event -> driver.handle(now, event));
        driver.handle(now, new Event.Started(ProcessAge.now()));
    }

    /// Runs until SIGTERM or SIGINT; by then every router has resigned and given up its addresses.
    void run() {
        process.apply(scheduling);
        loop.run();
        driver.settle();
        log.line("Lateness: " + lateness.sentence());
    }

    /// What `baton status` can show, for another thread to ask.
    List<StatusSource> statusSources() {
        List<StatusSource> sources = new ArrayList<>();
        sources.add(new InstanceStatus(loop::post, driver::routers));
        sources.addAll(driver.statusSources());
        return sources;
    }

    /// Resigns and gives up every address, after a failure of the loop itself.
    void giveUp() {
        driver.handle(MonotonicClock.now(), new Event.StopRequested());
        driver.settle();
    }

    private void deadlineReached(Tick now) {
        long late = now.nanos() - driver.nextDeadline().nanos();
        lateness.add(late);
        if (stalls.isStall(late)) {
            stalled(now, Duration.ofNanos(late));
        }
        Optional<Event> clock = wallClock.read(now);
        if (clock.isPresent()) {
            driver.handle(now, clock.get());
        }
        driver.deadlineReached(now);
    }

    private void stalled(Tick now, Duration late) {
        log.line("woke up " + late.toMillis() + " ms late (a busy or paused machine); so far " + lateness.sentence());
        driver.handle(now, new Event.LoopStalled(late));
    }

    private void signalled(Tick now, Signal signal) {
        switch (signal) {
            case TERM, INT -> {
                log.line((driver.isStopping() ? "Stopping at once on SIG" : "Stopping on SIG") + signal);
                driver.stop(now);
            }
            case HUP -> reload.request();
            case USR1, USR2, RTMIN_2 -> dumping.write(signal, driver.routers());
            case RTMAX_1 -> {
                dumping.write(signal, driver.routers());
                driver.clearCounters();
            }
            case CHLD -> {
                // Not asked for.
            }
        }
    }

    /// The interfaces that the next instances need, and then their groups: whoever begins to listen must hear.
    private void prepare(ActiveParts next, Runnable done) {
        driver.preparing(MonotonicClock.now(), next.configuration());
        host.post(() -> loop.post(() -> {
            changes.drain(MonotonicClock.now());
            changes.listenFor(Stream.concat(spec.routers().stream(), next.spec().routers().stream())
                    .toList());
            host.post(done);
        }));
    }

    private void reconfigure(ActiveParts next) {
        Tick now = MonotonicClock.now();
        spec = next.spec();
        stalls = StallGuard.forRouters(spec.routers());
        wallClock = new WallClock(spec.routers());
        wallClock.read(now).ifPresent(event -> driver.handle(now, event));
        changes.expect(now, next);
        driver.handle(now, new Event.Reconfigured(spec));
        changes.taken(next);
        driver.configured(now, next.configuration());
        scheduling = next.configuration().globals().scheduling();
        process.apply(scheduling);
        log.line("Reload complete");
    }

    @Override
    public void close() {
        opened.close();
    }
}
