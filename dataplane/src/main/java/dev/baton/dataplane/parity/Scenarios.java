package dev.baton.dataplane.parity;

import dev.baton.dataplane.Destination;
import dev.baton.dataplane.Operation;
import dev.baton.dataplane.OperationResult.Cause;
import dev.baton.dataplane.ServiceKey;
import dev.baton.dataplane.VirtualService;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.VirtualServerSpec.Forwarding;
import dev.baton.model.VirtualServerSpec.Persistence;
import dev.baton.model.VirtualServerSpec.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The scenarios that keep fake and kernels alike. Data, so that a test of any module can play them: on the fake, on
/// nftables in a namespace, on IPVS in a guest.
public final class Scenarios {
    /// A service over TCP.
    public static final ServiceKey WEB = new ServiceKey.Address(IpAddress.of("10.0.0.1"), 80, Protocol.TCP);
    /// One over UDP and IPv6.
    public static final ServiceKey NAMES = new ServiceKey.Address(IpAddress.of("fd00::1"), 53, Protocol.UDP);
    /// One of a firewall mark.
    public static final ServiceKey MARK = new ServiceKey.Mark(5, IpFamily.IPV4);

    private Scenarios() {}

    /// All of them.
    public static List<Scenario> all() {
        return List.of(
                story("a service with two servers")
                        .does(new Operation.AddService(service(WEB, "rr")))
                        .does(add(WEB, "10.1.0.11", 1))
                        .does(add(WEB, "10.1.0.12", 3))
                        .build(),
                story("services of every kind")
                        .does(new Operation.AddService(service(WEB, "sh")))
                        .does(new Operation.AddService(service(NAMES, "rr")))
                        .does(add(NAMES, "fd00::11", 1))
                        .does(new Operation.AddService(service(MARK, "wrr")))
                        .does(new Operation.AddDestination(MARK, destination("10.1.0.11", 0, 1)))
                        .build(),
                story("nothing can be added twice")
                        .does(new Operation.AddService(service(WEB, "rr")))
                        .isRefused(new Operation.AddService(service(WEB, "wrr")), Cause.EXISTS)
                        .does(add(WEB, "10.1.0.11", 1))
                        .isRefused(add(WEB, "10.1.0.11", 2), Cause.EXISTS)
                        .build(),
                story("nothing unknown can be changed")
                        .isRefused(new Operation.EditService(service(WEB, "rr")), Cause.NO_SERVICE)
                        .isRefused(new Operation.RemoveService(WEB), Cause.NO_SERVICE)
                        .isRefused(add(WEB, "10.1.0.11", 1), Cause.NO_SERVICE)
                        .isRefused(edit(WEB, "10.1.0.11", 1), Cause.NO_SERVICE)
                        .isRefused(remove(WEB, "10.1.0.11"), Cause.NO_SERVICE)
                        .does(new Operation.AddService(service(WEB, "rr")))
                        .isRefused(edit(WEB, "10.1.0.11", 1), Cause.UNKNOWN)
                        .isRefused(remove(WEB, "10.1.0.11"), Cause.UNKNOWN)
                        .build(),
                story("a refused operation does not hold up the next")
                        .isRefused(remove(WEB, "10.1.0.11"), Cause.NO_SERVICE)
                        .does(new Operation.AddService(service(WEB, "rr")))
                        .does(add(WEB, "10.1.0.11", 1))
                        .build(),
                story("everything can be edited")
                        .does(new Operation.AddService(service(WEB, "rr")))
                        .does(add(WEB, "10.1.0.11", 1))
                        .does(edit(WEB, "10.1.0.11", 0))
                        .does(edit(WEB, "10.1.0.11", 7))
                        .does(new Operation.EditService(new VirtualService(
                                WEB, "wrr", Set.of(), false, Optional.of(new Persistence(50, 24, Optional.empty())))))
                        .does(new Operation.EditService(service(WEB, "mh")))
                        .build(),
                story("a service takes its servers with it")
                        .does(new Operation.AddService(service(WEB, "rr")))
                        .does(add(WEB, "10.1.0.11", 1))
                        .does(new Operation.RemoveService(WEB))
                        .does(new Operation.AddService(service(WEB, "rr")))
                        .does(add(WEB, "10.1.0.11", 2))
                        .build(),
                story("servers come and go")
                        .does(new Operation.AddService(service(WEB, "wrr")))
                        .does(add(WEB, "10.1.0.11", 1))
                        .does(add(WEB, "10.1.0.12", 2))
                        .does(remove(WEB, "10.1.0.11"))
                        .does(add(WEB, "10.1.0.13", 1))
                        .does(add(WEB, "10.1.0.11", 1))
                        .does(remove(WEB, "10.1.0.12"))
                        .build());
    }

    /// A service without persistence.
    public static VirtualService service(ServiceKey key, String scheduler) {
        return new VirtualService(key, scheduler, Set.of(), false, Optional.empty());
    }

    /// A destination that is reached by translation.
    public static Destination destination(String address, int port, long weight) {
        return new Destination(
                new Destination.Key(IpAddress.of(address), port),
                Forwarding.NAT,
                weight,
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /// Port 8080 of this address joins.
    public static Operation add(ServiceKey service, String address, long weight) {
        return new Operation.AddDestination(service, destination(address, 8080, weight));
    }

    /// Its weight changes.
    public static Operation edit(ServiceKey service, String address, long weight) {
        return new Operation.EditDestination(service, destination(address, 8080, weight));
    }

    /// It leaves.
    public static Operation remove(ServiceKey service, String address) {
        return new Operation.RemoveDestination(service, new Destination.Key(IpAddress.of(address), 8080));
    }

    private static Story story(String name) {
        return new Story(name);
    }

    /// Writes a scenario down.
    private static final class Story {
        private final String name;
        private final List<Operation> operations = new ArrayList<>();
        private final List<Optional<Cause>> causes = new ArrayList<>();

        Story(String name) {
            this.name = name;
        }

        Story does(Operation operation) {
            operations.add(operation);
            causes.add(Optional.empty());
            return this;
        }

        Story isRefused(Operation operation, Cause cause) {
            operations.add(operation);
            causes.add(Optional.of(cause));
            return this;
        }

        Scenario build() {
            return new Scenario(name, operations, causes);
        }
    }
}
