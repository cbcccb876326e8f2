package dev.baton.linux;

import static dev.baton.linux.Isolated.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.dataplane.DataPlane;
import dev.baton.dataplane.Destination;
import dev.baton.dataplane.Diff;
import dev.baton.dataplane.FakeLoadBalancer;
import dev.baton.dataplane.LoadBalancer;
import dev.baton.dataplane.Operation;
import dev.baton.dataplane.OperationResult;
import dev.baton.dataplane.Pool;
import dev.baton.dataplane.ServiceKey;
import dev.baton.dataplane.ServiceTable;
import dev.baton.dataplane.parity.Scenario;
import dev.baton.dataplane.parity.Scenarios;
import dev.baton.model.IpAddress;
import dev.baton.model.VirtualServerSpec.Protocol;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The data plane that the daemon uses, through the library and through the program.
@Tag("kernel")
@Timeout(60)
class NftLoadBalancerTest {
    private static final ServiceKey WEB = Scenarios.WEB;
    private static final List<Supplier<Optional<NftCommands>>> WAYS =
            List.of(NftCommands::library, NftCommands::program);

    private static NftLoadBalancer byLibrary() {
        return NftLoadBalancer.with(NftCommands.library().orElseThrow());
    }

    private static List<Operation> web() {
        return List.of(
                new Operation.AddService(Scenarios.service(WEB, "rr")),
                Scenarios.add(WEB, "10.1.0.11", 1),
                Scenarios.add(WEB, "10.1.0.12", 1));
    }

    @Test
    void answersAsTheFakeInEveryScenario() throws Exception {
        for (Supplier<Optional<NftCommands>> way : WAYS) {
            for (Scenario scenario : Scenarios.all()) {
                Isolated.run(() -> {
                    LoadBalancer fake = new FakeLoadBalancer(DataPlane.NFTABLES);
                    try (LoadBalancer kernel = NftLoadBalancer.with(way.get().orElseThrow())) {
                        for (Operation operation : scenario.operations()) {
                            List<OperationResult> wanted = fake.apply(List.of(operation));
                            assertThat(kernel.apply(List.of(operation)))
                                    .as(scenario.name())
                                    .hasSameSizeAs(wanted)
                                    .allSatisfy(result -> assertThat(result).hasSameClassAs(wanted.getFirst()));
                            assertThat(kernel.apply(List.of())).isEmpty();
                        }
                        assertThat(new HashSet<>(kernel.services().pools()))
                                .as(scenario.name())
                                .isEqualTo(new HashSet<>(fake.services().pools()));
                    }
                });
            }
        }
    }

    @Test
    void whatSomebodyElseTakesAwayIsPutBack() throws Exception {
        Isolated.run(() -> {
            try (LoadBalancer balancer = byLibrary()) {
                balancer.apply(web());
                assertThat(balancer.restore()).as("nothing happened").isFalse();
                for (String harm : List.of("delete table inet baton", "flush ruleset", "flush table inet baton")) {
                    sh("nft '" + harm + "'");
                    assertThat(balancer.restore()).as(harm).isTrue();
                    assertThat(sh("nft list map inet baton real4")).contains("10.1.0.11 . 8080", "10.1.0.12 . 8080");
                    assertThat(sh("nft list chain inet baton dispatch")).contains("vmap @services4");
                    assertThat(balancer.restore()).as("once is enough").isFalse();
                }
                sh("nft delete table inet baton");
                assertThat(balancer.apply(List.of(Scenarios.add(WEB, "10.1.0.13", 1))))
                        .containsExactly(new OperationResult.Done());
                assertThat(sh("nft list map inet baton real4")).contains("10.1.0.11 . 8080", "10.1.0.13 . 8080");
                balancer.clear();
                assertThat(sh("nft list ruleset")).isEmpty();
            }
        });
    }

    @Test
    void elementsThatSomebodyElseTakesAwayArePutBack() throws Exception {
        for (Supplier<Optional<NftCommands>> way : WAYS) {
            Isolated.run(() -> {
                try (NftLoadBalancer balancer = NftLoadBalancer.with(way.get().orElseThrow())) {
                    balancer.apply(web());
                    balancer.apply(List.of(Scenarios.add(WEB, "10.1.0.13", 1)));
                    sh(
                            "nft 'add table ip theirs; add set ip theirs sticky { type mark; }; add element ip theirs sticky { 1 }'");
                    sh("nft 'add map inet baton sticky-7 { type ipv4_addr : mark; }'");
                    assertThat(balancer.notices().isTouched())
                            .as("somebody made a map of ours")
                            .isTrue();
                    assertThat(balancer.restore()).isTrue();
                    assertThat(balancer.notices().isTouched())
                            .as("what we do ourselves")
                            .isFalse();
                    for (String harm : List.of("flush map inet baton real4", "flush map inet baton slots")) {
                        String before = sh("nft list table inet baton");
                        sh("nft '" + harm + "'");
                        assertThat(balancer.notices().isTouched()).as(harm).isTrue();
                        assertThat(balancer.notices().by()).as(harm).startsWith("nft, process ");
                        assertThat(balancer.restore()).as(harm).isTrue();
                        assertThat(sh("nft list table inet baton")).isEqualTo(before);
                        assertThat(balancer.restore()).as("once is enough").isFalse();
                    }
                    balancer.clear();
                }
            });
        }
    }

