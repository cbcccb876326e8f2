package dev.baton.health;

import dev.baton.model.IpAddress;
import dev.baton.model.ServerId;
import dev.baton.model.ServiceHealth;
import dev.baton.model.ServiceId;
import dev.baton.model.Tick;
import dev.baton.model.VirtualServerGroupSpec.Entry;
import dev.baton.model.VirtualServerSpec;
import dev.baton.model.VirtualServerSpec.SorryServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One virtual server: whether enough of it is alive. It is lost below the quorum minus the hysteresis, or with
/// nothing alive at all, and gained again from the quorum plus the hysteresis.
final class Service {
    private final ServiceId id;
    private final VirtualServerSpec spec;
    private final Desk desk;
    private final Map<ServerId, Server> servers = new LinkedHashMap<>();
    private long aliveWeight;
    private boolean quorum;
    private Optional<SorryServer> sorry = Optional.empty();
    private boolean hasAddress;
    /// Until the first look at all servers their changes are not added up.
    private boolean isSettled;

    Service(ServiceId id, VirtualServerSpec spec, Desk desk) {
        this.id = id;
        this.spec = spec;
        this.desk = desk;
    }

    void add(Server server) {
        servers.put(server.id(), server);
    }

    /// Every server has its first state: now the service has one. Nobody is told of one that only waits for its first
    /// checks, unless the sorry server answers meanwhile.
    void start(Tick now) {
        settle();
        String sum = spec.quorum() + "+" + spec.hysteresis() + "=" + upper();
        if (aliveWeight >= upper()) {
            gain(now, "=> Starting with quorum up " + sum + " <= " + aliveWeight + " <=");
        } else {
            lost(now, upper());
            if (sorry.isPresent()) {
                tell(false, "=> Starting with quorum down " + sum + " > " + aliveWeight + " <=");
            }
        }
    }

    /// The service was there before the reload.
    void carry(Service old) {
        quorum = old.quorum;
        sorry = old.sorry;
    }

    /// Every server of the reloaded service has its state.
    void resume(Tick now) {
        settle();
        if (sorry.isPresent() && !sorry.equals(spec.sorryServer())) {
            sorryOut();
            if (!quorum) {
                sorryIn();
            }
        } else if (!quorum && sorry.isEmpty()) {
            sorryIn();
        }
        evaluate(now);
    }

    private void settle() {
        isSettled = true;
        aliveWeight = sum();
    }

    void aliveWeightChanged(Tick now, long by) {
        if (isSettled) {
            aliveWeight += by;
            evaluate(now);
        }
    }

    private void evaluate(Tick now) {
        if (quorum && (aliveWeight == 0 || aliveWeight < lower())) {
            lose(now);
        } else if (!quorum && aliveWeight >= upper()) {
            gain(
                    now,
                    "=> Gained quorum " + spec.quorum() + "+" + spec.hysteresis() + "=" + upper() + " <= " + aliveWeight
                            + " <=");
        }
    }

    private void gain(Tick now, String body) {
        quorum = true;
        HealthReason reason = new HealthReason.QuorumReached(aliveWeight, upper());
        desk.add(new HealthEffect.QuorumGained(id, reason, now));
        sorryOut();
        tell(true, body);
    }

    private void lost(Tick now, long threshold) {
        quorum = false;
        HealthReason reason = new HealthReason.QuorumMissed(aliveWeight, threshold);
        desk.add(new HealthEffect.QuorumLost(id, reason, now));
        sorryIn();
    }

    private void lose(Tick now) {
        lost(now, lower());
        tell(false, lostText());
    }

    private void sorryIn() {
        sorry = spec.sorryServer();
        sorry.ifPresent(server -> desk.add(new HealthEffect.SorryIn(id, server)));
    }

    private void sorryOut() {
        sorry.ifPresent(server -> desk.add(new HealthEffect.SorryOut(id, server)));
        sorry = Optional.empty();
    }

    private void tell(boolean up, String body) {
        (up ? spec.quorumUp() : spec.quorumDown())
                .map(script -> new HealthEffect.Notify("VS " + id, script))
                .ifPresent(desk::add);
        String state = up ? "UP" : "DOWN";
        desk.add(new HealthEffect.WriteLine("VS " + id.name() + " " + state));
        if (spec.smtpAlert()) {
            desk.add(new HealthEffect.Mail("Virtualserver " + id.name() + " - " + state, body));
        }
    }

    /// The service ends: scripts and recipients are told that everything is down. When the daemon ends, only `omega`
    /// wants that.
    void leave(Tick now, HealthReason why) {
        servers.values().forEach(Server::stopHolding);
        boolean isEnd = why instanceof HealthReason.ShutDown;
        if (isEnd && !spec.notifyAtStop()) {
            return;
        }
        servers.values().forEach(server -> server.leave(now, why, isEnd ? "=> Shutting down <=" : "=> Removing <="));
        if (quorum) {
            quorum = false;
            aliveWeight = 0;
            tell(false, isEnd ? "=> Shutting down <=" : lostText());
        }
    }

    private String lostText() {
        return "=> Lost quorum " + spec.quorum() + "-" + spec.hysteresis() + "=" + lower() + " > " + aliveWeight
                + " <=";
    }

    /// Says where the service's address is. True if this decides anew whether it is checked.
    boolean lookForAddress(Set<IpAddress> held) {
        boolean had = hasAddress;
        hasAddress = held.stream().anyMatch(this::contains);
        return spec.suspendWithoutAddress() && had != hasAddress;
    }

    private boolean contains(IpAddress address) {
        return switch (spec.service()) {
            case VirtualServerSpec.Service.Address at -> at.address().equals(address);
            case VirtualServerSpec.Service.Mark mark -> false;
            case VirtualServerSpec.Service.Group group ->
                group.group().entries().stream().anyMatch(entry -> switch (entry) {
                    case Entry.Range range ->
                        range.first().compareTo(address) <= 0 && address.compareTo(range.last()) <= 0;
                    case Entry.Mark mark -> false;
                });
        };
    }

    boolean isChecked() {
        return hasAddress || !spec.suspendWithoutAddress();
    }

    private long upper() {
        return spec.quorum() + spec.hysteresis();
    }

    private long lower() {
        return spec.quorum() - spec.hysteresis();
    }

    private long sum() {
        return servers.values().stream()
                .filter(Server::isAlive)
                .mapToLong(Server::weight)
                .sum();
    }

    ServiceId id() {
        return id;
    }

    VirtualServerSpec spec() {
        return spec;
    }

    List<Server> servers() {
        return new ArrayList<>(servers.values());
    }

    Optional<Server> server(ServerId server) {
        return Optional.ofNullable(servers.get(server));
    }

    ServiceHealth health() {
        return new ServiceHealth(
                id,
                quorum,
                sorry.isPresent(),
                servers.values().stream().map(Server::health).toList());
    }
}
