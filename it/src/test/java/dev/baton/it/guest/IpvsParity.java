package dev.baton.it.guest;

import dev.baton.dataplane.DataPlane;
import dev.baton.dataplane.Destination;
import dev.baton.dataplane.FakeLoadBalancer;
import dev.baton.dataplane.Operation;
import dev.baton.dataplane.OperationResult;
import dev.baton.dataplane.OperationResult.Cause;
import dev.baton.dataplane.ServiceKey;
import dev.baton.dataplane.ServiceTable;
import dev.baton.dataplane.SyncDaemon;
import dev.baton.dataplane.VirtualService;
import dev.baton.dataplane.parity.Scenario;
import dev.baton.dataplane.parity.Scenarios;
import dev.baton.linux.IpvsLoadBalancer;
import dev.baton.model.BalancingSpec.IdleTimeouts;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.VirtualServerSpec.Forwarding;
import dev.baton.model.VirtualServerSpec.Forwarding.Method;
import dev.baton.model.VirtualServerSpec.Persistence;
import dev.baton.model.VirtualServerSpec.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// Runs in a guest: what the fake and the kernel's IPVS make of the same operations. Says what differs, and leaves
/// everything that there is programmed.
final class IpvsParity {
    private static final List<String> SCHEDULERS =
            List.of("rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "sed", "nq", "fo", "ovf", "mh");

    private int differences;

    private IpvsParity() {}

    public static void main(String[] none) {
        IpvsParity parity = new IpvsParity();
        for (Scenario scenario : Scenarios.all()) {
            try (IpvsLoadBalancer kernel = IpvsLoadBalancer.open()) {
                parity.play(kernel, scenario.name(), scenario.operations(), scenario.causes());
                kernel.clear();
                parity.same("after clearing " + scenario.name(), ServiceTable.EMPTY, kernel.services());
            }
        }
        try (IpvsLoadBalancer kernel = IpvsLoadBalancer.open()) {
            parity.refusals(kernel);
            parity.upkeep(kernel);
        }
        try (IpvsLoadBalancer kernel = IpvsLoadBalancer.open()) {
            parity.takeOver(kernel);
        }
        try (IpvsLoadBalancer kernel = IpvsLoadBalancer.open()) {
            List<Operation> everything = everything();
            parity.play(
                    kernel,
                    "everything",
                    everything,
                    everything.stream().map(_ -> Optional.<Cause>empty()).toList());
        }
        System.exit(parity.differences);
    }

    private void play(IpvsLoadBalancer kernel, String name, List<Operation> operations, List<Optional<Cause>> causes) {
        FakeLoadBalancer fake = new FakeLoadBalancer(DataPlane.IPVS);
        fake.apply(operations);
        List<OperationResult> results = kernel.apply(operations);
        for (int i = 0; i < results.size(); i++) {
            same(name + ": " + operations.get(i) + " " + results.get(i), causes.get(i), cause(results.get(i)));
        }
        same(name, fake.services(), kernel.services());
    }

    private static Optional<Cause> cause(OperationResult result) {
        return result instanceof OperationResult.Refused(Cause cause, String _) ? Optional.of(cause) : Optional.empty();
    }

    private void same(String what, ServiceTable expected, ServiceTable actual) {
        same(what + ": services", Set.copyOf(expected.pools()), Set.copyOf(actual.pools()));
        same(what + ": daemons", Set.copyOf(expected.daemons()), Set.copyOf(actual.daemons()));
    }

    private void same(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            differences++;
            System.out.println(what + "\n  expected " + text(expected) + "\n  was      " + text(actual));
        }
    }

    /// Of two sets only what may differ is of interest to a reader, so they are sorted.
    private static String text(Object value) {
        return value instanceof Set<?> set
                ? set.stream().map(Object::toString).sorted().collect(Collectors.joining("\n    "))
                : value.toString();
    }

    /// What only IPVS says no to.
    private void refusals(IpvsLoadBalancer kernel) {
        List<OperationResult> results = kernel.apply(List.of(
                new Operation.AddService(Scenarios.service(Scenarios.WEB, "nonsense")),
                new Operation.AddService(Scenarios.service(Scenarios.WEB, "rr")),
                new Operation.AddDestination(Scenarios.WEB, thresholds(OptionalLong.empty(), OptionalLong.of(5))),
                new Operation.StopSync(SyncDaemon.Role.MASTER),
                new Operation.RemoveService(Scenarios.WEB)));
        same(
                "refusals",
                List.of("UNSUPPORTED", "done", "INVALID", "UNKNOWN", "done"),
                results.stream()
                        .map(each -> cause(each).map(Cause::name).orElse("done"))
                        .toList());
        System.out.println(results.getFirst());
    }

