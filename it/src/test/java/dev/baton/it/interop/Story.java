package dev.baton.it.interop;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.Capture;
import dev.baton.it.lab.Contender;
import dev.baton.it.lab.LabException;
import dev.baton.it.lab.Packets;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Peer;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The life of a pair in which everything happens once: the row of the matrix.
///
/// `ha1` has the higher priority. Each chapter ends as it began, with `ha1` as the master and `ha2` as backup.
final class Story implements AutoCloseable {
    private static final int HIGHER = 150;
    private static final int LOWER = 100;
    private static final int LOWEST = 50;
    /// A JVM's start, on a machine that several rows share.
    private static final Duration START_MAX = Duration.ofSeconds(30);
    /// What a loaded machine may add to a time of the protocol.
    private static final Duration LEASE_MAX = Duration.ofSeconds(2);
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final Row row;
    private final Contender high;
    private final Pair pair;
    private final Peer first;
    private final Peer second;
    private final Capture capture;

    Story(Row row) {
        this.row = row;
        this.high = new Contender(row.first(), HIGHER);
        this.pair = Pair.of(row.setting(), high, new Contender(row.second(), LOWER));
        this.first = pair.first();
        this.second = pair.second();
        this.capture = pair.segment().capture();
    }

    /// Plays one chapter; they are to be played in the order of [Cell].
    ///
    /// @throws LabException if something did not come as it had to
    void play(Cell cell) {
        switch (cell) {
            case PREEMPTION -> preemption();
            case CLEAN_STOP -> cleanStop();
            case KILL -> kill();
            case LINK_LOSS -> linkLoss();
            case PARTITION -> partition();
            case PRIORITY_CHANGE -> priorityChange();
            case WIRE -> wire();
        }
    }

    private void preemption() {
        second.start();
        pair.awaitMaster(second, START_MAX.plus(masterDown(LOWER)));
        restartFirst();
    }

    private void cleanStop() {
        first.terminate();
        pair.awaitMaster(second, row.setting().skew(LOWER).plus(SLACK));
        int exit = first.awaitEnd();
        require("exit code " + exit + " of a clean stop", exit == 0);
        require("a stopped daemon holds no address", !first.isMasterOf(shared()));
        restartFirst();
    }

    private void kill() {
        first.kill();
        pair.awaitMaster(second, masterDown(LOWER));
        // A lifetime counts whole seconds, so at shorter intervals the successor is there before it ends.
        boolean endsBefore = row.setting().interval().compareTo(Duration.ofSeconds(1)) >= 0;
        if (row.first() == Product.BATON) {
            pair.awaitNotMaster(first, endsBefore ? Duration.ZERO : LEASE_MAX);
        }
        restartFirst();
    }

    private void linkLoss() {
        first.host().unplug();
        pair.awaitMaster(second, masterDown(LOWER));
        if (row.first() != Product.FRR) { // vrrpd stays master of a link that is gone
            pair.awaitNotMaster(first, SLACK);
        }
        first.host().plug();
        pair.awaitMaster(first, masterDown(HIGHER));
        pair.awaitNotMaster(second, SLACK);
    }

    private void partition() {
        pair.partition();
        pair.awaitMaster(second, masterDown(LOWER));
        require("the higher priority stays master", first.isMasterOf(shared()));
        pair.heal();
        pair.awaitNotMaster(second, row.setting().interval().plus(SLACK));
        Await.holds("one master", masterDown(LOWER), () -> first.isMasterOf(shared()), pair::logs);
    }

    private void priorityChange() {
        first.configure(high.withPriority(first.host(), row.setting(), LOWEST));
        first.reload();
        pair.awaitMaster(second, masterDown(LOWER));
        pair.awaitNotMaster(first, SLACK);
    }

    private void wire() {
        Packets packets = capture.stop();
        String ours = "vrrp && !icmp && !icmpv6 && (eth.src == " + first.host().mac() + " || eth.src == "
                + second.host().mac() + ")";
        boolean ipv4 = row.setting().family() == Setting.Family.IPV4;
        String hops = ipv4 ? "ip.ttl" : "ipv6.hlim";
        List<Map<String, String>> adverts = packets.fields(ours, "eth.src", hops, "vrrp.checksum.status");
        require("there are adverts", !adverts.isEmpty());
        for (Map<String, String> advert : adverts) {
            require("good checksum: " + advert, "1".equals(advert.get("vrrp.checksum.status")));
            require("hop limit: " + advert, hopsOf(advert.get("eth.src")).equals(advert.get(hops)));
        }
        // An address that moves is what tshark calls a duplicate.
        String complaints = packets.complaints(
                "(vrrp && !icmp && !icmpv6) || (arp && !arp.duplicate-address-detected) || icmpv6.type == 136");
        require("tshark finds nothing wrong: " + complaints, complaints.isEmpty());
    }

    /// keepalived leaves the hop limit of unicast IPv6 at the kernel's default.
    private String hopsOf(@Nullable String mac) {
        Product sender = first.host().mac().equals(mac) ? row.first() : row.second();
        Setting setting = row.setting();
        boolean isDefault = sender == Product.KEEPALIVED
                && setting.family() == Setting.Family.IPV6
                && setting.transport() == Setting.Transport.UNICAST;
        return isDefault ? "64" : "255";
    }

    private void restartFirst() {
        first.start();
        Await.until(
                "the higher priority is the only master",
                START_MAX.plus(masterDown(HIGHER)),
                () -> first.isMasterOf(shared()) && !second.isMasterOf(shared()),
                pair::logs);
    }

    private Duration masterDown(int priority) {
        return row.setting().masterDown(priority).plus(SLACK);
    }

    private String shared() {
        return row.setting().family().shared();
    }

    private void require(String claim, boolean holds) {
        if (!holds) {
            throw new LabException("not so: " + claim + "\n" + pair.logs());
        }
    }

    @Override
    public void close() {
        capture.close();
        pair.close();
    }
}
