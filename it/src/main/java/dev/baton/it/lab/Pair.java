package dev.baton.it.lab;

import java.time.Duration;

/// Two peers that share one address, and a client, on a segment of their own.
///
/// Hosts are those of the scenario: `ha1` is 172.16.0.224, `ha2` is 172.16.0.225, the client is 172.16.0.10; each has
/// an IPv6 address that ends alike in fd00::/64.
public final class Pair implements AutoCloseable {
    /// The address that the scenario's two files share.
    public static final String VIP = "172.16.0.222";

    /// A JVM may need long to start on a machine that does much else.
    private static final Duration START_MAX = Duration.ofSeconds(90);

    private final Segment segment = Segment.open();
    private final Host client;
    private final Peer first;
    private final Peer second;
    private final String shared;

    /// Two peers with configurations of their own, not yet started.
    ///
    /// @param shared the address whose holder is the master
    public Pair(PeerMaker first, PeerMaker second, String shared) {
        this.shared = shared;
        this.first = first.on(segment.host("ha1", "172.16.0.224/16", "fd00::224/64"));
        this.second = second.on(segment.host("ha2", "172.16.0.225/16", "fd00::225/64"));
        this.client = segment.host("client", "172.16.0.10/16", "fd00::10/64");
    }

    /// Makes a peer for a host.
    @FunctionalInterface
    public interface PeerMaker {
        Peer on(Host host);
    }

    /// Two peers with the same setting and different priorities.
    ///
    /// @param first runs on `ha1`
    public static Pair of(Setting setting, Contender first, Contender second) {
        return new Pair(
                host -> first.on(host, setting),
                host -> second.on(host, setting),
                setting.family().shared());
    }

    /// The scenario's two files on two hosts.
    public static Pair ofSeed(Product first, Product second) {
        return new Pair(
                host -> first.on(host, Checkout.seed("ha1.conf")),
                host -> second.on(host, Checkout.seed("ha2.conf")),
                VIP);
    }

    public Segment segment() {
        return segment;
    }

    public Host client() {
        return client;
    }

    /// The peer on `ha1`.
    public Peer first() {
        return first;
    }

    /// The peer on `ha2`.
    public Peer second() {
        return second;
    }

    /// Starts `ha1`'s peer, waits until it is master, then starts `ha2`'s.
    public Pair startInOrder() {
        first.start();
        awaitMaster(first, START_MAX);
        second.start();
        return this;
    }

    /// Keeps the two from hearing each other.
    public void partition() {
        segment.partition(first.host(), second.host(), true);
    }

    /// Ends [#partition].
    public void heal() {
        segment.partition(first.host(), second.host(), false);
    }

    /// Waits until a peer is master.
    public void awaitMaster(Peer peer, Duration atMost) {
        Await.until(describe(peer) + " is master of " + shared, atMost, () -> peer.isMasterOf(shared), this::logs);
    }

    /// Waits until a peer is not master.
    public void awaitNotMaster(Peer peer, Duration atMost) {
        Await.until(describe(peer) + " has given up " + shared, atMost, () -> !peer.isMasterOf(shared), this::logs);
    }

    /// Waits until a peer's log contains a text.
    public void awaitLog(Peer peer, String text, Duration atMost) {
        Await.until(describe(peer) + " says: " + text, atMost, () -> peer.log().contains(text), this::logs);
    }

    /// Waits until a peer's next advert is on the wire.
    public void awaitAdvert(Peer peer) {
        segment.awaitPacket("ip proto 112 and src host " + peer.host().address());
    }

    /// A client's view of the shared address.
    public Probe probe() {
        return Probe.of(client, shared);
    }

    /// What both have written.
    public String logs() {
        return first.log() + second.log();
    }

    private static String describe(Peer peer) {
        return peer.product() + " on " + peer.host().name();
    }

    @Override
    public void close() {
        first.close();
        second.close();
        segment.close();
    }
}
