package dev.baton.health;

import dev.baton.health.Check.Conclusion;
import dev.baton.model.CheckerSpec;
import dev.baton.model.IpAddress;
import dev.baton.model.ServiceHealth;
import dev.baton.model.ServiceId;
import dev.baton.model.Tick;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// All health checks of one daemon. Events and a time go in, effects come out; nothing else ever happens.
///
/// The driver waits until a probe has ended or [#nextDeadline()] has come, sends the event, and carries out the
/// effects in order before the next one. Ticks must not go backwards. It may run few probes at a time: one that
/// starts late ends late, and nothing else happens.
///
/// Not safe for use by several threads at once.
public final class HealthEngine {
    private final Desk desk;
    private final FileValues files = new FileValues();
    private final Map<String, Boolean> bfdSessions = new HashMap<>();
    private final Set<IpAddress> held = new HashSet<>();
    private final Map<ProbeId, Check> running = new HashMap<>();
    private Roster roster;
    private boolean hasStarted;

    /// @param jitter spreads the first runs of checks over their warm-up; give it a seed to replay
    public HealthEngine(HealthSpec spec, RandomGenerator jitter) {
        desk = new Desk(spec, jitter);
        roster = Roster.build(desk, Roster.empty(desk));
    }

    /// Takes one event and returns what is to be done about it, in order; the list belongs to the caller.
    public List<HealthEffect> handle(Tick now, HealthEvent event) {
        switch (event) {
            case HealthEvent.Started started -> start(now);
            case HealthEvent.ProbeEnded(ProbeId probe, ProbeResult result) -> probeEnded(now, probe, result);
            case HealthEvent.DeadlineReached reached -> runDeadlines(now);
            case HealthEvent.FileValueChanged(String file, long value) -> fileChanged(now, file, value);
            case HealthEvent.BfdChanged(String instance, boolean up) -> bfdChanged(now, instance, up);
            case HealthEvent.AddressHeld(IpAddress address) -> {
                held.add(address);
                lookForAddresses(now);
            }
            case HealthEvent.AddressReleased(IpAddress address) -> {
                held.remove(address);
                lookForAddresses(now);
            }
            case HealthEvent.Reconfigured(HealthSpec spec) -> reconfigure(now, spec);
            case HealthEvent.StopRequested stop -> stop(now);
        }
        return desk.takeEffects();
    }

    /// When [HealthEvent.DeadlineReached] is to be sent at the latest; [Tick#NEVER] if nothing waits.
    public Tick nextDeadline() {
        return hasStarted ? desk.agenda().next() : Tick.NEVER;
    }

    /// What the data plane has to know of a service; empty if there is none of this name.
    public Optional<ServiceHealth> health(ServiceId service) {
        return roster.service(service).map(Service::health);
    }

    /// The same for all services, in the order of the configuration.
    public List<ServiceHealth> health() {
        return roster.services().stream().map(Service::health).toList();
    }

    /// Every server of a service with its checks, for people.
    public List<ServerView> servers(ServiceId service) {
        return roster.service(service).stream()
                .flatMap(found -> found.servers().stream())
                .map(Server::view)
                .toList();
    }

    private void start(Tick now) {
        hasStarted = true;
        roster.services().forEach(service -> service.lookForAddress(held));
        roster.checks().forEach(check -> applyKnown(now, check));
        for (Service service : roster.services()) {
            for (Server server : service.servers()) {
                server.start(now, files, desk.spec().initialNotifies());
            }
            service.start(now);
        }
        roster.checks().forEach(check -> enableOrSuspend(now, check));
    }

    /// What events said before there was this check.
    private void applyKnown(Tick now, Check check) {
        if (check.spec() instanceof CheckerSpec.File file) {
            check.told(now, files.isWell(file), says(file));
        } else if (check.spec() instanceof CheckerSpec.Bfd bfd && bfdSessions.containsKey(bfd.instance())) {
            check.told(now, bfdSessions.get(bfd.instance()), new ProbeFailure.BfdDown(bfd.instance()));
        }
    }

    private ProbeFailure says(CheckerSpec.File file) {
        return new ProbeFailure.FileSaysDown(file.trackFile(), files.value(file.trackFile()));
    }

    private void enableOrSuspend(Tick now, Check check) {
        boolean wanted =
                check.servers().stream().anyMatch(server -> server.service().isChecked());
        if (wanted == check.isEnabled()) {
            return;
        }
        check.setEnabled(wanted);
        check.servers()
                .forEach(server -> desk.note(
                        wanted ? new HealthNote.Activated(server.id()) : new HealthNote.Deactivated(server.id())));
        if (!wanted) {
            giveUp(check);
        } else if (check.isRun()) {
            schedule(check, desk.sometime(now, check.timing().warmup()));
        }
    }

    private void schedule(Check check, Tick at) {
        check.setDue(at);
        desk.agenda().add(check);
    }

    private void giveUp(Check check) {
        check.giveUp().ifPresent(probe -> {
            running.remove(probe);
            desk.add(new HealthEffect.CancelProbe(probe));
        });
    }

