package dev.baton.it.services;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.Program;
import dev.baton.it.lab.Segment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// A balancer `lb` that holds 172.16.0.222, a machine with the real servers 172.16.0.11 to .13, and a client; fd00::222
/// and fd00::11 to ::13 likewise.
final class Balanced implements AutoCloseable {
    static final String VIP = "172.16.0.222";
    static final String VIP6 = "fd00::222";
    static final Duration SOON = Duration.ofSeconds(40);

    private final Segment segment = Segment.open();
    private final Host balancer = segment.host("lb", "172.16.0.224/16", VIP + "/16", "fd00::224/64", VIP6 + "/64");
    private final Host servers = segment.host(
            "web", "172.16.0.11/16", "172.16.0.12/16", "172.16.0.13/16", "fd00::11/64", "fd00::12/64", "fd00::13/64");
    private final Host client = segment.host("client", "172.16.0.10/16", "fd00::10/64");
    private final Map<String, Program> running = new HashMap<>();
    private final BatonPeer daemon;

    Balanced(String configuration) {
        balancer.run(
                "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/ipv6/conf/all/forwarding");
        daemon = new BatonPeer(balancer, configuration);
    }

    BatonPeer daemon() {
        return daemon;
    }

    Host balancer() {
        return balancer;
    }

    Host client() {
        return client;
    }

    /// The machine with the real servers.
    Host servers() {
        return servers;
    }

    /// Starts the real servers whose addresses end so, on port 8080; their names are these numbers.
    Balanced serve(int... numbers) {
        return serveAt("172.16.0.", numbers);
    }

    /// Starts the real servers whose IPv6 addresses end so, as [#serve] does.
    Balanced serve6(int... numbers) {
        return serveAt("fd00::", numbers);
    }

    private Balanced serveAt(String network, int... numbers) {
        for (int number : numbers) {
            Program server = servers.start(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    Path.of("target/test-classes").toAbsolutePath().toString(),
                    Responder.class.getName(),
                    Integer.toString(number),
                    network + number,
                    "8080");
            running.put(Integer.toString(number), server);
            Await.until(number + " serves", SOON, () -> server.log().contains("ready"), server::log);
        }
        return this;
    }

    /// Waits until a script has made the file on the balancer.
    void awaitFile(String file) {
        balancer().run("timeout", "20", "sh", "-c", "until [ -e " + file + " ]; do sleep 0.1; done");
    }

    /// Waits until these have been checked once: a server that fails its first check has no retries.
    Balanced awaitChecked(int... numbers) {
        for (int number : numbers) {
            Pattern checked = Pattern.compile("TCP_CHECK of \\[\\S*[.:]" + number + "]:tcp:8080 succeeded");
            Await.until(
                    number + " is checked",
                    SOON,
                    () -> checked.matcher(daemon.log()).find(),
                    daemon::log);
        }
        return this;
    }

    void end(int number) {
        Objects.requireNonNull(running.remove(Integer.toString(number)), "it does not run")
                .close();
    }

    /// Starts the daemon, and waits until it balances.
    Balanced start() {
        daemon.start();
        Await.until("it balances", SOON, () -> daemon.log().contains("Virtual servers are balanced by"), daemon::log);
        return this;
    }

    /// Who answers a new connection; empty if nobody does.
    String ask(String address, int port) {
        return client.machine()
                .attempt(
                        "bash",
                        "-c",
                        "exec 3<>/dev/tcp/" + address + "/" + port + " && read -t 3 -r name <&3"
                                + " && echo $name || true")
                .output()
                .lines()
                .filter(line -> line.matches("\\d+"))
                .findFirst()
                .orElse("");
    }

    /// Who answers so many new connections to the shared address.
    List<String> ask(int times) {
        return askAt(VIP, times);
    }

    private List<String> askAt(String address, int times) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            answers.add(ask(address, 80));
        }
        return answers;
    }

    /// Waits until new connections are answered by exactly these.
    void awaitOnly(String... names) {
        awaitOnlyAt(VIP, names);
    }

    /// Waits until new connections to port 80 of a shared address are answered by exactly these.
    void awaitOnlyAt(String address, String... names) {
        List<String> wanted = List.of(names);
        Await.until(
                "answers come from " + wanted,
                SOON,
                () -> askAt(address, 2 * wanted.size()).stream()
                        .distinct()
                        .sorted()
                        .toList()
                        .equals(wanted),
                () -> askAt(address, 4) + "\n" + daemon.log());
    }

    /// What `baton status --services` prints.
    String status() {
        Path root = Checkout.root();
        return balancer.run(
                "env",
                "JAVA_HOME=" + System.getProperty("java.home"),
                root.resolve("tools/baton-java").toString(),
                Checkout.application().toString(),
                "status",
                "--services");
    }

    /// A connection that is used ten times a second; says `BROKEN` when an answer is missing.
    Program longConnection() {
        return client.start(
                "bash",
                "-c",
                "exec 3<>/dev/tcp/" + VIP + "/80; read -r name <&3; echo $name; n=0; while true; do n=$((n+1));"
                        + " echo $n >&3; read -t 3 -r back <&3; [ \"$back\" = $n ] || { echo BROKEN; exit 1; };"
                        + " echo $n; sleep 0.1; done");
    }

    @Override
    public void close() {
        daemon.close();
        running.values().forEach(Program::close);
        segment.close();
    }
}
