package dev.baton.daemon.service;

import dev.baton.daemon.service.BalancerChoice.Chosen;
import dev.baton.daemon.thread.Agenda;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.dataplane.Capabilities;
import dev.baton.dataplane.Capabilities.Limitation;
import dev.baton.dataplane.Desired;
import dev.baton.dataplane.Destination;
import dev.baton.dataplane.Diff;
import dev.baton.dataplane.Ledger;
import dev.baton.dataplane.LoadBalancer;
import dev.baton.dataplane.LoadBalancer.Traffic;
import dev.baton.dataplane.Operation;
import dev.baton.dataplane.OperationResult;
import dev.baton.dataplane.OperationResult.Cause;
import dev.baton.dataplane.Pool;
import dev.baton.dataplane.ServiceKey;
import dev.baton.dataplane.ServiceTable;
import dev.baton.dataplane.SyncDaemon;
import dev.baton.linux.KernelException;
import dev.baton.linux.MonotonicClock;
import dev.baton.linux.NftNotices;
import dev.baton.model.BalancingSpec;
import dev.baton.model.ServiceHealth;
import dev.baton.model.ServiceId;
import dev.baton.model.Tick;
import dev.baton.model.VirtualServerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Keeps the data plane as it should be, on a thread of its own: loading thousands of servers takes seconds, and no
/// check may be late for it. What is refused is logged once and tried again later; nothing of it reaches VRRP.
final class Balancing {
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);
    /// A wait that an operator should hear of.
    private static final Duration MUCH = Duration.ofSeconds(1);

    private final LoopThread thread;
    private final BalancerChoice choice;
    private final Duration retryInterval;
    private BalancingSpec spec = BalancingSpec.DEFAULT;
    private Optional<Chosen> chosen = Optional.empty();
    /// Until there is a data plane that serves it.
    private List<Wanted> wanted = List.of();
    private Map<ServiceKey, Pool> desired = new LinkedHashMap<>();
    /// Of two services that answer to the same packets the first counts.
    private final Map<ServiceKey, ServiceId> owners = new HashMap<>();
    private List<SyncDaemon> daemons = List.of();
    private boolean isMaster;
    private List<String> leftOut = List.of();
    private final Set<ServiceKey> changed = new HashSet<>();
    private Ledger actual = new Ledger();
    private final Map<Operation, String> refused = new HashMap<>();
    private boolean isStarted;
    private String complaint = "";
    private Optional<Agenda.Entry> retry = Optional.empty();
    private final RestorePace pace = new RestorePace();
    private Optional<Agenda.Entry> restoring = Optional.empty();

    /// @param thread on which everything here is called
    /// @param retryInterval after which what was refused is tried again
    Balancing(LoopThread thread, BalancerChoice choice, Duration retryInterval) {
        this.thread = thread;
        this.choice = choice;
        this.retryInterval = retryInterval;
        lookAgain();
    }

    /// What is wanted of one service.
    record Wanted(VirtualServerSpec spec, ServiceHealth health) {
        ServiceId id() {
            return health.service();
        }

        /// Made here and not by who checks: of many changes in a short time only the last is looked at.
        List<Pool> pools() {
            return Desired.of(spec, health);
        }
    }

    /// Takes what the checks want.
    void take(Handover.Order order) {
        order.everything().ifPresent(all -> configure(all.asked(), all.services()));
        if (!order.changed().isEmpty()) {
            change(order.changed());
        }
    }

    /// All services as a configuration and the checks want them, from now on.
    void configure(BalancingSpec asked, List<Wanted> all) {
        if (asked.plane() != spec.plane()) {
            leave(false);
        }
        spec = asked;
        wanted = List.copyOf(all);
        daemons = daemons();
        refused.clear();
        complaint = "";
        chosen.ifPresent(this::look);
        chosen.ifPresent(this::setTimeouts);
        applyAll();
    }

    private List<SyncDaemon> daemons() {
        return spec.sync().map(sync -> Desired.daemons(sync, isMaster)).orElse(List.of());
    }

    /// The instance of `lvs_sync_daemon` is MASTER from now on, or is not.
    void master(boolean is) {
        isMaster = is;
        List<SyncDaemon> before = daemons;
        daemons = daemons();
        if (!daemons.equals(before)) {
            applyAll();
        }
    }

    /// Takes in what the data plane can serve of what is wanted, and logs what it cannot.
    private void look(Chosen plane) {
        Map<String, List<String>> limits = new LinkedHashMap<>();
        desired = new LinkedHashMap<>();
        owners.clear();
        for (Wanted each : wanted) {
            List<Limitation> limitations = Capabilities.limitations(plane.plane(), each.spec());
            limitations.forEach(limit -> limits.computeIfAbsent(limit.sentence(), _ -> new ArrayList<>())
                    .add(each.id().name()));
            if (limitations.stream().noneMatch(Limitation::isFatal)) {
                each.pools().forEach(pool -> {
                    if (owners.putIfAbsent(pool.service().key(), each.id()) == null) {
                        desired.put(pool.service().key(), pool);
                    }
                });
            }
        }
        List<String> before = leftOut;
        leftOut = Stream.concat(
                        limits.entrySet().stream().map(limit -> names(limit.getValue()) + ": " + limit.getKey()),
                        Forwarding.complaints(desired.values()).stream())
                .toList();
        leftOut.stream().filter(line -> !before.contains(line)).forEach(thread::log);
        wanted = List.of();
    }

    private static String names(List<String> names) {
        return "VS " + names.getFirst() + (names.size() == 1 ? "" : " and " + (names.size() - 1) + " more");
    }

    /// These services of the present configuration, as they should be now.
    void change(List<Wanted> services) {
        if (chosen.isEmpty()) {
            Map<ServiceId, Wanted> byId = new LinkedHashMap<>();
            wanted.forEach(each -> byId.put(each.id(), each));
            services.forEach(each -> byId.replace(each.id(), each));
            wanted = List.copyOf(byId.values());
            return;
        }
        for (Wanted service : services) {
            for (Pool pool : service.pools()) {
                ServiceKey key = pool.service().key();
                if (service.id().equals(owners.get(key))) {
                    desired.merge(key, pool, (before, now) -> now.sharing(before));
                    changed.add(key);
                }
            }
        }
        applyChanged();
    }

    private void applyChanged() {
        Ledger before = actual;
        List<Operation> operations = changed.stream()
                .flatMap(key -> Optional.ofNullable(desired.get(key)).stream())
                .flatMap(pool -> before
                        .pool(pool.service().key())
                        .map(is -> Diff.between(is, pool))
                        .orElseGet(() -> Diff.between(ServiceTable.EMPTY, new ServiceTable(List.of(pool), List.of())))
                        .stream())
                .toList();
        changed.clear();
        apply(operations);
    }

    private void applyAll() {
        changed.clear();
        retry.ifPresent(Agenda.Entry::cancel);
        retry = Optional.empty();
        boolean isNew = chosen.isEmpty() && !(wanted.isEmpty() && daemons.isEmpty());
        if (isNew) {
            choose();
        }
        Tick begun = MonotonicClock.now();
        List<Operation> operations =
                Diff.between(actual.table(), new ServiceTable(List.copyOf(desired.values()), daemons));
        apply(operations);
        if (complaint.isEmpty() && chosen.isPresent()) {
            String took = operations.size() + (operations.size() == 1 ? " change" : " changes") + " in "
                    + MonotonicClock.now().since(begun).toMillis() + " ms";
            thread.log(
                    isNew
                            ? "Virtual servers are balanced by " + chosen.get().sentence() + "; " + took
                            : "Virtual servers are as configured; " + took);
        }
    }

    private void choose() {
        try {
            chosen = choice.choose(spec.plane());
            chosen.ifPresent(found -> {
                look(found);
                if (spec.flush().atStart() && !isStarted) {
                    found.balancer().flush();
                }
                isStarted = true;
                found.notices().ifPresent(notices -> thread.loop().watch(notices, _ -> heard(notices)));
                complaint = "";
                setTimeouts(found);
                readBack(found.balancer());
            });
            if (chosen.isEmpty()) {
                complain("Virtual servers are not active: " + choice.whyNone(spec.plane()));
            }
        } catch (KernelException noPermission) {
            complain("Virtual servers are not active: " + noPermission.getMessage());
        }
        if (chosen.isEmpty()) {
            tryLater();
        }
    }

    private void setTimeouts(Chosen plane) {
        try {
            plane.balancer().timeouts(spec.timeouts());
        } catch (KernelException refusal) {
            thread.log("lvs_timeouts is not honoured: " + refusal.getMessage());
        }
    }

    private void readBack(LoadBalancer balancer) {
        ServiceTable found = ours(balancer.services());
        balancer.adopt(found);
        actual = ledgerOf(found);
    }

    /// What an administrator programmed beside us is his, but for sync daemons: a machine has room for one of each.
    private ServiceTable ours(ServiceTable found) {
        return new ServiceTable(
                found.pools().stream()
                        .filter(pool -> desired.containsKey(pool.service().key()))
                        .toList(),
                daemons.isEmpty() ? List.of() : found.daemons());
    }

    private static Ledger ledgerOf(ServiceTable table) {
        Ledger ledger = new Ledger();
        Diff.between(ServiceTable.EMPTY, table).forEach(ledger::apply);
        return ledger;
    }

    private void apply(List<Operation> operations) {
        if (operations.isEmpty() || chosen.isEmpty()) {
            return;
        }
        LoadBalancer balancer = chosen.get().balancer();
        List<OperationResult> results = balancer.apply(operations);
        boolean failed = false;
        for (int i = 0; i < results.size(); i++) {
            switch (results.get(i)) {
                case OperationResult.Done _ -> actual.apply(operations.get(i));
                case OperationResult.Refused no -> failed |= refused(operations.get(i), no);
            }
        }
        if (failed) {
            readBack(balancer);
            tryLater();
        } else if (!complaint.isEmpty()) {
            thread.log("Virtual servers are as configured again");
            complaint = "";
        }
    }

    /// True if it is worth trying again: what a data plane cannot do, it will not be able to do later.
    private boolean refused(Operation operation, OperationResult.Refused no) {
        return switch (no.cause()) {
            case UNSUPPORTED, INVALID -> {
                if (!no.detail().equals(refused.put(operation, no.detail()))) {
                    thread.log(Sentences.of(operation) + " is left out: " + no.detail());
                }
                yield false;
            }
            case EXISTS, NO_SERVICE, UNKNOWN, FAILED -> {
                boolean follows = no.cause() == Cause.NO_SERVICE && !refused.isEmpty();
                if (!follows) {
                    complain("Virtual servers are not as configured, and it is tried again: " + no.detail());
                }
                yield !follows;
            }
        };
    }

    private void complain(String sentence) {
        if (!complaint.equals(sentence)) {
            complaint = sentence;
            thread.log(sentence);
        }
    }

    private void tryLater() {
        if (retry.isEmpty()) {
            retry = Optional.of(thread.agenda().at(MonotonicClock.now().plus(retryInterval), this::applyAll));
        }
    }

    /// Somebody else may have changed what is ours.
    private void heard(NftNotices notices) {
        if (notices.isTouched() && restoring.isEmpty()) {
            restoring = Optional.of(thread.agenda().at(pace.earliest(MonotonicClock.now()), () -> {
                restoring = Optional.empty();
                restore();
            }));
        }
    }

    private void lookAgain() {
        thread.agenda().at(MonotonicClock.now().plus(LOOK_INTERVAL), () -> {
            lookAgain();
            Tick now = MonotonicClock.now();
            if (pace.earliest(now).compareTo(now) <= 0) {
                restore();
            }
        });
    }

    private void restore() {
        try {
            if (chosen.isPresent() && chosen.get().balancer().restore()) {
                String by = chosen.get().notices().map(NftNotices::by).orElse("");
                Duration wait = pace.restored(MonotonicClock.now());
                thread.log((by.isEmpty() ? "Somebody else" : "Another program (" + by + ")")
                        + " changed what virtual servers are balanced by; it has been put back"
                        + (wait.compareTo(MUCH) < 0
                                ? ""
                                : ", and will be again in " + wait.toSeconds() + " s at the earliest"));
            }
        } catch (KernelException refusal) {
            complain("Virtual servers are not as configured, and it is tried again: " + refusal.getMessage());
        }
    }

    /// What people may want to know of the data plane.
    ///
    /// @param plane how services are balanced; empty while they are not
    /// @param complaint what is wrong; empty if nothing is
    record Condition(
            Optional<String> plane,
            String complaint,
            List<String> leftOut,
            Map<ServiceKey, Map<Destination.Key, Traffic>> traffic) {}

    Condition condition() {
        Map<ServiceKey, Map<Destination.Key, Traffic>> traffic = Map.of();
        try {
            traffic = chosen.isPresent() ? chosen.get().balancer().traffic() : traffic;
        } catch (KernelException refusal) {
            complain("Connections cannot be counted: " + refusal.getMessage());
        }
        return new Condition(
                chosen.map(Chosen::sentence),
                complaint,
                Stream.concat(
                                leftOut.stream(),
                                refused.entrySet().stream()
                                        .map(each -> Sentences.of(each.getKey()) + " is left out: " + each.getValue())
                                        .sorted())
                        .toList(),
                traffic);
    }

    /// The daemon ends: nothing of ours stays, and with `lvs_flush_on_stop` nothing at all.
    void leave() {
        leave(spec.flush().onStop());
    }

    private void leave(boolean flush) {
        try {
            if (chosen.isPresent()) {
                chosen.get().notices().ifPresent(thread.loop()::unwatch);
                restoring.ifPresent(Agenda.Entry::cancel);
                restoring = Optional.empty();
                LoadBalancer balancer = chosen.get().balancer();
                if (flush) {
                    balancer.flush();
                } else {
                    balancer.clear();
                }
                balancer.close();
            }
        } catch (KernelException refusal) {
            thread.log("Virtual servers are not removed: " + refusal.getMessage());
        }
        chosen = Optional.empty();
        actual = new Ledger();
    }
}
