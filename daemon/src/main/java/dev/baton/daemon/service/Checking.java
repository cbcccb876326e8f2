package dev.baton.daemon.service;

import dev.baton.config.source.PathFacts;
import dev.baton.daemon.notify.Notifier;
import dev.baton.daemon.probe.ProbeRunner;
import dev.baton.daemon.probe.ProbeSettings;
import dev.baton.daemon.thread.Agenda;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.daemon.tls.ClientIdentity;
import dev.baton.health.HealthEffect;
import dev.baton.health.HealthEngine;
import dev.baton.health.HealthEvent;
import dev.baton.health.HealthSpec;
import dev.baton.linux.MonotonicClock;
import dev.baton.model.BalancingSpec;
import dev.baton.model.Configuration;
import dev.baton.model.IpAddress;
import dev.baton.model.ServiceHealth;
import dev.baton.model.ServiceId;
import dev.baton.model.SslSpec;
import dev.baton.model.Tick;
import dev.baton.model.VirtualServerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Drives the health engine on the thread `services`: its probes, its deadlines, and what it wants done.
final class Checking {
    /// So late a check may begin.
    private static final long STEP_NANOS = 20_000_000;

    private final LoopThread thread;
    private final Outside outside;
    private Optional<HealthEngine> engine = Optional.empty();
    private Optional<ProbeRunner> probes = Optional.empty();
    private Optional<Agenda.Entry> deadline = Optional.empty();
    private Tick due = Tick.NEVER;
    private boolean willTell;
    private Map<ServiceId, VirtualServerSpec> specs = Map.of();
    private Set<IpAddress> held = Set.of();
    private final Set<ServiceId> changed = new LinkedHashSet<>();

    /// Whom this talks to.
    ///
    /// @param balancer takes what the data plane should be
    record Outside(Handover balancer, Notifier notifier, Consumer<HealthEffect.Mail> mail, PathFacts facts) {}

    Checking(LoopThread thread, Outside outside) {
        this.thread = thread;
        this.outside = outside;
    }

    void configure(Configuration configuration, Set<IpAddress> addresses) {
        specs = byId(configuration.virtualServers());
        HealthSpec spec = spec(configuration);
        ProbeSettings settings = ProbeSettings.of(configuration.globals(), outside.facts());
        if (engine.isEmpty()) {
            probes = Optional.of(thread.closing(new ProbeRunner(thread, settings, this::handle)));
            present(configuration.ssl());
            engine = Optional.of(new HealthEngine(spec, RandomGenerator.getDefault()));
            addresses(addresses);
            handle(new HealthEvent.Started());
            thread.log(count(specs.size(), "virtual server") + " with " + count(servers(), "real server") + " checked");
        } else {
            probes.get().configure(settings);
            present(configuration.ssl());
            handle(new HealthEvent.Reconfigured(spec));
        }
        changed.clear();
        outside.balancer()
                .configure(
                        configuration.balancing(),
                        engine.get().health().stream().map(this::wanted).toList());
    }

