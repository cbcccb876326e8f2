package dev.baton.it.lab;

import java.time.Duration;
import java.util.List;

/// A pair whose first peer is reloaded over and over, each time with other sockets, addresses and a priority that
/// makes it win or lose: every cycle is a reload, an election and a takeover on both sides.
public final class Turmoil implements AutoCloseable {
    private static final Setting SETTING = new Setting(
            3, Setting.Family.IPV4, Setting.Transport.MULTICAST, Setting.Authentication.NONE, Duration.ofMillis(20));
    private static final int WINNING = 150;
    private static final int LOSING = 50;
    private static final int BETWEEN = 100;
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Duration CYCLE_MAX = Duration.ofSeconds(10);
    /// Comes and goes with each reload: another family, so another socket, another group and another timer.
    private static final String VISITOR = """
            vrrp_instance VISITOR {
                interface eth0
                virtual_router_id 52
                priority 90
                advert_int 0.05
                virtual_ipaddress {
                    fe80::52/64
                    fd00::52/64
                }
            }
            """;

    private final Pair pair;
    private final Product product;

    /// @param javaOptions for the first peer's JVM, if it has one
    public Turmoil(Product product, String javaOptions) {
        this.product = product;
        Contender second = new Contender(product, BETWEEN);
        this.pair = new Pair(
                host -> product == Product.BATON
                        ? new BatonPeer(host, configuration(true), javaOptions)
                        : product.on(host, configuration(true)),
                host -> second.on(host, SETTING),
                Setting.Family.IPV4.shared());
    }

    private static String configuration(boolean wins) {
        String own = SETTING.keepalivedConf("172.16.0.224", "172.16.0.225", wins ? WINNING : LOSING, List.of());
        return wins ? own + VISITOR : own;
    }

    public Peer first() {
        return pair.first();
    }

    public Product product() {
        return product;
    }

    /// Starts both; the first is master.
    public Turmoil start() {
        pair.first().start();
        pair.awaitMaster(pair.first(), START_MAX);
        pair.second().start();
        pair.awaitLog(pair.second(), "Entering BACKUP STATE", START_MAX);
        return this;
    }

    /// Makes the first lose and win again, so many times.
    public void run(int cycles) {
        for (int cycle = 0; cycle < cycles; cycle++) {
            turn(false);
            turn(true);
        }
    }

    private void turn(boolean wins) {
        pair.first().configure(configuration(wins));
        pair.first().reload();
        if (wins) {
            pair.awaitMaster(pair.first(), CYCLE_MAX);
        } else {
            pair.awaitNotMaster(pair.first(), CYCLE_MAX);
            pair.awaitMaster(pair.second(), CYCLE_MAX);
        }
    }

    @Override
    public void close() {
        pair.close();
    }
}
