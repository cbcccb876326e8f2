package dev.baton.linux;

import static dev.baton.wire.netlink.NetlinkConstants.NETLINK_ROUTE;
import static dev.baton.wire.netlink.NetlinkConstants.NLMSG_DONE;
import static dev.baton.wire.netlink.NetlinkConstants.NLMSG_ERROR;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_ACK;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_DUMP;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_DUMP_INTR;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_REQUEST;
import static dev.baton.wire.netlink.RtNetlinkConstants.AF_UNSPEC;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_EXT_MASK;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTEXT_FILTER_SKIP_STATS;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_GETADDR;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_GETLINK;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_GETROUTE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_GETRULE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_NEWADDR;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_NEWLINK;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_NEWROUTE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_NEWRULE;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpFamily;
import dev.baton.wire.netlink.Acknowledgement;
import dev.baton.wire.netlink.InterfaceAddress;
import dev.baton.wire.netlink.Link;
import dev.baton.wire.netlink.LinkDetails;
import dev.baton.wire.netlink.NetlinkMessage;
import dev.baton.wire.netlink.NetlinkMessages;
import dev.baton.wire.netlink.NetlinkWriter;
import dev.baton.wire.netlink.Route;
import dev.baton.wire.netlink.RouteRequest;
import dev.baton.wire.netlink.Rule;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Interfaces, addresses, routes and neighbours of the network namespace in which it was opened (rtnetlink(7)).
///
/// Every change is acknowledged by the kernel before a call returns. One thread at a time.
public final class RouteNetlink implements AutoCloseable {
    /// Refusals of one datagram's requests queue up here until they are read.
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;

    private static final int SEND_SIZE = 128 * 1024;
    /// So many refusals fit into the receive buffer of a process that may not enlarge it.
    private static final int REQUESTS_PER_DATAGRAM_MAX = 256;
    /// A dump that the kernel calls inconsistent is tried again so many times.
    private static final int DUMP_ATTEMPTS_MAX = 5;

    private final NetlinkSocket socket;
    private final NetlinkWriter writer;
    private final NetlinkMessages messages = new NetlinkMessages();
    private final Map<Integer, Acknowledgement> refused = new TreeMap<>();
    private int sequence;

    private RouteNetlink(NetlinkSocket socket) {
        this.socket = socket;
        this.writer = new NetlinkWriter(socket.request());
    }

    /// What changes asked for here carry as `nlmsg_pid` when others are told of them.
    int port() {
        return socket.port();
    }

    /// Opens it in the calling thread's network namespace.
    public static RouteNetlink open() {
        return new RouteNetlink(NetlinkSocket.open(NETLINK_ROUTE, "rtnetlink socket", SEND_SIZE, RECEIVE_BUFFER));
    }

    /// All interfaces.
    public List<Link> links() {
        return dump("list links", RTM_GETLINK, RTM_NEWLINK, AF_UNSPEC, Link::parse);
    }

    /// All interfaces, with what only their maker wants to know.
    public List<LinkDetails> linkDetails() {
        return dump("list links", RTM_GETLINK, RTM_NEWLINK, AF_UNSPEC, LinkDetails::parse);
    }

    /// The interface of this name, if there is one.
    public Optional<Link> link(InterfaceName name) {
        return links().stream().filter(link -> link.name().equals(name.value())).findFirst();
    }

    /// All addresses of both families.
    public List<InterfaceAddress> addresses() {
        return dump("list addresses", RTM_GETADDR, RTM_NEWADDR, AF_UNSPEC, InterfaceAddress::parse);
    }

    /// All routes of all tables of one family, the kernel's own in table 255 (`local`) included.
    public List<Route> routes(IpFamily family) {
        return dump("list routes", RTM_GETROUTE, RTM_NEWROUTE, RouteRequest.family(family), Route::parse);
    }

    /// The routes of one family that carry this protocol number.
    ///
    /// @param protocol `RTPROT_*`
    public List<Route> routes(IpFamily family, int protocol) {
        return routes(family).stream()
                .filter(route -> route.protocol() == protocol)
                .toList();
    }

    /// All routing rules of one family.
    public List<Rule> rules(IpFamily family) {
        return dump("list rules", RTM_GETRULE, RTM_NEWRULE, RouteRequest.family(family), Rule::parse);
    }