    /// Files that are of no use leave the certificate that there was: one that is just being renewed takes no server
    /// out.
    private void present(Optional<SslSpec> ssl) {
        ClientIdentity.Reading reading = ssl.map(ClientIdentity::read).orElse(ClientIdentity.Reading.NONE);
        if (reading.problems().isEmpty() || reading.identity().isPresent()) {
            probes.orElseThrow().present(reading.identity());
        }
        reading.problems().forEach(each -> thread.log("SSL, " + each.keyword() + ": " + each.why()));
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private long servers() {
        return specs.values().stream()
                .mapToLong(each -> each.realServers().size())
                .sum();
    }

    private static HealthSpec spec(Configuration configuration) {
        HealthSpec spec = HealthSpec.of(configuration);
        BalancingSpec options = configuration.balancing();
        HealthSpec shared = options.sharedChecks() ? spec.withSharedChecks() : spec;
        return options.damping()
                .map(rule ->
                        shared.withDamping(new HealthSpec.FlapDamping(rule.failures(), rule.window(), rule.hold())))
                .orElse(shared);
    }

    private static Map<ServiceId, VirtualServerSpec> byId(List<VirtualServerSpec> services) {
        Map<ServiceId, VirtualServerSpec> byId = new HashMap<>();
        List<ServiceId> ids = ServiceId.of(services);
        for (int i = 0; i < services.size(); i++) {
            byId.putIfAbsent(ids.get(i), services.get(i));
        }
        return byId;
    }

    /// What is on this machine counts for `ha_suspend`.
    void addresses(Set<IpAddress> now) {
        Set<IpAddress> before = held;
        held = Set.copyOf(now);
        Set<IpAddress> gone = new HashSet<>(before);
        gone.removeAll(held);
        gone.forEach(address -> handle(new HealthEvent.AddressReleased(address)));
        held.stream()
                .filter(address -> !before.contains(address))
                .forEach(address -> handle(new HealthEvent.AddressHeld(address)));
    }

    /// Takes an event to the engine and carries out what it wants.
    void handle(HealthEvent event) {
        if (engine.isEmpty()) {
            return;
        }
        Tick now = MonotonicClock.now();
        boolean isStart = event instanceof HealthEvent.Started;
        for (HealthEffect effect : engine.get().handle(now, event)) {
            carryOut(effect, isStart);
        }
        arm();
        tellBalancerSoon();
    }

    private void carryOut(HealthEffect effect, boolean isStart) {
        if (!isStart) {
            Sentences.of(effect).ifPresent(thread::log);
        }
        switch (effect) {
            case HealthEffect.StartProbe(var probe, var spec) ->
                probes.orElseThrow().start(probe, spec);
            case HealthEffect.CancelProbe(var probe) -> probes.orElseThrow().cancel(probe);
            case HealthEffect.Notify(var owner, var script) ->
                outside.notifier().run(owner, script);
            case HealthEffect.WriteLine(var line) -> outside.notifier().writeServiceLine(line);
            case HealthEffect.Mail mail -> outside.mail().accept(mail);
            case HealthEffect.Observed _ -> {
                // Logged above.
            }
            case HealthEffect.PoolChanged pool -> changed.add(pool.service());
        }
    }

    private void arm() {
        Tick next = together(engine.orElseThrow().nextDeadline());
        if (!next.equals(due)) {
            due = next;
            deadline.ifPresent(Agenda.Entry::cancel);
            deadline = next.equals(Tick.NEVER)
                    ? Optional.empty()
                    : Optional.of(thread.agenda().at(next, () -> {
                        due = Tick.NEVER;
                        handle(new HealthEvent.DeadlineReached());
                    }));
        }
    }

    /// Probes that are due within some milliseconds start in one wake-up: with thousands of checks waking up is most of
    /// what they cost.
    private static Tick together(Tick due) {
        return due.equals(Tick.NEVER) ? due : new Tick(Math.ceilDiv(due.nanos(), STEP_NANOS) * STEP_NANOS);
    }

    /// After what else this wake-up brings: when many servers fail at once, their services are told of once.
    private void tellBalancerSoon() {
        if (!changed.isEmpty() && !willTell) {
            willTell = true;
            thread.agenda().at(Tick.ZERO, this::tellBalancer);
        }
    }

    private void tellBalancer() {
        willTell = false;
        if (engine.isEmpty()) {
            return;
        }
        List<Balancing.Wanted> services = changed.stream()
                .flatMap(service -> engine.orElseThrow().health(service).stream())
                .map(this::wanted)
                .toList();
        changed.clear();
        outside.balancer().change(services);
    }

    private Balancing.Wanted wanted(ServiceHealth health) {
        VirtualServerSpec spec = Objects.requireNonNull(specs.get(health.service()));
        return new Balancing.Wanted(spec, health);
    }

    /// All services as they are now, for people.
    CheckedServices view() {
        List<CheckedServices.Service> all = new ArrayList<>();
        engine.ifPresent(running -> running.health()
                .forEach(health -> all.add(new CheckedServices.Service(
                        Objects.requireNonNull(specs.get(health.service())),
                        health,
                        running.servers(health.service())))));
        return new CheckedServices(MonotonicClock.now(), all);
    }

    /// The daemon ends; with `omega` everybody is told that everything is down.
    void stop() {
        handle(new HealthEvent.StopRequested());
        deadline.ifPresent(Agenda.Entry::cancel);
        engine = Optional.empty();
    }
}
