package dev.baton.bench;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.Program;
import dev.baton.it.lab.Segment;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// 2,300 virtual servers with 36,785 real servers: how long the start takes, and a reload with one change, while a
/// client goes on connecting through a service that does not change.
final class LargeBalancer {
    private static final int SERVICES = 2300;
    private static final int SERVERS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration CLIENT = Duration.ofSeconds(10);

    private LargeBalancer() {}

    /// A paragraph for the page.
    static String measure() {
        try (Segment segment = Segment.open()) {
            Host client = segment.host("client", "172.16.0.10/16");
            Host balancer = segment.host("lb", "172.16.0.224/16");
            Host web = segment.host("web", "172.16.0.11/16");
            balancer.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
            client.run("ip", "route", "add", "10.200.0.0/16", "via", balancer.address());
            web.machine().write("/run/nginx.conf", TrafficLab.NGINX);
            try (Program nginx = web.start("/usr/sbin/nginx", "-c", "/run/nginx.conf", "-e", "stderr");
                    BatonPeer baton = new BatonPeer(balancer, configuration(1))) {
                return measure(client, baton) + (nginx.isRunning() ? "" : "nginx has ended.\n");
            }
        }
    }

    private static String measure(Host client, BatonPeer baton) {
        long begun = System.nanoTime();
        baton.start();
        Await.until("it balances", PATIENCE, () -> baton.log().contains("are balanced by"), baton::log);
        long start = millisSince(begun);
        try (Program load = client.start(
                "wrk",
                "-t1",
                "-c4",
                "-d" + CLIENT.toSeconds() + "s",
                "-H",
                "Connection: close",
                "http://10.200.4.0/")) {
            Await.until("a second of connections", PATIENCE, () -> millisSince(begun) > start + 1000, load::log);
            baton.configure(configuration(2));
            long asked = System.nanoTime();
            baton.reload();
            Await.until("it is reloaded", PATIENCE, () -> baton.log().contains("are as configured"), baton::log);
            long reload = millisSince(asked);
            load.await(CLIENT.multipliedBy(3));
            return text(start, reload, baton.log(), load.log());
        }
    }

    private static long millisSince(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    private static String text(long start, long reload, String log, String load) {
        return "%n%,d virtual servers with %,d real servers: %,d ms from exec until all are balanced (of these %s in the kernel)%nand %,d ms from SIGHUP until the one change of a reload is in force (%s). A client meanwhile: %s connections through another%nservice, %s.%n"
                .formatted(
                        SERVICES,
                        (SERVICES - 1) * SERVERS + 1,
                        start,
                        found(log, "balanced by .* in (\\d+ ms)"),
                        reload,
                        found(log, "are as configured; .* in (\\d+ ms)"),
                        found(load, "(\\d+) requests in"),
                        load.contains("Socket errors")
                                ? "with failures: " + found(load, "(Socket errors.*)")
                                : "none failed");
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : "?";
    }

    /// @param weight of one real server of one service
    private static String configuration(int weight) {
        StringBuilder conf = new StringBuilder("baton {\nbalancer nftables\n}\n");
        for (int service = 0; service < SERVICES; service++) {
            conf.append("virtual_server 10.200.%d.%d 80 {\nlb_algo wrr\nlb_kind NAT\nprotocol TCP\n"
                    .formatted(service / 250, service % 250));
            if (service == 1000) {
                conf.append("real_server 172.16.0.11 80 {\n}\n}\n");
                continue;
            }
            for (int server = 1; server <= SERVERS; server++) {
                conf.append("real_server 10.100.%d.%d 80 {\nweight %d\n}\n"
                        .formatted(service % 250, server, service == 5 && server == 3 ? weight : 1));
            }
            conf.append("}\n");
        }
        return conf.toString();
    }
}
