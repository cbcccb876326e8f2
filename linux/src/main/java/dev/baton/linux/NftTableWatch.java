package dev.baton.linux;

import static dev.baton.wire.netlink.NetlinkConstants.NETLINK_NETFILTER;
import static dev.baton.wire.netlink.NetlinkConstants.NLMSG_DONE;
import static dev.baton.wire.netlink.NetlinkConstants.NLMSG_ERROR;

import dev.baton.wire.netlink.NetlinkMessage;
import dev.baton.wire.netlink.NetlinkWriter;
import dev.baton.wire.netlink.NftInventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at one table of nf_tables to notice that somebody else deleted, flushed or extended it. A look costs the
/// kernel some microseconds, however large the table is; elements of sets are not looked at. One thread at a time.
final class NftTableWatch implements AutoCloseable {
    private static final int NFPROTO_INET = 1;
    private static final int SEND_SIZE = 4096;
    private static final int RECEIVE_BUFFER = 256 * 1024;

    private final NetlinkSocket socket;
    private final String table;
    private final String chain;
    private int sequence = 1;

    /// What a look finds; equal as long as nobody changed tables, chains, sets, or rules of the one chain.
    record Look(Optional<NftInventory.Table> table, int rules) {}

    private NftTableWatch(NetlinkSocket socket, String table, String chain) {
        this.socket = socket;
        this.table = table;
        this.chain = chain;
    }

    /// Watches a table of the family `inet` in the calling thread's network namespace.
    ///
    /// @param chain whose rules are counted
    static NftTableWatch open(String table, String chain) {
        return new NftTableWatch(
                NetlinkSocket.open(NETLINK_NETFILTER, "nf_tables socket", SEND_SIZE, RECEIVE_BUFFER), table, chain);
    }

    Look look() {
        List<NetlinkMessage> answers = new ArrayList<>();
        sequence++;
        NftInventory.writeTableRequest(new NetlinkWriter(socket.request()), sequence, NFPROTO_INET, table);
        socket.send("look at nf_tables table", table);
        answers.addAll(socket.receive("look at nf_tables table", table));
        Optional<NftInventory.Table> found = answers.stream()
                .flatMap(each -> NftInventory.table(each).stream())
                .findFirst();
        return new Look(found, found.isPresent() ? rules() : 0);
    }

    private int rules() {
        sequence++;
        NftInventory.writeRulesRequest(new NetlinkWriter(socket.request()), sequence, NFPROTO_INET, table, chain);
        socket.send("look at nf_tables chain", chain);
        int rules = 0;
        boolean done = false;
        while (!done) {
            for (NetlinkMessage message : socket.receive("look at nf_tables chain", chain)) {
                rules += NftInventory.isRule(message) ? 1 : 0;
                done |= message.type() == NLMSG_DONE || message.type() == NLMSG_ERROR;
            }
        }
        return rules;
    }

    @Override
    public void close() {
        socket.close();
    }
}
