package dev.baton.linux;

import static dev.baton.linux.Isolated.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.dataplane.Destination;
import dev.baton.dataplane.Diff;
import dev.baton.dataplane.Operation;
import dev.baton.dataplane.OperationResult;
import dev.baton.dataplane.Pool;
import dev.baton.dataplane.ServiceKey;
import dev.baton.dataplane.ServiceTable;
import dev.baton.dataplane.VirtualService;
import dev.baton.dataplane.nft.NftProgram;
import dev.baton.dataplane.parity.Scenario;
import dev.baton.dataplane.parity.Scenarios;
import dev.baton.model.IpAddress;
import dev.baton.model.VirtualServerSpec.Persistence;
import dev.baton.model.VirtualServerSpec.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What nft makes of the program: the kernel takes every text, and connections go where they should. Servers, clients
/// and balancer are one machine; each server answers with the last number of its address.
@Tag("kernel")
@Timeout(60)
class BalancedByNftTest {
    private static final ServiceKey WEB = Scenarios.WEB;
    private static final Optional<Persistence> A_NETWORK = Optional.of(new Persistence(50, 24, Optional.empty()));

    private final NftProgram program = new NftProgram();

    @FunctionalInterface
    private interface Body {
        void run() throws Exception;
    }

    /// Runs the body beside servers at 10.1.0.11 to 10.1.0.14.
    private void besideServers(Body body) throws Exception {
        Isolated.run(() -> {
            sh(
                    "ip address add 10.0.0.1/32 dev lo; ip address add 10.2.0.1/32 dev lo; ip address add 10.2.1.1/32 dev lo");
            List<Server> servers = new ArrayList<>();
            try {
                for (int host = 11; host <= 14; host++) {
                    sh("ip address add 10.1.0." + host + "/32 dev lo");
                    servers.add(Server.open("10.1.0." + host));
                }
                nft(program.whole());
                body.run();
            } finally {
                servers.forEach(Server::close);
            }
        });
    }

    /// Says its number to whoever connects, and an echo to whatever comes then.
    private record Server(ServerSocket socket, int number) {
        static Server open(String address) throws IOException {
            InetAddress bound = InetAddress.ofLiteral(address);
            Server server = new Server(new ServerSocket(8080, 64, bound), bound.getAddress()[3]);
            Thread.ofVirtual().start(server::serve);
            return server;
        }

        private void serve() {
            while (!socket.isClosed()) {
                try {
                    Socket client = socket.accept();
                    Thread.ofVirtual().start(() -> talk(client));
                } catch (IOException closed) {
                    assertThat(socket.isClosed()).isTrue();
                }
            }
        }

