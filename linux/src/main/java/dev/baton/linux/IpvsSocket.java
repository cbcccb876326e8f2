package dev.baton.linux;

import static dev.baton.wire.netlink.IpvsConstants.IPVS_GENL_NAME;
import static dev.baton.wire.netlink.NetlinkConstants.NETLINK_GENERIC;
import static dev.baton.wire.netlink.NetlinkConstants.NLMSG_DONE;
import static dev.baton.wire.netlink.NetlinkConstants.NLMSG_ERROR;

import dev.baton.wire.netlink.Acknowledgement;
import dev.baton.wire.netlink.GenericFamily;
import dev.baton.wire.netlink.IpvsRequest;
import dev.baton.wire.netlink.NetlinkMessage;
import dev.baton.wire.netlink.NetlinkWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/// Requests to the kernel's IPVS and their answers, in the network namespace in which it was opened.
final class IpvsSocket implements AutoCloseable {
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;
    private static final int SEND_SIZE = 128 * 1024;
    /// So many acknowledgements fit into the receive buffer of a process that may not enlarge it.
    private static final int REQUESTS_PER_DATAGRAM_MAX = 256;
    /// No single request is longer.
    private static final int REQUEST_SIZE_MAX = 512;

    private static final String HOW_TO_GET_IT =
            "this kernel has no IP virtual server; `modprobe ip_vs` loads it where it"
                    + " is a module, for a container on the machine that runs it";

    private final NetlinkSocket socket;
    private final int family;
    private int sequence;

    private IpvsSocket(NetlinkSocket socket) {
        this.socket = socket;
        this.family = findFamily();
    }

    /// Opens it in the calling thread's network namespace. The kernel loads its module for that.
    ///
    /// @throws KernelException with ENOENT and what to do if the kernel has no IPVS
    static IpvsSocket open() {
        NetlinkSocket socket = NetlinkSocket.open(NETLINK_GENERIC, "IPVS socket", SEND_SIZE, RECEIVE_BUFFER);
        try {
            return new IpvsSocket(socket);
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    private int findFamily() {
        String operation = "find the netlink family";
        GenericFamily.writeQuestion(new NetlinkWriter(socket.request()), IPVS_GENL_NAME, ++sequence);
        socket.send(operation, IPVS_GENL_NAME);
        OptionalInt number = OptionalInt.empty();
        while (true) {
            for (NetlinkMessage message : socket.receive(operation, IPVS_GENL_NAME)) {
                if (message.type() != NLMSG_ERROR) {
                    number = GenericFamily.number(message);
                    continue;
                }
                int errno = Acknowledgement.parse(message).errno();
                if (errno != 0 || number.isEmpty()) {
                    String why = errno == Errno.ENOENT.number() ? HOW_TO_GET_IT : "";
                    throw new KernelException(operation, errno, IPVS_GENL_NAME, why);
                }
                return number.getAsInt();
            }
        }
    }

    /// Asks for many things with few system calls. Each is carried out or refused on its own; the order is kept.
    ///
    /// @return one answer for each request
    List<Acknowledgement> execute(List<? extends IpvsRequest> requests) {
        List<Acknowledgement> answers = new ArrayList<>(requests.size());
        while (answers.size() < requests.size()) {
            executeDatagram(requests, answers);
        }
        return answers;
    }

    private void executeDatagram(List<? extends IpvsRequest> requests, List<Acknowledgement> answers) {
        NetlinkWriter writer = new NetlinkWriter(socket.request());
        int first = sequence + 1;
        int end = Math.min(requests.size(), answers.size() + REQUESTS_PER_DATAGRAM_MAX);
        int count = 0;
        for (int i = answers.size(); i < end && writer.position() <= SEND_SIZE - REQUEST_SIZE_MAX; i++) {
            requests.get(i).write(writer, family, ++sequence);
            count++;
        }
        String object = count + " requests";
        socket.send("change IPVS", object);
        int expected = first;
        while (expected < first + count) {
            for (NetlinkMessage message : socket.receive("change IPVS", object)) {
                if (message.type() == NLMSG_ERROR && message.sequence() == expected) {
                    answers.add(Acknowledgement.parse(message));
                    expected++;
                }
            }
        }
    }

    /// Asks for one thing that is answered by messages, and reads each.
    ///
    /// @throws KernelException if the kernel refuses
    <T> List<T> ask(IpvsRequest request, String operation, Function<NetlinkMessage, T> parser) {
        List<T> found = new ArrayList<>();
        request.write(new NetlinkWriter(socket.request()), family, ++sequence);
        socket.send(operation, "");
        while (true) {
            for (NetlinkMessage message : socket.receive(operation, "")) {
                if (message.sequence() != sequence) {
                    continue;
                }
                if (message.type() == family) {
                    found.add(parser.apply(message));
                } else if (message.type() == NLMSG_DONE || message.type() == NLMSG_ERROR) {
                    Acknowledgement end = Acknowledgement.parse(message);
                    if (end.errno() != 0) {
                        throw new KernelException(operation, end.errno(), "", end.explanation());
                    }
                    return found;
                }
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
