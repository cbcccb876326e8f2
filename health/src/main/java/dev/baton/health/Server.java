package dev.baton.health;

import dev.baton.model.CheckerSpec;
import dev.baton.model.RealServerSpec;
import dev.baton.model.ServerId;
import dev.baton.model.ServiceHealth;
import dev.baton.model.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One real server: alive while none of its checks is failed. Its weight is the configured one and what its checks
/// add to it.
final class Server implements Agenda.Waiting {
    private static final long MOST_WEIGHT = Integer.MAX_VALUE;

    private final ServerId id;
    private final RealServerSpec spec;
    private final Service service;
    private final Desk desk;
    private final List<Check> checks = new ArrayList<>(1);
    private Damping damping = new Damping();
    private boolean alive;
    private long weight;
    private HealthReason reason = new HealthReason.Assumed(false);
    private Tick since = Tick.NEVER;
    private Tick heldUntil = Tick.NEVER;
    /// As it was last told: who keeps it and asks again keeps the same.
    private ServiceHealth.Server told;

    Server(ServerId id, RealServerSpec spec, Service service, Desk desk) {
        this.id = id;
        this.spec = spec;
        this.service = service;
        this.desk = desk;
        told = new ServiceHealth.Server(id, false, 0);
    }

    void add(Check check) {
        checks.add(check);
        check.servers().add(this);
    }

    /// The server is new: it is believed to be alive unless a check has to succeed first.
    void start(Tick now, FileValues files, boolean notifies) {
        weight = effectiveWeight(files);
        alive = isWell();
        reason = new HealthReason.Assumed(!alive);
        since = now;
        if (alive) {
            desk.add(new HealthEffect.ServerUp(id, reason, now));
            if (notifies) {
                tell(true);
            }
        }
    }

    /// The server was there before the reload: it stays what it was until its checks say otherwise.
    void carry(Server old) {
        damping = old.damping;
        alive = old.alive;
        weight = old.weight;
        reason = old.reason;
        since = old.since;
        heldUntil = old.heldUntil;
        old.stopHolding();
        desk.agenda().add(this);
    }

    /// The server is gone or has a successor, and waits for nothing any more.
    void stopHolding() {
        heldUntil = Tick.NEVER;
    }

    /// Draws the conclusion from the checks. True if the server went up or down.
    boolean consider(Tick now, HealthReason why) {
        if (!isWell()) {
            heldUntil = Tick.NEVER;
            if (alive) {
                fall(now, why);
                return true;
            }
            return false;
        }
        if (alive || !heldUntil.equals(Tick.NEVER)) {
            return false;
        }
        Optional<HealthReason.Flapping> flapping = damping.hold(now, desk.spec().damping());
        if (flapping.isPresent()) {
            heldUntil = flapping.get().until();
            desk.agenda().add(this);
            desk.note(new HealthNote.HeldDown(id, flapping.get()));
            return false;
        }
        rise(now, why);
        return true;
    }

    /// The time for which a flapping server was held down is over, and it has been well all along.
    void holdIsOver(Tick now) {
        heldUntil = Tick.NEVER;
        desk.spec().damping().ifPresent(rule -> rise(now, new HealthReason.Steady(rule.hold())));
        if (!alive) {
            consider(now, new HealthReason.Reconfigured());
        }
    }

    private void rise(Tick now, HealthReason why) {
        become(true, now, why);
        desk.add(new HealthEffect.ServerUp(id, why, now));
        tell(true);
        service.aliveWeightChanged(now, weight);
    }

    private void fall(Tick now, HealthReason why) {
        become(false, now, why);
        damping.failed(now, desk.spec().damping());
        desk.add(new HealthEffect.ServerDown(id, why, now));
        tell(false);
        service.aliveWeightChanged(now, -weight);
    }

    /// The server leaves while it is alive: its scripts are told that it is down.
    void leave(Tick now, HealthReason why, String body) {
        if (alive) {
            become(false, now, why);
            desk.add(new HealthEffect.ServerDown(id, why, now));
            tell(false);
            mail(false, body);
        }
        stopHolding();
    }

    private void become(boolean nowAlive, Tick now, HealthReason why) {
        alive = nowAlive;
        reason = why;
        since = now;
    }

    private void tell(boolean up) {
        (up ? spec.notifyUp() : spec.notifyDown())
                .map(script -> new HealthEffect.Notify("service " + id, script))
                .ifPresent(desk::add);
        desk.add(new HealthEffect.WriteLine(
                "RS " + id.name() + " " + id.service().name() + " " + (up ? "UP" : "DOWN")));
    }

    void mail(boolean up, String body) {
        if (spec.smtpAlert()) {
            String subject = "Realserver " + id.name() + " of virtual server "
                    + id.service().name();
            desk.add(new HealthEffect.Mail(subject + " - " + (up ? "UP" : "DOWN"), body));
        }
    }

    /// A check, a file or a reload may have changed the weight.
    void weigh(Tick now, FileValues files, HealthReason why) {
        long before = weight;
        weight = effectiveWeight(files);
        if (weight != before) {
            desk.add(new HealthEffect.WeightChanged(id, before, weight, why, now));
            if (alive) {
                service.aliveWeightChanged(now, weight - before);
            }
        }
    }

    private long effectiveWeight(FileValues files) {
        long sum = spec.weight();
        for (Check check : checks) {
            sum += switch (check.spec()) {
                case CheckerSpec.Misc misc ->
                    check.status().isPresent() ? check.status().getAsInt() - 2 - spec.weight() : 0;
                case CheckerSpec.File file -> files.contribution(file);
                case CheckerSpec.Tcp t -> 0;
                case CheckerSpec.Http h -> 0;
                case CheckerSpec.Smtp s -> 0;
                case CheckerSpec.Dns d -> 0;
                case CheckerSpec.Ping p -> 0;
                case CheckerSpec.Udp u -> 0;
                case CheckerSpec.Bfd b -> 0;
            };
        }
        return Math.clamp(sum, 0, MOST_WEIGHT);
    }

    private boolean isWell() {
        for (Check check : checks) {
            if (!check.isUp()) {
                return false;
            }
        }
        return true;
    }

    boolean isAlive() {
        return alive;
    }

    long weight() {
        return weight;
    }

    ServerId id() {
        return id;
    }

    Service service() {
        return service;
    }

    List<Check> checks() {
        return checks;
    }

    ServiceHealth.Server health() {
        if (told.alive() != alive || told.weight() != weight) {
            told = new ServiceHealth.Server(id, alive, weight);
        }
        return told;
    }

    ServerView view() {
        return new ServerView(
                id,
                alive,
                weight,
                reason,
                since,
                checks.stream().map(Check::view).toList());
    }

    @Override
    public long dueNanos() {
        return heldUntil.nanos();
    }
}