        private void talk(Socket client) {
            try (client) {
                client.getOutputStream().write(number);
                int octet = client.getInputStream().read();
                while (octet >= 0) {
                    client.getOutputStream().write(octet);
                    octet = client.getInputStream().read();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void apply(Operation... operations) throws Exception {
        NftProgram.Change change = program.apply(List.of(operations));
        assertThat(change.results()).allMatch(OperationResult.Done.class::isInstance);
        nft(change.text());
    }

    private static void nft(String text) throws Exception {
        sh("nft -f - <<'TEXT'\n" + text + "TEXT\n");
    }

    private static Socket connect(String source) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(source), 0));
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 80), 5000);
        return socket;
    }

    /// Who answers so many connections from an address, one after another.
    private static List<Integer> answers(String source, int connections) throws IOException {
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            try (Socket socket = connect(source)) {
                answers.add(socket.getInputStream().read());
            }
        }
        return answers;
    }

    private void load(String scheduler, Optional<Persistence> persistence, long... weights) throws Exception {
        List<Operation> operations = new ArrayList<>();
        operations.add(new Operation.AddService(new VirtualService(WEB, scheduler, Set.of(), false, persistence)));
        for (int i = 0; i < weights.length; i++) {
            operations.add(Scenarios.add(WEB, "10.1.0." + (11 + i), weights[i]));
        }
        apply(operations.toArray(Operation[]::new));
    }

    @Test
    void connectionsGoRoundByWeight() throws Exception {
        besideServers(() -> {
            load("rr", Optional.empty(), 1, 1, 1);
            assertThat(answers("10.2.0.1", 6)).containsExactly(11, 12, 13, 11, 12, 13);
            apply(new Operation.EditService(Scenarios.service(WEB, "wrr")), Scenarios.edit(WEB, "10.1.0.11", 2));
            assertThat(answers("10.2.0.1", 8)).satisfies(all -> {
                assertThat(all).filteredOn(answer -> answer == 11).hasSize(4);
                assertThat(all).filteredOn(answer -> answer == 12).hasSize(2);
            });
            assertThat(sh("nft list map inet baton real4")).contains("counter packets 6");
            assertThat(sh("nft list map inet baton services4"))
                    .contains(NftProgram.element(WEB).key() + " counter packets 14");
        });
    }

    @Test
    void clientsStayAsLongAsTheirServerTakesConnections() throws Exception {
        besideServers(() -> {
            load("rr", A_NETWORK, 1, 1, 1);
            int first = answers("10.2.0.1", 1).getFirst();
            int other = answers("10.2.1.1", 1).getFirst();
            assertThat(other).as("another network").isNotEqualTo(first);
            assertThat(answers("10.2.0.1", 5)).containsOnly(first);
            assertThat(answers("10.2.1.1", 5)).containsOnly(other);
            apply(Scenarios.edit(WEB, "10.1.0." + first, 0));
            int next = answers("10.2.0.1", 1).getFirst();
            assertThat(next).isNotEqualTo(first);
            assertThat(answers("10.2.0.1", 5)).as("with the new one").containsOnly(next);
            apply(Scenarios.remove(WEB, "10.1.0." + next));
            int last = answers("10.2.0.1", 1).getFirst();
            assertThat(last).isNotIn(first, next);
            assertThat(answers("10.2.0.1", 5)).containsOnly(last);
        });
    }

    @Test
    void hashesAreStableWhateverThePort() throws Exception {
        besideServers(() -> {
            load("sh", Optional.empty(), 1, 1, 1, 1);
            assertThat(Set.copyOf(answers("10.2.0.1", 8))).hasSize(1);
            apply(new Operation.EditService(Scenarios.service(WEB, "mh")));
            int before = answers("10.2.0.1", 1).getFirst();
            int unrelated = before == 14 ? 13 : 14;
            apply(Scenarios.remove(WEB, "10.1.0." + unrelated));
            assertThat(answers("10.2.0.1", 8)).containsOnly(before);
            apply(new Operation.EditService(new VirtualService(WEB, "sh", Set.of("sh-port"), false, Optional.empty())));
            assertThat(Set.copyOf(answers("10.2.0.1", 40))).as("by port too").hasSize(3);
        });
    }

    @Test
    void establishedConnectionsOutliveTheirServersPlace() throws Exception {
        besideServers(() -> {
            load("rr", Optional.empty(), 1, 1);
            try (Socket drained = connect("10.2.0.1");
                    Socket removed = connect("10.2.0.1")) {
                int one = drained.getInputStream().read();
                int two = removed.getInputStream().read();
                apply(Scenarios.edit(WEB, "10.1.0." + one, 0), Scenarios.remove(WEB, "10.1.0." + two));
                Assertions.assertThatThrownBy(() -> connect("10.2.0.1"))
                        .as("nobody takes new connections")
                        .isInstanceOf(ConnectException.class);
                for (Socket socket : List.of(drained, removed)) {
                    socket.getOutputStream().write(42);
                    assertThat(socket.getInputStream().read()).isEqualTo(42);
                }
            }
        });
    }

    @Test
    void marksAndWholeAddressesAreServices() throws Exception {
        besideServers(() -> {
            ServiceKey whole = new ServiceKey.Address(IpAddress.of("10.0.0.1"), 0, Protocol.TCP);
            apply(
                    new Operation.AddService(Scenarios.service(whole, "rr")),
                    new Operation.AddDestination(whole, Scenarios.destination("10.1.0.12", 0, 1)),
                    new Operation.AddService(Scenarios.service(Scenarios.MARK, "rr")),
                    Scenarios.add(Scenarios.MARK, "10.1.0.13", 1));
            assertThat(answer("10.0.0.1", 8080)).as("a packet keeps its port").isEqualTo(12);
            sh("""
                    nft -f - <<'RULES'
                    table ip marking {
                      chain output {
                        type route hook output priority mangle; policy accept;
                        ip daddr 10.2.1.1 tcp dport 99 meta mark set 5
                      }
                    }
                    RULES
                    """);
            assertThat(answer("10.2.1.1", 99)).isEqualTo(13);
        });
    }

    private static int answer(String address, int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral(address), port)) {
            return socket.getInputStream().read();
        }
    }

    @Test
    void datagramsOverIpv6AreBalanced() throws Exception {
        Isolated.run(() -> {
            sh("for a in fd00::1 fd00::11 fd00::12; do ip address add $a/128 dev lo nodad; done");
            nft(program.whole());
            apply(
                    new Operation.AddService(Scenarios.service(Scenarios.NAMES, "rr")),
                    Scenarios.add(Scenarios.NAMES, "fd00::11", 1),
                    Scenarios.add(Scenarios.NAMES, "fd00::12", 1));
            try (DatagramSocket one = new DatagramSocket(8080, InetAddress.ofLiteral("fd00::11"));
                    DatagramSocket two = new DatagramSocket(8080, InetAddress.ofLiteral("fd00::12"))) {
                for (DatagramSocket server : List.of(one, two)) {
                    try (DatagramSocket client = new DatagramSocket()) {
                        client.connect(InetAddress.ofLiteral("fd00::1"), 53);
                        client.send(new DatagramPacket(new byte[] {7}, 1));
                        DatagramPacket request = new DatagramPacket(new byte[1], 1);
                        server.receive(request);
                        server.send(new DatagramPacket(new byte[] {8}, 1, request.getSocketAddress()));
                        DatagramPacket reply = new DatagramPacket(new byte[1], 1);
                        client.receive(reply);
                        assertThat(reply.getData()).containsExactly(8);
                        assertThat(reply.getAddress()).isEqualTo(InetAddress.ofLiteral("fd00::1"));
                    }
                }
            }
        });
    }

    @Test
    @Tag("long")
    void thousandsOfServicesLoadInSecondsAndOneChangesAtOnce() throws Exception {
        List<Pool> pools = new ArrayList<>();
        for (int service = 0; service < 2300; service++) {
            List<Destination> servers = new ArrayList<>();
            for (int server = 1; server <= 16; server++) {
                servers.add(Scenarios.destination("10.1." + service % 250 + "." + server, 8080, 1));
            }
            String address = "172.16." + service / 250 + "." + service % 250;
            ServiceKey key = new ServiceKey.Address(IpAddress.of(address), 80, Protocol.TCP);
            pools.add(new Pool(Scenarios.service(key, "rr"), servers));
        }
        Isolated.run(() -> {
            program.apply(Diff.between(ServiceTable.EMPTY, new ServiceTable(pools, List.of())));
            Path file = Files.createTempFile("baton", ".nft");
            try {
                Files.writeString(file, program.whole());
                long begun = System.nanoTime();
                sh("nft -f " + file);
                Duration load = Duration.ofNanos(System.nanoTime() - begun);
                ServiceKey some = pools.get(1000).service().key();
                begun = System.nanoTime();
                apply(Scenarios.remove(some, "10.1.0.5"));
                Duration change = Duration.ofNanos(System.nanoTime() - begun);
                System.out.println("2300 services x 16 servers: load " + load + ", one change " + change);
                assertThat(load).isLessThan(Duration.ofSeconds(10));
                assertThat(change).as("with a process for it").isLessThan(Duration.ofSeconds(1));
            } finally {
                Files.delete(file);
            }
        });
    }

    @Test
    void theKernelTakesEveryScenario() throws Exception {
        for (Scenario scenario : Scenarios.all()) {
            Isolated.run(() -> {
                NftProgram loaded = new NftProgram();
                nft(loaded.whole());
                String empty = sh("nft list ruleset");
                for (Operation operation : scenario.operations()) {
                    nft(loaded.apply(List.of(operation)).text());
                }
                nft(loaded.apply(Diff.between(loaded.table(), ServiceTable.EMPTY))
                        .text());
                assertThat(sh("nft list ruleset")).as(scenario.name()).isEqualTo(empty);
                nft(NftProgram.nothing());
                assertThat(sh("nft list ruleset")).isEmpty();
            });
        }
    }
}
