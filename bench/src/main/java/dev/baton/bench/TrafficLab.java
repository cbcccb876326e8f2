package dev.baton.bench;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.Program;
import dev.baton.it.lab.Segment;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client, a balancer that routes between it and a web server, and the ways through it.
final class TrafficLab implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final String WEB = "172.16.0.11";
    private static final String BALANCER = "172.16.0.224";
    private static final String CONF = """
            baton {
                balancer nftables
            }
            virtual_server 172.16.0.222 80 {
                delay_loop 1
                lb_algo rr
                lb_kind NAT
                protocol TCP
                real_server 172.16.0.11 80 {
                    TCP_CHECK {
                        connect_timeout 3
                    }
                }
            }
            """;
    private static final String HAPROXY = """
            global
                maxconn 4000
            defaults
                mode tcp
                timeout connect 5s
                timeout client 30s
                timeout server 30s
            listen web
                bind 172.16.0.222:81
                server one 172.16.0.11:80
            """;
    static final String NGINX = """
            daemon off;
            pid /run/nginx.pid;
            error_log stderr;
            worker_processes 1;
            events { worker_connections 4096; }
            http {
                access_log off;
                server { listen 80 backlog=4096; return 200 "ok\\n"; }
            }
            """;

    private final Segment segment = Segment.open();
    private final Host client = segment.host("client", "172.16.0.10/16");
    private final Host balancer = segment.host("lb", BALANCER + "/16", "172.16.0.222/16");
    private final Host web = segment.host("web", WEB + "/16");
    private final BatonPeer baton = new BatonPeer(balancer, CONF);
    private final List<Program> programs;

    /// New connections, and how long a request took from the connection's begin, in milliseconds.
    record Figures(double perSecond, double median, double slow) {}

    /// A way to the web server.
    enum Way {
        DIRECT("172.16.0.11", "routed, without a balancer"),
        BATON("172.16.0.222", "Baton on nftables"),
        HAPROXY("172.16.0.222:81", "haproxy, TCP mode");

        private final String place;
        private final String words;

        Way(String place, String words) {
            this.place = place;
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    TrafficLab() {
        for (Host host : List.of(client, balancer, web)) {
            // What waits for its end on the server would refuse a masqueraded port that comes again.
            host.run("sh", "-c", "echo 0 > /proc/sys/net/ipv4/tcp_max_tw_buckets");
        }
        balancer.run(
                "sh",
                "-c",
                "echo 1 > /proc/sys/net/ipv4/ip_forward;"
                        + " for f in /proc/sys/net/ipv4/conf/*/send_redirects; do echo 0 > $f; done");
        client.run("ip", "route", "add", WEB, "via", BALANCER);
        web.run("ip", "route", "add", client.address(), "via", BALANCER);
        web.machine().write("/run/nginx.conf", NGINX);
        balancer.machine().write("/run/haproxy.cfg", HAPROXY);
        programs = List.of(
                web.start("/usr/sbin/nginx", "-c", "/run/nginx.conf", "-e", "stderr"),
                balancer.start("/usr/sbin/haproxy", "-db", "-f", "/run/haproxy.cfg"));
        baton.start();
        for (Way way : Way.values()) {
            Await.until(way + " answers", START_MAX, () -> answers(way), baton::log);
        }
    }

    private boolean answers(Way way) {
        return client.machine()
                .attempt("curl", "-s", "-m", "2", url(way))
                .output()
                .equals("ok\n");
    }

    private static String url(Way way) {
        return "http://" + way.place + "/";
    }

    /// Asks with 32 connections at a time, a new one for each request.
    Figures measure(Way way, Duration duration) {
        String said = client.run(
                "wrk",
                "-t1",
                "-c32",
                "-d" + duration.toSeconds() + "s",
                "--latency",
                "-H",
                "Connection: close",
                url(way));
        return figures(said);
    }

    /// What `wrk` says.
    static Figures figures(String said) {
        return new Figures(number(said, "Requests/sec:\\s+([0-9.]+)"), millis(said, "50%"), millis(said, "99%"));
    }

    private static double number(String said, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(said);
        return found.find() ? Double.parseDouble(found.group(1)) : Double.NaN;
    }

    private static double millis(String said, String percent) {
        Matcher found = Pattern.compile(percent + "\\s+([0-9.]+)(us|ms|s)\\b").matcher(said);
        if (!found.find()) {
            return Double.NaN;
        }
        double value = Double.parseDouble(found.group(1));
        return switch (found.group(2)) {
            case "us" -> value / 1000;
            case "ms" -> value;
            default -> value * 1000;
        };
    }

    @Override
    public void close() {
        baton.close();
        programs.forEach(Program::close);
        segment.close();
    }
}
