package dev.baton.linux;

import dev.baton.dataplane.Destination;
import dev.baton.dataplane.Diff;
import dev.baton.dataplane.Ledger;
import dev.baton.dataplane.LoadBalancer;
import dev.baton.dataplane.Operation;
import dev.baton.dataplane.OperationResult;
import dev.baton.dataplane.Pool;
import dev.baton.dataplane.ServiceKey;
import dev.baton.dataplane.ServiceTable;
import dev.baton.dataplane.SyncDaemon;
import dev.baton.model.BalancingSpec.IdleTimeouts;
import dev.baton.wire.netlink.Acknowledgement;
import dev.baton.wire.netlink.IpvsDaemon;
import dev.baton.wire.netlink.IpvsDestination;
import dev.baton.wire.netlink.IpvsRequest;
import dev.baton.wire.netlink.IpvsService;
import dev.baton.wire.netlink.IpvsTimeouts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Virtual servers on the kernel's IPVS, in the network namespace of the thread that opened it. One thread at a time.
///
/// The table belongs to everybody: services that others added are seen by [#services()], and left alone by
/// [#clear()] and [#restore()].
public final class IpvsLoadBalancer implements LoadBalancer {
    private static final int LOOKED_INTO_AT_ONCE = 100;

    private final IpvsSocket kernel;
    /// What we put there.
    private final Ledger ours = new Ledger();
    /// What held before we changed any.
    private Optional<IpvsTimeouts> timeoutsBefore = Optional.empty();
    private int turn;

    private IpvsLoadBalancer(IpvsSocket kernel) {
        this.kernel = kernel;
    }

    /// Changes nothing yet. The kernel loads its module by itself if it may.
    ///
    /// @throws KernelException with ENOENT and what to do if the kernel has no IPVS
    public static IpvsLoadBalancer open() {
        return new IpvsLoadBalancer(IpvsSocket.open());
    }

    @Override
    public List<OperationResult> apply(List<Operation> operations) {
        List<IpvsRequest> requests =
                operations.stream().map(IpvsLoadBalancer::request).toList();
        List<Acknowledgement> answers = kernel.execute(requests);
        List<OperationResult> results = new ArrayList<>(operations.size());
        for (int i = 0; i < answers.size(); i++) {
            OperationResult result = result(operations.get(i), answers.get(i));
            if (result instanceof OperationResult.Done) {
                ours.apply(operations.get(i));
            }
            results.add(result);
        }
        return results;
    }

    private static IpvsRequest request(Operation operation) {
        return switch (operation) {
            case Operation.AddService add -> new IpvsRequest.AddService(IpvsForm.of(add.service()));
            case Operation.EditService edit -> new IpvsRequest.SetService(IpvsForm.of(edit.service()));
            case Operation.RemoveService remove -> new IpvsRequest.DeleteService(IpvsForm.of(remove.service()));
            case Operation.AddDestination add ->
                new IpvsRequest.AddDestination(IpvsForm.of(add.service()), IpvsForm.of(add.destination()));
            case Operation.EditDestination edit ->
                new IpvsRequest.SetDestination(IpvsForm.of(edit.service()), IpvsForm.of(edit.destination()));
            case Operation.RemoveDestination remove ->
                new IpvsRequest.DeleteDestination(
                        IpvsForm.of(remove.service()),
                        remove.destination().address(),
                        remove.destination().port());
            case Operation.StartSync start -> new IpvsRequest.StartDaemon(IpvsForm.of(start.daemon()));
            case Operation.StopSync stop -> new IpvsRequest.StopDaemon(ofKind(stop.role()));
        };
    }

