package dev.baton.vpc.demo;

/// How the demo is played.
///
/// @param once play to the end and return; otherwise the network stays up until the JVM is told to end
/// @param json print one JSON object instead of the story; implies `once`
/// @param keep leave the network running after the end
/// @param port of the cloud's API and console on loopback; 0 takes a free one
/// @param driver what moves the packets
/// @param ha1 the daemon on the first host
/// @param ha2 the daemon on the second host
public record DemoOptions(boolean once, boolean json, boolean keep, int port, Driver driver, Peer ha1, Peer ha2) {
    /// Baton on both hosts, a story for people.
    public static final DemoOptions DEFAULT =
            new DemoOptions(false, false, false, 0, Driver.LINUX, Peer.BATON, Peer.BATON);

    public DemoOptions withOnce(boolean value) {
        return new DemoOptions(value, json, keep, port, driver, ha1, ha2);
    }

    public DemoOptions withJson(boolean value) {
        return new DemoOptions(once, value, keep, port, driver, ha1, ha2);
    }

    public DemoOptions withKeep(boolean value) {
        return new DemoOptions(once, json, value, port, driver, ha1, ha2);
    }

    /// The second host's daemon, as `--peer` chooses it.
    public DemoOptions withPeer(Peer value) {
        return new DemoOptions(once, json, keep, port, driver, ha1, value);
    }

    /// Both daemons; with keepalived on both, the network is shown against the reference alone.
    public DemoOptions withDaemons(Peer first, Peer second) {
        return new DemoOptions(once, json, keep, port, driver, first, second);
    }

    /// The network of namespaces, or one that OVN makes.
    public DemoOptions withDriver(Driver value) {
        return new DemoOptions(once, json, keep, port, value, ha1, ha2);
    }

    /// What moves the packets.
    public enum Driver {
        LINUX,
        /// An OVN of the demo's own.
        OVN
    }

    /// Which program speaks VRRP on a host.
    public enum Peer {
        BATON,
        KEEPALIVED
    }

    boolean endsByItself() {
        return once || json || keep;
    }
}