    /// What others do to the table is noticed; what is theirs is left alone.
    private void upkeep(IpvsLoadBalancer kernel) {
        List<Operation> web = List.of(
                new Operation.AddService(
                        new VirtualService(Scenarios.WEB, "sh", Set.of("flag-2"), false, Optional.empty())),
                Scenarios.add(Scenarios.WEB, "10.1.0.11", 1));
        kernel.apply(web);
        same("nothing is missing", false, kernel.restore());
        try (IpvsLoadBalancer other = IpvsLoadBalancer.open()) {
            other.apply(List.of(
                    Scenarios.remove(Scenarios.WEB, "10.1.0.11"),
                    new Operation.AddService(Scenarios.service(Scenarios.NAMES, "rr"))));
            same("a server is missing", true, kernel.restore());
            kernel.clear();
            same("the other's is left", 1, kernel.services().pools().size());
            kernel.flush();
            same("flushed", 0, kernel.services().pools().size());
            same(
                    "what is not there has no traffic",
                    0,
                    kernel.traffic(Scenarios.WEB).size());
        }
        kernel.timeouts(new IdleTimeouts(1000, 0, 200));
        same("timeouts", 1000, kernel.timeouts().tcp());
        same("timeouts", 120, kernel.timeouts().tcpFin());
        same("timeouts", 200, kernel.timeouts().udp());
    }

    /// What a daemon before this one programmed is taken over as it is, and then is this one's to remove.
    private void takeOver(IpvsLoadBalancer before) {
        before.apply(List.of(
                new Operation.AddService(Scenarios.service(Scenarios.WEB, "rr")),
                Scenarios.add(Scenarios.WEB, "10.1.0.11", 1),
                new Operation.AddService(Scenarios.service(Scenarios.NAMES, "rr"))));
        try (IpvsLoadBalancer after = IpvsLoadBalancer.open()) {
            after.clear();
            same("not taken over, left alone", 2, after.services().pools().size());
            after.adopt(new ServiceTable(
                    before.services().pools().stream()
                            .filter(pool -> pool.service().key().equals(Scenarios.WEB))
                            .toList(),
                    List.of()));
            same("taken over, nothing is missing", false, after.restore());
            before.apply(List.of(Scenarios.remove(Scenarios.WEB, "10.1.0.11")));
            same("taken over, a server is missing", true, after.restore());
            after.clear();
            same(
                    "the rest is left alone",
                    List.of(Scenarios.NAMES),
                    after.services().pools().stream()
                            .map(pool -> pool.service().key())
                            .toList());
        }
        before.clear();
    }

    private static List<Operation> everything() {
        List<Operation> all = new ArrayList<>();
        for (int i = 0; i < SCHEDULERS.size(); i++) {
            ServiceKey key = new ServiceKey.Address(IpAddress.of("10.0.1." + i), 80, Protocol.TCP);
            all.add(new Operation.AddService(Scenarios.service(key, SCHEDULERS.get(i))));
        }
        add(all, "10.0.2.1", Protocol.TCP, "sh", Set.of("sh-port", "sh-fallback"), false, Optional.empty());
        add(all, "10.0.2.2", Protocol.TCP, "mh", Set.of("mh-port", "mh-fallback"), false, Optional.empty());
        add(all, "10.0.2.3", Protocol.SCTP, "wlc", Set.of("flag-3"), false, persistence(360, 24));
        add(all, "fd00::2", Protocol.UDP, "rr", Set.of(), true, persistence(50, 64));
        add(
                all,
                "10.0.2.4",
                Protocol.UDP,
                "wrr",
                Set.of(),
                false,
                Optional.of(new Persistence(60, 32, Optional.of("sip"))));
        ServiceKey web = new ServiceKey.Address(IpAddress.of("10.0.1.0"), 80, Protocol.TCP);
        all.add(new Operation.AddDestination(web, thresholds(OptionalLong.of(100), OptionalLong.of(50))));
        for (String options : List.of("", "type gue port 6080 csum", "type gre csum", "type gue port 6081 remcsum")) {
            all.add(new Operation.AddDestination(web, destination("10.1.2." + all.size(), 80, Method.TUN, options)));
        }
        all.add(new Operation.AddDestination(web, destination("10.1.0.12", 80, Method.DR, "")));
        all.add(new Operation.AddDestination(web, destination("fd00::11", 80, Method.TUN, "")));
        ServiceKey mark = new ServiceKey.Mark(0x7fff_ffffL, IpFamily.IPV6);
        all.add(new Operation.AddService(Scenarios.service(mark, "wlc")));
        all.add(new Operation.AddDestination(mark, destination("fd00::12", 0, Method.DR, "")));
        return all;
    }

    private static Optional<Persistence> persistence(long seconds, int granularity) {
        return Optional.of(new Persistence(seconds, granularity, Optional.empty()));
    }

    private static void add(
            List<Operation> all,
            String address,
            Protocol protocol,
            String scheduler,
            Set<String> flags,
            boolean oncePerPacket,
            Optional<Persistence> persistence) {
        all.add(new Operation.AddService(new VirtualService(
                new ServiceKey.Address(IpAddress.of(address), 5060, protocol),
                scheduler,
                flags,
                oncePerPacket,
                persistence)));
    }

    private static Destination destination(String address, int port, Method method, String options) {
        return new Destination(
                new Destination.Key(IpAddress.of(address), port),
                new Forwarding(method, options.isEmpty() ? List.of() : List.of(options.split(" "))),
                3,
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private static Destination thresholds(OptionalLong upper, OptionalLong lower) {
        return new Destination(new Destination.Key(IpAddress.of("10.1.0.11"), 80), Forwarding.NAT, 1, upper, lower);
    }
}
