package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_ACK;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_APPEND;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_CREATE;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_EXCL;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_REPLACE;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_REQUEST;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_DELADDR;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_DELNEIGH;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_DELROUTE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_DELRULE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_NEWADDR;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_NEWNEIGH;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_NEWROUTE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_NEWRULE;

import dev.baton.model.IpFamily;
import dev.baton.wire.ByteView;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntFunction;

/// One change to ask of the kernel's routing family. Every request asks to be acknowledged.
public sealed interface RouteRequest
        permits RouteRequest.ForAddress,
                RouteRequest.ForRoute,
                RouteRequest.ForRule,
                RouteRequest.ForNeighbour,
                RouteRequest.Prepared,
                LinkRequest {
    /// What to do with the object.
    enum Verb {
        /// Create it; an existing one is an error (EEXIST).
        ADD(NLM_F_CREATE | NLM_F_EXCL),
        /// Create it, or change the existing one. For an address this is how a lease is renewed.
        REPLACE(NLM_F_CREATE | NLM_F_REPLACE),
        /// Create it beside existing ones of the same kind, before them.
        PREPEND(NLM_F_CREATE),
        /// Create it beside existing ones of the same kind, after them.
        APPEND(NLM_F_CREATE | NLM_F_APPEND),
        /// Change one that exists; a missing one is an error.
        CHANGE(0),
        /// Remove it; a missing one is an error.
        DELETE(0);

        private final int flags;

        Verb(int flags) {
            this.flags = flags;
        }

        String word() {
            return switch (this) {
                case ADD -> "add";
                case REPLACE -> "replace";
                case PREPEND -> "prepend";
                case APPEND -> "append";
                case CHANGE -> "change";
                case DELETE -> "delete";
            };
        }
    }

    /// No single message is longer.
    int LENGTH_MAX = 32 * 1024;

    Verb verb();

    /// Writes the whole message.
    default void write(NetlinkWriter writer, int sequence) {
        writer.begin(messageType(), NLM_F_REQUEST | NLM_F_ACK | verb().flags, sequence);
        writeBody(writer);
        writer.end();
    }

    /// What the request does, for an error message: `add address`.
    String operation();

    /// What it does it to, for an error message: `172.16.0.222/16 to eth0`.
    ///
    /// @param deviceName gives an interface's name by its index
    String object(IntFunction<String> deviceName);

    int messageType();

    void writeBody(NetlinkWriter writer);

    record ForAddress(Verb verb, InterfaceAddress address) implements RouteRequest {
        @Override
        public String operation() {
            return verb.word() + " address";
        }

        @Override
        public String object(IntFunction<String> deviceName) {
            return address.prefix()
                    + (verb == Verb.DELETE ? " from " : " to ")
                    + deviceName.apply(address.interfaceIndex());
        }

        @Override
        public int messageType() {
            return verb == Verb.DELETE ? RTM_DELADDR : RTM_NEWADDR;
        }

        @Override
        public void writeBody(NetlinkWriter writer) {
            address.write(writer);
        }
    }

    record ForRoute(Verb verb, Route route) implements RouteRequest {
        @Override
        public String operation() {
            return verb.word() + " route";
        }

        @Override
        public String object(IntFunction<String> deviceName) {
            return route.describe(deviceName);
        }

        @Override
        public int messageType() {
            return verb == Verb.DELETE ? RTM_DELROUTE : RTM_NEWROUTE;
        }

        @Override
        public void writeBody(NetlinkWriter writer) {
            route.write(writer);
        }
    }

    record ForRule(Verb verb, Rule rule) implements RouteRequest {
        @Override
        public String operation() {
            return verb.word() + " rule";
        }

        @Override
        public String object(IntFunction<String> deviceName) {
            return rule.describe();
        }

        @Override
        public int messageType() {
            return verb == Verb.DELETE ? RTM_DELRULE : RTM_NEWRULE;
        }

        @Override
        public void writeBody(NetlinkWriter writer) {
            rule.write(writer);
        }
    }

    record ForNeighbour(Verb verb, Neighbour neighbour) implements RouteRequest {
        @Override
        public String operation() {
            return verb.word() + " neighbour";
        }

        @Override
        public String object(IntFunction<String> deviceName) {
            return neighbour.describe(deviceName);
        }

        @Override
        public int messageType() {
            return verb == Verb.DELETE ? RTM_DELNEIGH : RTM_NEWNEIGH;
        }

        @Override
        public void writeBody(NetlinkWriter writer) {
            neighbour.write(writer);
        }
    }

    /// A request that is made over and over: its message is built once.
    ///
    /// @param message all of it; only the sequence number differs from one time to the next
    record Prepared(RouteRequest request, ByteView message) implements RouteRequest {
        public static Prepared of(RouteRequest request) {
            ByteBuffer buffer = ByteBuffer.allocate(LENGTH_MAX);
            request.write(new NetlinkWriter(buffer), 0);
            return new Prepared(request, ByteView.of(Arrays.copyOf(buffer.array(), buffer.position())));
        }

        @Override
        public Verb verb() {
            return request.verb();
        }

        @Override
        public void write(NetlinkWriter writer, int sequence) {
            writer.copyOf(message, sequence);
        }

        @Override
        public String operation() {
            return request.operation();
        }

        @Override
        public String object(IntFunction<String> deviceName) {
            return request.object(deviceName);
        }

        @Override
        public int messageType() {
            return request.messageType();
        }

        @Override
        public void writeBody(NetlinkWriter writer) {
            request.writeBody(writer);
        }
    }

    /// `AF_INET` or `AF_INET6`.
    static int family(IpFamily family) {
        return switch (family) {
            case IPV4 -> RtNetlinkConstants.AF_INET;
            case IPV6 -> RtNetlinkConstants.AF_INET6;
        };
    }
}
