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

/// A balancer `lb` that holds 172.16.0.222, a machine with the real servers 172.16.0.11 to .13, and a client.
final class Balanced implements AutoCloseable {
    static final String VIP = "172.16.0.222";
    static final Duration SOON = Duration.ofSeconds(40);

    private final Segment segment = Segment.open();
    private final Host balancer = segment.host("lb", "172.16.0.224/16", VIP + "/16");
    private final Host servers = segment.host("web", "172.16.0.11/16", "172.16.0.12/16", "172.16.0.13/16");
    private final Host client = segment.host("client", "172.16.0.10/16");
    private final Map<String, Program> running = new HashMap<>();
    private final BatonPeer daemon;

    Balanced(String configuration) {
        balancer.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
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

    /// Starts the real servers whose addresses end so, on port 8080; their names are these numbers.
    Balanced serve(int... numbers) {
        for (int number : numbers) {
            Program server = servers.start(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    Path.of("target/test-classes").toAbsolutePath().toString(),
                    Responder.class.getName(),
                    Integer.toString(number),
                    "172.16.0." + number,
                    "8080");
            running.put(Integer.toString(number), server);
            Await.until(number + " serves", SOON, () -> server.log().contains("ready"), server::log);
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
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            answers.add(ask(VIP, 80));
        }
        return answers;
    }

    /// Waits until new connections are answered by exactly these.
    void awaitOnly(String... names) {
        List<String> wanted = List.of(names);
        Await.until(
                "answers come from " + wanted,
                SOON,
                () -> ask(2 * wanted.size()).stream()
                        .distinct()
                        .sorted()
                        .toList()
                        .equals(wanted),
                () -> ask(4) + "\n" + daemon.log());
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
