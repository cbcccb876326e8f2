package dev.baton.linux;

import static dev.baton.wire.netlink.NetlinkConstants.NETLINK_NETFILTER;
import static dev.baton.wire.netlink.NetlinkConstants.NLMSG_ERROR;

import dev.baton.wire.netlink.Acknowledgement;
import dev.baton.wire.netlink.NatTable;
import dev.baton.wire.netlink.NetlinkMessage;
import dev.baton.wire.netlink.NetlinkWriter;
import java.nio.BufferOverflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// One-to-one address translation in the network namespace in which it was opened, as an elastic IP needs it:
/// packets to the outside address go to the inside address, and come back as if from outside. Done by
/// nf_tables, without the `nft` program. One thread at a time.
///
/// Connections that exist keep the translation that they began with (conntrack).
public final class EipNat implements AutoCloseable {
    /// Some 500 translations; a change is one datagram, because it is one transaction.
    private static final int SEND_SIZE = 512 * 1024;

    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;

    private final NetlinkSocket socket;
    private final String table;
    private int sequence = 1;

    private EipNat(NetlinkSocket socket, String table) {
        this.socket = socket;
        this.table = table;
    }

    /// Opens it in the calling thread's network namespace; changes nothing yet.
    ///
    /// @param table the name of the table that is ours alone
    public static EipNat open(String table) {
        return new EipNat(NetlinkSocket.open(NETLINK_NETFILTER, "nf_tables socket", SEND_SIZE, RECEIVE_BUFFER), table);
    }

    /// Makes these translations the only ones of the table, at one moment for all packets.
    ///
    /// @throws KernelException if the kernel refuses; then everything is as before
    public void replace(List<NatTable.Translation> translations) {
        NatTable wanted = new NatTable(table, translations);
        commit("replace", writer -> wanted.writeReplacement(writer, sequence));
    }

    /// Removes the table, if there is one.
    public void remove() {
        NatTable nothing = new NatTable(table, List.of());
        commit("remove", writer -> nothing.writeRemoval(writer, sequence));
    }

    private void commit(String verb, ToIntFunction<NetlinkWriter> transaction) {
        String operation = verb + " address translation table";
        int first = sequence;
        try {
            sequence = transaction.applyAsInt(new NetlinkWriter(socket.request()));
        } catch (BufferOverflowException tooMany) {
            throw new KernelException(operation, Errno.EMSGSIZE.number(), table, "too many translations");
        }
        socket.send(operation, table);
        if (!acknowledged(operation, first)) {
            throw new KernelException(operation, Errno.ETIMEDOUT.number(), table, "the kernel has not answered");
        }
    }

    /// All answers are there when the send returns. The first refusal is the cause; others may follow from it.
    private boolean acknowledged(String operation, int first) {
        List<NetlinkMessage> answers = new ArrayList<>();
        boolean acknowledged = false;
        int result;
        while ((result = socket.poll(answers)) > 0) {
            for (NetlinkMessage message : answers) {
                if (message.type() == NLMSG_ERROR && message.sequence() >= first) {
                    Acknowledgement answer = Acknowledgement.parse(message);
                    if (answer.errno() != 0) {
                        discardRest();
                        throw new KernelException(operation, answer.errno(), table, answer.explanation());
                    }
                    acknowledged = true;
                }
            }
            answers.clear();
        }
        if (result < 0) {
            throw new KernelException(operation, -result, table);
        }
        return acknowledged;
    }

    private void discardRest() {
        List<NetlinkMessage> rest = new ArrayList<>();
        while (socket.poll(rest) > 0) {
            rest.clear();
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