    private static IpvsDaemon ofKind(SyncDaemon.Role role) {
        return new IpvsDaemon(
                IpvsForm.state(role),
                "",
                0,
                OptionalInt.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    private static OperationResult result(Operation operation, Acknowledgement answer) {
        Errno errno = new Errno(answer.errno());
        if (errno.number() == 0) {
            return new OperationResult.Done();
        }
        String detail = IpvsRefusal.sentence(operation, errno, answer.explanation());
        return new OperationResult.Refused(IpvsRefusal.cause(operation, errno), detail);
    }

    @Override
    public ServiceTable services() {
        return new ServiceTable(listed().stream().map(this::pool).toList(), daemons());
    }

    private List<IpvsService> listed() {
        return kernel.ask(new IpvsRequest.ListServices(), "list services", IpvsService::parse);
    }

    private Pool pool(IpvsService service) {
        List<Destination> destinations = kernel.ask(
                new IpvsRequest.ListDestinations(service.key()),
                "list destinations",
                message ->
                        IpvsForm.of(IpvsDestination.parse(message, service.key().family())));
        // The kernel lists the newest first.
        return new Pool(IpvsForm.of(service), destinations.reversed());
    }

    private List<SyncDaemon> daemons() {
        return kernel.ask(new IpvsRequest.ListDaemons(), "list sync daemons", IpvsDaemon::parse).stream()
                .map(IpvsForm::of)
                .map(this::asAskedFor)
                .toList();
    }

    /// The kernel chooses a length where none was asked for, and makes one longer that is too short to hear with.
    private SyncDaemon asAskedFor(SyncDaemon found) {
        return ours.table().daemons().stream()
                .filter(daemon -> daemon.role() == found.role() && IpvsForm.isMadeOf(found.maxLength(), daemon))
                .findFirst()
                .map(daemon -> new SyncDaemon(
                        found.role(),
                        found.device(),
                        found.id(),
                        daemon.maxLength(),
                        found.group(),
                        found.port(),
                        found.ttl()))
                .orElse(found);
    }

    @Override
    public Map<Destination.Key, Traffic> traffic(ServiceKey service) {
        Map<Destination.Key, Traffic> traffic = new HashMap<>();
        try {
            kernel.ask(new IpvsRequest.ListDestinations(IpvsForm.of(service)), "list destinations", message -> {
                IpvsDestination destination = IpvsDestination.parse(message, service.family());
                IpvsDestination.Counters counters = IpvsDestination.counters(message);
                return traffic.put(
                        new Destination.Key(destination.address(), destination.port()),
                        new Traffic(
                                counters.connections(),
                                counters.inPackets() + counters.outPackets(),
                                counters.inBytes() + counters.outBytes()));
            });
        } catch (KernelException unknown) {
            if (!unknown.is(Errno.ESRCH)) {
                throw unknown;
            }
        }
        return traffic;
    }

    @Override
    public void adopt(ServiceTable programmed) {
        Diff.between(ServiceTable.EMPTY, programmed).forEach(ours::apply);
    }

    /// Looks at all services, and by turns at the destinations of [#LOOKED_INTO_AT_ONCE] of them.
    @Override
    public boolean restore() {
        ServiceTable desired = inTheKernelsWords(ours.table());
        Map<ServiceKey, Pool> actual = new LinkedHashMap<>();
        int position = 0;
        for (IpvsService service : listed()) {
            ServiceKey key = IpvsForm.of(service.key());
            Optional<Pool> own = desired.pool(key);
            if (own.isPresent()) {
                boolean isItsTurn = position++ / LOOKED_INTO_AT_ONCE == turn;
                actual.put(
                        key,
                        isItsTurn
                                ? pool(service)
                                : new Pool(IpvsForm.of(service), own.get().destinations()));
            }
        }
        turn = position > (turn + 1) * LOOKED_INTO_AT_ONCE ? turn + 1 : 0;
        ServiceTable found = new ServiceTable(List.copyOf(actual.values()), ownKinds(desired.daemons()));
        List<Operation> missing = Diff.between(found, desired);
        apply(missing);
        return !missing.isEmpty();
    }

    private List<SyncDaemon> ownKinds(List<SyncDaemon> own) {
        return daemons().stream()
                .filter(daemon -> own.stream().anyMatch(each -> each.role() == daemon.role()))
                .toList();
    }

    @Override
    public void clear() {
        apply(Diff.between(ours.table(), ServiceTable.EMPTY));
    }

    @Override
    public void flush() {
        change(new IpvsRequest.Flush(), "flush IPVS");
        ours.table()
                .pools()
                .forEach(pool ->
                        ours.apply(new Operation.RemoveService(pool.service().key())));
        clear();
    }

    /// Seconds after which the kernel forgets idle connections.
    public IpvsTimeouts timeouts() {
        return kernel.ask(new IpvsRequest.GetTimeouts(), "read timeouts", IpvsTimeouts::parse)
                .getFirst();
    }

    /// @throws KernelException if the kernel refuses
    @Override
    public void timeouts(IdleTimeouts asked) {
        if (timeoutsBefore.isEmpty() && !asked.equals(IdleTimeouts.UNCHANGED)) {
            timeoutsBefore = Optional.of(timeouts());
        }
        timeoutsBefore.ifPresent(before -> set(new IpvsTimeouts(
                asked.tcp() == 0 ? before.tcp() : asked.tcp(),
                asked.tcpFin() == 0 ? before.tcpFin() : asked.tcpFin(),
                asked.udp() == 0 ? before.udp() : asked.udp())));
    }

    private void set(IpvsTimeouts timeouts) {
        change(new IpvsRequest.SetTimeouts(timeouts), "set timeouts");
    }

    private void change(IpvsRequest request, String operation) {
        Acknowledgement answer = kernel.execute(List.of(request)).getFirst();
        if (answer.errno() != 0) {
            throw new KernelException(operation, answer.errno(), "", answer.explanation());
        }
    }

    /// The same table as it would be read back.
    private static ServiceTable inTheKernelsWords(ServiceTable table) {
        return new ServiceTable(
                table.pools().stream()
                        .map(pool -> new Pool(
                                IpvsForm.of(IpvsForm.of(pool.service())),
                                pool.destinations().stream()
                                        .map(each -> IpvsForm.of(IpvsForm.of(each)))
                                        .toList()))
                        .toList(),
                table.daemons().stream()
                        .map(each -> IpvsForm.of(IpvsForm.of(each)))
                        .toList());
    }

    @Override
    public void close() {
        try {
            timeoutsBefore.ifPresent(this::set);
        } finally {
            kernel.close();
        }
    }
}