    /// Asks for one change.
    ///
    /// @throws KernelException if the kernel refuses
    public void execute(RouteRequest request) {
        Optional<KernelException> refusal = execute(List.of(request)).getFirst();
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    /// Asks for many changes with few system calls. Each is carried out or refused on its own; the order is
    /// kept.
    ///
    /// @return for each request, in order, the refusal if there was one
    public List<Optional<KernelException>> execute(List<? extends RouteRequest> requests) {
        List<Optional<KernelException>> outcomes = new ArrayList<>(requests.size());
        requests.forEach(request -> outcomes.add(Optional.empty()));
        execute(requests, (index, refusal) -> outcomes.set(index, Optional.of(refusal)));
        return outcomes;
    }

    /// Learns of a request that was refused.
    @FunctionalInterface
    public interface Refusals {
        void refused(int index, KernelException refusal);
    }

    /// As [#execute(List)], for callers that ask often: what is carried out costs no memory.
    public void execute(List<? extends RouteRequest> requests, Refusals sink) {
        int at = 0;
        while (at < requests.size()) {
            at = executeDatagram(requests, at, sink);
        }
    }

    /// Sends the requests from `start` on that one datagram holds; returns the index of the first one left over.
    ///
    /// The kernel answers in order and refuses unasked, so only the last one need be acknowledged: an answer costs
    /// a system call.
    private int executeDatagram(List<? extends RouteRequest> requests, int start, Refusals sink) {
        writer.restart(socket.request());
        int firstSequence = sequence + 1;
        int end = start;
        int last = -1;
        int endMax = Math.min(requests.size(), start + REQUESTS_PER_DATAGRAM_MAX);
        while (end < endMax && writer.position() <= SEND_SIZE - RouteRequest.LENGTH_MAX) {
            if (last >= 0) {
                writer.clearFlags(last, NLM_F_ACK);
            }
            last = writer.position();
            requests.get(end++).write(writer, ++sequence);
        }
        String operation = requests.get(start).operation();
        socket.send(operation, "requests");
        refused.clear();
        boolean isAnswered = false;
        while (!isAnswered) {
            isAnswered = take(socket.receiveDatagram(operation, "requests"), firstSequence, end - start);
        }
        // Not before all answers are here: naming an interface asks the kernel too.
        refused.forEach((index, answer) -> sink.refused(start + index, refusal(requests.get(start + index), answer)));
        return end;
    }

    /// Remembers what a datagram refuses of `count` requests. True if it answers the last of them.
    private boolean take(ByteBuffer datagram, int firstSequence, int count) {
        boolean isAnswered = false;
        for (NetlinkMessages each = messages.in(datagram); each.next(); ) {
            int index = each.sequence() - firstSequence;
            if (each.type() == NLMSG_ERROR && index >= 0 && index < count) {
                if (each.firstInt() != 0) {
                    refused.put(index, Acknowledgement.parse(each.message()));
                }
                isAnswered |= index == count - 1;
            }
        }
        return isAnswered;
    }

    private KernelException refusal(RouteRequest request, Acknowledgement answer) {
        String object = request.object(this::deviceName);
        return new KernelException(request.operation(), answer.errno(), object, answer.explanation());
    }

    /// One interface is asked for, not all of them: many refusals may come at once, on hosts with many interfaces.
    private String deviceName(int index) {
        NetlinkWriter writer = new NetlinkWriter(socket.request());
        writer.begin(RTM_GETLINK, NLM_F_REQUEST, ++sequence);
        writer.u8(AF_UNSPEC).u8(0).u16(0).u32(index).u32(0).u32(0);
        writer.attributeU32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
        writer.end();
        socket.send("look up interface", "#" + index);
        while (true) {
            for (NetlinkMessage message : socket.receive("look up interface", "#" + index)) {
                if (message.sequence() == sequence) {
                    return message.type() == RTM_NEWLINK ? Link.parse(message).name() : "interface #" + index;
                }
            }
        }
    }

    private <T> List<T> dump(
            String operation, int request, int answer, int family, Function<NetlinkMessage, T> parser) {
        List<T> found = new ArrayList<>();
        for (int attempt = 1; attempt <= DUMP_ATTEMPTS_MAX; attempt++) {
            found.clear();
            if (dumpOnce(operation, request, answer, family, message -> found.add(parser.apply(message)))) {
                break;
            }
        }
        // Still inconsistent: the namespace changes faster than it can be listed, and every change is
        // notified anyway.
        return List.copyOf(found);
    }

    @FunctionalInterface
    private interface Sink {
        void accept(NetlinkMessage message);
    }

    /// False if the kernel says that things changed meanwhile.
    private boolean dumpOnce(String operation, int request, int answer, int family, Sink sink) {
        NetlinkWriter writer = new NetlinkWriter(socket.request());
        writer.begin(request, NLM_F_REQUEST | NLM_F_DUMP, ++sequence);
        if (request == RTM_GETLINK) {
            writer.u8(family).u8(0).u16(0).u32(0).u32(0).u32(0);
            writer.attributeU32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
        } else {
            // struct ifaddrmsg has 8 bytes, struct rtmsg and struct fib_rule_hdr 12; only the family matters.
            writer.u8(family).u8(0).u16(0).u32(0);
            if (request != RTM_GETADDR) {
                writer.u32(0);
            }
        }
        writer.end();
        socket.send(operation, "");
        boolean consistent = true;
        while (true) {
            for (NetlinkMessage message : socket.receive(operation, "")) {
                if (message.sequence() != sequence) {
                    continue;
                }
                consistent &= (message.flags() & NLM_F_DUMP_INTR) == 0;
                if (message.type() == NLMSG_DONE || message.type() == NLMSG_ERROR) {
                    refuse(operation, Acknowledgement.parse(message));
                    return consistent;
                }
                if (message.type() == answer) {
                    sink.accept(message);
                }
            }
        }
    }

    private static void refuse(String operation, Acknowledgement answer) {
        if (answer.errno() != 0) {
            throw new KernelException(operation, answer.errno(), "", answer.explanation());
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