    @Test
    void whatOthersDoWithTheirTablesIsTheirs() throws Exception {
        Isolated.run(() -> {
            try (NftLoadBalancer balancer = byLibrary()) {
                balancer.apply(web());
                sh("nft 'add table ip theirs; add map ip theirs real4 { type mark : ipv4_addr; };"
                        + " add element ip theirs real4 { 1 : 10.0.0.1 }'");
                sh("nft delete table ip theirs");
                assertThat(balancer.notices().isTouched()).isFalse();
                assertThat(balancer.restore()).isFalse();
            }
        });
    }

    @Test
    void theNextDaemonTakesOverWithoutBreakingConnections() throws Exception {
        Isolated.run(() -> {
            sh("ip address add 10.0.0.1/32 dev lo; ip address add 10.1.0.11/32 dev lo");
            List<Operation> one = web().subList(0, 2);
            try (ServerSocket server = new ServerSocket(8080, 8, InetAddress.ofLiteral("10.1.0.11"));
                    LoadBalancer killed = byLibrary()) {
                killed.apply(one);
                try (Socket client = new Socket(InetAddress.ofLiteral("10.0.0.1"), 80);
                        Socket accepted = server.accept();
                        LoadBalancer next = byLibrary()) {
                    assertThat(next.services()).isEqualTo(ServiceTable.EMPTY);
                    next.apply(one);
                    client.getOutputStream().write(7);
                    assertThat(accepted.getInputStream().read()).isEqualTo(7);
                    try (Socket second = new Socket(InetAddress.ofLiteral("10.0.0.1"), 80)) {
                        assertThat(second.isConnected()).isTrue();
                    }
                    assertThat(next.traffic(WEB).values())
                            .singleElement()
                            .satisfies(
                                    traffic -> assertThat(traffic.connections()).isEqualTo(1));
                }
            }
        });
    }

    @Test
    void refusalsSayWhatTheKernelSays() throws Exception {
        Isolated.run(() -> {
            for (Supplier<Optional<NftCommands>> way : WAYS) {
                try (NftCommands nft = way.get().orElseThrow()) {
                    assertThat(nft.run("list tables\n")).isEmpty();
                    assertThatThrownBy(() -> nft.run("add table inet one\nadd rule inet nowhere here accept\n"))
                            .isInstanceOfSatisfying(
                                    KernelException.class,
                                    refused ->
                                            assertThat(refused.is(Errno.ENOENT)).isTrue())
                            .hasMessageContaining("No such file or directory");
                    assertThat(nft.run("list tables\n")).as("all or nothing").isEmpty();
                }
            }
        });
    }

    @Test
    @Tag("long")
    void oneOfTenThousandServersChangesInMilliseconds() throws Exception {
        List<Pool> pools = new ArrayList<>();
        for (int service = 0; service < 1000; service++) {
            List<Destination> servers = new ArrayList<>();
            for (int server = 1; server <= 10; server++) {
                servers.add(Scenarios.destination("10." + service / 250 + "." + service % 250 + "." + server, 8080, 1));
            }
            String address = "172.16." + service / 250 + "." + service % 250;
            pools.add(new Pool(
                    Scenarios.service(new ServiceKey.Address(IpAddress.of(address), 80, Protocol.TCP), "rr"), servers));
        }
        Isolated.run(() -> {
            try (LoadBalancer balancer = byLibrary()) {
                long begun = System.nanoTime();
                balancer.apply(Diff.between(ServiceTable.EMPTY, new ServiceTable(pools, List.of())));
                Duration load = Duration.ofNanos(System.nanoTime() - begun);
                long[] times = new long[100];
                for (int i = 0; i < times.length; i++) {
                    Pool pool = pools.get(i / 2 * 7);
                    ServiceKey key = pool.service().key();
                    Destination server = pool.destinations().getFirst();
                    Operation change = i % 2 == 0
                            ? new Operation.RemoveDestination(key, server.key())
                            : new Operation.AddDestination(key, server);
                    begun = System.nanoTime();
                    assertThat(balancer.apply(List.of(change))).containsExactly(new OperationResult.Done());
                    times[i] = System.nanoTime() - begun;
                }
                Arrays.sort(times);
                System.out.println("1000 services x 10 servers: load " + load + ", one change: median "
                        + Duration.ofNanos(times[50]) + ", p99 " + Duration.ofNanos(times[98]));
                assertThat(Duration.ofNanos(times[50])).isLessThan(Duration.ofMillis(50));
            }
        });
    }
}
