package dev.baton.linux;

import static dev.baton.wire.netlink.NetlinkConstants.NETLINK_NETFILTER;
import static dev.baton.wire.netlink.NetlinkConstants.NLMSG_ERROR;

import dev.baton.wire.netlink.Acknowledgement;
import dev.baton.wire.netlink.NetlinkMessage;
import dev.baton.wire.netlink.NetlinkWriter;
import dev.baton.wire.netlink.NftTable;
import java.nio.BufferOverflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Tables of nf_tables in the network namespace in which it was opened, without the `nft` program. One thread at a
/// time.
public final class NfTables implements AutoCloseable {
    /// A change is one datagram, because it is one transaction.
    private static final int SEND_SIZE = 512 * 1024;

    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;

    private final NetlinkSocket socket;
    private int sequence = 1;

    private NfTables(NetlinkSocket socket) {
        this.socket = socket;
    }

    /// Opens it in the calling thread's network namespace; changes nothing yet.
    public static NfTables open() {
        return new NfTables(NetlinkSocket.open(NETLINK_NETFILTER, "nf_tables socket", SEND_SIZE, RECEIVE_BUFFER));
    }

    /// Makes the table of this name what this one is, at one moment for all packets.
    ///
    /// @throws KernelException if the kernel refuses; then everything is as before
    public void replace(NftTable table) {
        commit("replace nf_tables table", table.name(), writer -> table.writeReplacement(writer, sequence));
    }

    /// Removes the table of this name, if there is one.
    public void remove(NftTable table) {
        commit("remove nf_tables table", table.name(), writer -> table.writeRemoval(writer, sequence));
    }

    private void commit(String operation, String table, ToIntFunction<NetlinkWriter> transaction) {
        int first = sequence;
        try {
            sequence = transaction.applyAsInt(new NetlinkWriter(socket.request()));
        } catch (BufferOverflowException tooMany) {
            throw new KernelException(operation, Errno.EMSGSIZE.number(), table, "too many entries");
        }
        socket.send(operation, table);
        if (!acknowledged(operation, table, first)) {
            throw new KernelException(operation, Errno.ETIMEDOUT.number(), table, "the kernel has not answered");
        }
    }

    /// All answers are there when the send returns. The first refusal is the cause; others may follow from it.
    private boolean acknowledged(String operation, String table, int first) {
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
