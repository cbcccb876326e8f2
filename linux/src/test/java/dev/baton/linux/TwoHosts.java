package dev.baton.linux;

import static dev.baton.linux.Isolated.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.InterfaceName;
import dev.baton.model.Tick;
import java.time.Duration;

/// Two hosts on one cable: the calling thread's namespace with v0 (10.0.0.1, fe80::1) and another with v1
/// (10.0.0.2, fe80::2).
record TwoHosts(NetworkNamespace other, int v0, int v1) implements AutoCloseable {
    static TwoHosts connect() throws Exception {
        NetworkNamespace other = NetworkNamespace.create();
        Process holder = other.call(() -> new ProcessBuilder("sleep", "60").start());
        try {
            sh("ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02 netns "
                    + holder.pid());
            int v0 = setUp("v0", 1);
            int v1 = other.call(() -> setUp("v1", 2));
            TwoHosts hosts = new TwoHosts(other, v0, v1);
            hosts.awaitRunning();
            return hosts;
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    private static int setUp(String device, int host) throws Exception {
        sh("ip link set lo up; ip addr add 10.0.0.%2$d/24 dev %1$s; ip link set %1$s addrgenmode none up"
                .formatted(device, host));
        sh("ip addr add fe80::%2$d/64 dev %1$s nodad".formatted(device, host));
        try (RouteNetlink netlink = RouteNetlink.open()) {
            return netlink.link(new InterfaceName(device)).orElseThrow().index();
        }
    }

    /// Until the kernel has noticed the carrier, it silently drops what is sent.
    void awaitRunning() {
        assertThat(awaitRunning("v0")).isTrue();
        assertThat(other.call(() -> awaitRunning("v1"))).isTrue();
    }

    /// The kernel reports the operational state some time after an interface was set up.
    ///
    /// @return false if it has not within five seconds
    static boolean awaitRunning(String device) {
        try (RouteNetlink netlink = RouteNetlink.open();
                NetworkMonitor monitor = NetworkMonitor.open();
                EventLoop loop = EventLoop.open()) {
            Tick end = MonotonicClock.now().plus(Duration.ofSeconds(5));
            loop.watch(monitor, now -> monitor.receive(event -> {}));
            loop.deadline(end);
            boolean isRunning = isRunning(netlink, device);
            while (!isRunning && !end.isReachedAt(MonotonicClock.now())) {
                loop.wakeUpOnce(-1);
                isRunning = isRunning(netlink, device);
            }
            return isRunning;
        }
    }

    private static boolean isRunning(RouteNetlink netlink, String device) {
        return netlink.link(new InterfaceName(device)).orElseThrow().isRunning();
    }

    @Override
    public void close() {
        other.close();
    }
}