    private void runDeadlines(Tick now) {
        Optional<Agenda.Waiting> due = desk.agenda().takeDue(now);
        while (due.isPresent()) {
            if (due.get() instanceof Check check) {
                ProbeId probe = check.run(desk.newProbe());
                running.put(probe, check);
                desk.add(new HealthEffect.StartProbe(probe, check.probe()));
            } else if (due.get() instanceof Server server) {
                server.holdIsOver(now);
            }
            due = desk.agenda().takeDue(now);
        }
    }

    private void probeEnded(Tick now, ProbeId probe, ProbeResult result) {
        Check check = running.remove(probe);
        if (check == null) {
            return;
        }
        Conclusion conclusion = check.conclude(now, result);
        schedule(check, check.next(now, conclusion));
        noteResult(check, conclusion, result);
        if (result instanceof ProbeResult.Exited(int status) && check.isDynamic() && check.isUp()) {
            HealthReason reason = new HealthReason.StatusWeight(status);
            check.servers().forEach(server -> server.weigh(now, files, reason));
        }
        conclusion.reason().ifPresent(reason -> spread(now, check, conclusion.kind(), reason));
    }

    private void noteResult(Check check, Conclusion conclusion, ProbeResult result) {
        for (Server server : check.servers()) {
            if (result instanceof ProbeResult.NotTried(String why)) {
                desk.note(new HealthNote.NotTried(server.id(), check.name(), why));
            } else if (conclusion.reason().orElse(null) instanceof HealthReason.CheckFailed failed) {
                boolean isFinal = conclusion.kind() == Conclusion.Kind.WENT_DOWN
                        || conclusion.kind() == Conclusion.Kind.CONFIRMED_DOWN;
                if (isFinal || check.timing().logAllFailures()) {
                    desk.note(new HealthNote.CheckFailed(
                            server.id(), check.name(), failed.why(), failed.attempts(), isFinal));
                }
            } else if (conclusion.kind() == Conclusion.Kind.CONFIRMED_UP
                    || conclusion.kind() == Conclusion.Kind.WENT_UP) {
                desk.note(new HealthNote.CheckSucceeded(server.id(), check.name()));
            }
        }
    }

    /// A check went up or down: each of its servers draws its conclusion, and whoever wants a mail gets one.
    private void spread(Tick now, Check check, Conclusion.Kind kind, HealthReason reason) {
        if (kind != Conclusion.Kind.WENT_UP && kind != Conclusion.Kind.WENT_DOWN) {
            return;
        }
        boolean up = kind == Conclusion.Kind.WENT_UP;
        Optional<ProbeFailure> why =
                reason instanceof HealthReason.CheckFailed failed ? Optional.of(failed.why()) : Optional.empty();
        for (Server server : check.servers()) {
            boolean changed = server.consider(now, reason);
            if (changed || !desk.spec().mailServersOnly()) {
                server.mail(up, MailText.of(check.spec(), up, why));
            }
        }
    }

    private void fileChanged(Tick now, String name, long value) {
        files.changed(name, value);
        for (Check check : hasStarted ? roster.ofFile(name) : List.<Check>of()) {
            if (check.spec() instanceof CheckerSpec.File file) {
                check.servers().forEach(server -> server.weigh(now, files, new HealthReason.FileWeight(name, value)));
                tell(now, check, files.isWell(file), says(file));
            }
        }
    }

    private void bfdChanged(Tick now, String instance, boolean up) {
        bfdSessions.put(instance, up);
        for (Check check : hasStarted ? roster.ofBfd(instance) : List.<Check>of()) {
            tell(now, check, up, new ProbeFailure.BfdDown(instance));
        }
    }

    private void tell(Tick now, Check check, boolean well, ProbeFailure why) {
        Conclusion.Kind kind = check.told(now, well, why);
        HealthReason reason = well
                ? new HealthReason.CheckSucceeded(check.name())
                : new HealthReason.CheckFailed(check.name(), why, 1);
        spread(now, check, kind, reason);
    }

    private void lookForAddresses(Tick now) {
        if (!hasStarted) {
            return;
        }
        for (Service service : roster.services()) {
            if (service.lookForAddress(held)) {
                service.servers().stream()
                        .flatMap(server -> server.checks().stream())
                        .forEach(check -> enableOrSuspend(now, check));
            }
        }
    }

    private void reconfigure(Tick now, HealthSpec spec) {
        desk.configure(spec);
        Roster old = roster;
        roster = Roster.build(desk, old);
        if (!hasStarted) {
            return;
        }
        Set<Check> known = Set.copyOf(old.checks());
        roster.checks().stream().filter(check -> !known.contains(check)).forEach(check -> applyKnown(now, check));
        new Changeover(desk, files, old, roster).carryOut(now, held);
        Set<Check> kept = Set.copyOf(roster.checks());
        old.checks().stream().filter(check -> !kept.contains(check)).forEach(this::giveUp);
        roster.checks().forEach(check -> enableOrSuspend(now, check));
    }

    private void stop(Tick now) {
        roster.services().forEach(service -> service.leave(now, new HealthReason.ShutDown()));
        roster.checks().forEach(this::giveUp);
        hasStarted = false;
    }
}
