package dev.baton.bench;

import dev.baton.bench.TrafficLab.Figures;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Guest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// The same on IPVS, which the kernel outside may lack: Baton's beside keepalived's, in a guest.
final class GuestTraffic {
    private static final Duration LASTS = Duration.ofMinutes(10);

    private static final String CONF = """
            baton {
                balancer ipvs
            }
            """;
    private static final String SERVICE = """
            virtual_server 10.0.0.100 80 {
                delay_loop 5
                lb_algo rr
                lb_kind NAT
                protocol TCP
                real_server 10.0.1.11 80 {
                    weight 1
                    TCP_CHECK {
                        connect_timeout 3
                    }
                }
            }
            """;

    /// Asks once, warms up a second, and measures three.
    private static final String ASK = """
            until ip netns exec c curl -s -m 2 http://%1$s/ >/dev/null; do sleep 0.3; done
            ip netns exec c wrk -t1 -c8 -d1s -H 'Connection: close' http://%1$s/ >/dev/null
            ip netns exec c wrk -t1 -c8 -d3s --latency -H 'Connection: close' http://%1$s/
            """;

    private final Map<Way, Samples> rates = new EnumMap<>(Way.class);
    private final Map<Way, Samples> medians = new EnumMap<>(Way.class);
    private final Map<Way, Samples> slowest = new EnumMap<>(Way.class);

    private enum Way {
        DIRECT("routed, without a balancer"),
        KEEPALIVED("IPVS by keepalived"),
        BATON("IPVS by Baton");

        private final String words;

        Way(String words) {
            this.words = words;
        }
    }

    /// Measures so many rounds, and returns what belongs below the section on traffic.
    String measure(int rounds) {
        try (Guest guest = Guest.boot(LASTS)) {
            Files.writeString(guest.folder().resolve("nginx.conf"), TrafficLab.NGINX);
            Files.writeString(guest.folder().resolve("baton.conf"), CONF + SERVICE);
            Files.writeString(guest.folder().resolve("keepalived.conf"), SERVICE);
            guest.run(machines(guest.folder()));
            for (int round = 0; round < rounds; round++) {
                for (Way way : Way.values()) {
                    Figures figures = TrafficLab.figures(guest.run(script(way, guest)));
                    rates.computeIfAbsent(way, _ -> new Samples()).add(figures.perSecond());
                    medians.computeIfAbsent(way, _ -> new Samples()).add(figures.median());
                    slowest.computeIfAbsent(way, _ -> new Samples()).add(figures.slow());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text();
    }

    /// A client and a web server on either side of the guest, which routes between them.
    private static String machines(Path folder) {
        return """
                for n in c w; do
                    ip netns add $n
                    ip link add v$n type veth peer name eth0 netns $n
                    ip link set v$n up; ip -n $n link set eth0 up; ip -n $n link set lo up
                    ip netns exec $n sysctl -qw net.ipv4.tcp_max_tw_buckets=0
                done
                ip addr add 10.0.0.100/24 dev vc; ip -n c addr add 10.0.0.2/24 dev eth0
                ip addr add 10.0.1.1/24 dev vw; ip -n w addr add 10.0.1.11/24 dev eth0
                ip -n c route add default via 10.0.0.100; ip -n w route add default via 10.0.1.1
                sysctl -qw net.ipv4.ip_forward=1
                ip netns exec w nginx -c %s/nginx.conf -e stderr >/run/nginx.log 2>&1 &
                until ip netns exec c curl -s -m 2 http://10.0.1.11/ >/dev/null; do sleep 0.2; done
                """.formatted(folder);
    }

    private static String script(Way way, Guest guest) {
        String program = switch (way) {
            case DIRECT -> "";
            case KEEPALIVED -> "keepalived -n -C -f " + guest.folder().resolve("keepalived.conf");
            case BATON ->
                "env JAVA_HOME=" + System.getProperty("java.home") + " "
                        + Checkout.root().resolve("tools/baton-java") + " " + Checkout.application() + " run -f "
                        + guest.folder().resolve("baton.conf");
        };
        if (program.isEmpty()) {
            return ASK.formatted("10.0.1.11");
        }
        return program + " >/run/log 2>&1 & daemon=$!\n" + ASK.formatted("10.0.0.100") + "kill $daemon; wait $daemon\n";
    }

    private String text() {
        StringBuilder out = new StringBuilder("\nOn IPVS, in a guest of User-mode Linux, whose system calls are slow:"
                + " only ratios count. 8 connections at a time.\n\n"
                + "| way | new connections/s | of direct | p50 ms | p99 ms |\n|---|---|---|---|---|\n");
        double direct = median(rates, Way.DIRECT);
        for (Way way : Way.values()) {
            double rate = median(rates, way);
            out.append("| %s | %,.0f | %.0f %% | %.1f | %.1f |%n"
                    .formatted(way.words, rate, 100 * rate / direct, median(medians, way), median(slowest, way)));
        }
        return out.toString();
    }

    private static double median(Map<Way, Samples> samples, Way way) {
        return samples.getOrDefault(way, new Samples()).median();
    }
}
