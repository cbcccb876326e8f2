package dev.baton.linux;

import static dev.baton.wire.netlink.NetlinkConstants.NETLINK_NETFILTER;

import dev.baton.wire.netlink.NetlinkMessage;
import dev.baton.wire.netlink.NetlinkWriter;
import dev.baton.wire.netlink.NftInventory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Hears what others change in one table of nf_tables: elements of its sets and maps too, which no look finds out as
/// cheaply. One thread at a time.
///
/// The kernel tells everybody of everything, and loading a large table would tell us more than we can take in. So
/// nothing is listened to while we change the table ourselves; the ruleset's generation, which grows by one with every
/// transaction, says whether somebody else did meanwhile.
public final class NftNotices implements Pollable, AutoCloseable {
    private static final int NFNLGRP_NFTABLES = 7;
    private static final int NFPROTO_INET = 1;
    private static final int SEND_SIZE = 4096;
    private static final int QUESTION_BUFFER = 256 * 1024;
    private static final int NOTICE_BUFFER = 4 * 1024 * 1024;

    private final NetlinkSocket notices;
    private final NetlinkSocket questions;
    private final String table;
    private final String ignored;
    private final List<NetlinkMessage> messages = new ArrayList<>();
    private boolean touched;
    private boolean isOfThisTransaction;
    private String by = "";
    private int sequence = 1;

    private NftNotices(NetlinkSocket notices, NetlinkSocket questions, String table, String ignored) {
        this.notices = notices;
        this.questions = questions;
        this.table = table;
        this.ignored = ignored;
    }

    /// Listens in the calling thread's network namespace to a table of the family `inet`.
    ///
    /// @param ignored sets whose names begin so may be changed by anybody
    static NftNotices open(String table, String ignored) {
        NetlinkSocket notices = socket("nf_tables notices", NOTICE_BUFFER);
        try {
            NetlinkSocket questions = socket("nf_tables questions", QUESTION_BUFFER);
            notices.join(NFNLGRP_NFTABLES);
            return new NftNotices(notices, questions, table, ignored);
        } catch (KernelException refused) {
            notices.close();
            throw refused;
        }
    }

    private static NetlinkSocket socket(String name, int receiveBuffer) {
        return NetlinkSocket.open(NETLINK_NETFILTER, name, SEND_SIZE, receiveBuffer);
    }

    @Override
    public int fd() {
        return notices.fd();
    }

    /// Does what changes the table by at most one transaction, and does not count it as somebody else's.
    void byUs(Runnable change) {
        OptionalInt before = generation();
        notices.leave(NFNLGRP_NFTABLES);
        try {
            change.run();
        } finally {
            notices.join(NFNLGRP_NFTABLES);
            OptionalInt after = generation();
            if (before.isPresent() && after.isPresent() && after.getAsInt() - before.getAsInt() > 1) {
                touched = true;
            }
        }
    }

    private OptionalInt generation() {
        sequence++;
        NftInventory.writeGenerationRequest(new NetlinkWriter(questions.request()), sequence);
        questions.send("ask for the generation of nf_tables", "");
        return questions.receive("ask for the generation of nf_tables", "").stream()
                .flatMap(each -> NftInventory.generation(each).stream())
                .mapToInt(NftInventory.Generation::number)
                .findFirst();
    }

    /// True if somebody else has changed the table since it was last put right. Takes in all that has been told; never
    /// waits.
    public boolean isTouched() {
        hear();
        return touched;
    }

    /// The table is put right now.
    void forget() {
        touched = false;
    }

    /// Who changed the table last, as far as the kernel said so: `nft, process 4711`; else empty.
    public String by() {
        return by;
    }

    private void hear() {
        while (true) {
            messages.clear();
            int result = notices.poll(messages);
            if (result == 0) {
                return;
            }
            if (result == -Errno.ENOBUFS.number()) {
                // More than can be told was changed; what it was is anybody's guess.
                touched = true;
                by = "";
            } else if (result < 0) {
                throw new KernelException("hear of changes of nf_tables", -result, "");
            }
            messages.forEach(this::take);
        }
    }

    private void take(NetlinkMessage message) {
        if (NftInventory.concerns(message, NFPROTO_INET, table, ignored)) {
            touched = true;
            isOfThisTransaction = true;
        }
        // Who made a transaction is told after what was changed in it.
        NftInventory.generation(message).filter(_ -> isOfThisTransaction).ifPresent(generation -> {
            by = generation.by();
            isOfThisTransaction = false;
        });
    }

    @Override
    public void close() {
        notices.close();
        questions.close();
    }
}
