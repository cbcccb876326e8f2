package dev.baton.daemon.host;

import dev.baton.model.IpPrefix;
import dev.baton.wire.netlink.InterfaceAddress;
import dev.baton.wire.netlink.Route;
import dev.baton.wire.netlink.RouteRequest;
import dev.baton.wire.netlink.RouteRequest.Verb;
import dev.baton.wire.netlink.Rule;

/// Something that is wanted in the kernel, in the kernel's terms.
public sealed interface Entry {
    /// Equal for two entries that the kernel takes for the same.
    Object identity();

    /// The request that creates it, or with [Verb#DELETE] removes it.
    RouteRequest request(Verb verb);

    /// How it is created; mostly so that somebody else's is not replaced.
    default Verb creation() {
        return Verb.ADD;
    }

    /// A static address.
    record OfAddress(InterfaceAddress address) implements Entry {
        @Override
        public Object identity() {
            return new Identity(address.interfaceIndex(), address.prefix());
        }

        private record Identity(int interfaceIndex, IpPrefix prefix) {}

        @Override
        public RouteRequest request(Verb verb) {
            return new RouteRequest.ForAddress(verb, address);
        }
    }

    /// A route.
    ///
    /// @param creation `add`, `prepend` or `append`
    record OfRoute(Route route, Verb creation) implements Entry {
        @Override
        public Object identity() {
            return route.identity();
        }

        @Override
        public RouteRequest request(Verb verb) {
            return new RouteRequest.ForRoute(verb, route);
        }
    }

    /// A rule.
    record OfRule(Rule rule) implements Entry {
        @Override
        public Object identity() {
            return rule;
        }

        @Override
        public RouteRequest request(Verb verb) {
            return new RouteRequest.ForRule(verb, rule);
        }
    }
}
