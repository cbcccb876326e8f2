package dev.baton.daemon.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.dataplane.DataPlane;
import dev.baton.dataplane.FakeLoadBalancer;
import dev.baton.dataplane.LoadBalancer;
import dev.baton.dataplane.Operation;
import dev.baton.dataplane.parity.Scenarios;
import dev.baton.linux.Errno;
import dev.baton.linux.KernelException;
import dev.baton.model.Configuration;
import dev.baton.model.ServerId;
import dev.baton.model.ServiceHealth;
import dev.baton.model.ServiceId;
import dev.baton.model.VirtualServerSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BalancingTest {
    private static final String SERVICE = """
            virtual_server 10.0.0.1 80 {
                lb_algo rr
                lb_kind NAT
                protocol TCP
                real_server 10.1.0.11 80 { }
                real_server 10.1.0.12 80 { }
            }
            """;
    private static final String FORWARDS = "is 0: packets to real servers";
    private static final String MASQUERADES = "lvs_method NAT: the client's address is masqueraded too";

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final LoopThread thread = LoopThread.start("balancer", line -> {
        if (!line.contains(FORWARDS) && !line.contains(MASQUERADES)) {
            log.add(line);
        }
    });
    private final FakeLoadBalancer ipvs = new FakeLoadBalancer(DataPlane.IPVS);
    private final FakeLoadBalancer nftables = new FakeLoadBalancer(DataPlane.NFTABLES);
    private final AtomicReference<Boolean> hasIpvs = new AtomicReference<>(false);
    private final AtomicReference<Boolean> hasNftables = new AtomicReference<>(true);
    private final AtomicReference<Optional<Balancing>> balancing = new AtomicReference<>(Optional.empty());

    BalancingTest() {
        BalancerChoice choice = new BalancerChoice(this::openIpvs, this::openNftables);
        thread.post(() -> balancing.set(Optional.of(new Balancing(thread, choice, Duration.ofMillis(30)))));
    }

    private LoadBalancer openIpvs() {
        if (!hasIpvs.get()) {
            throw new KernelException("find IPVS", Errno.ENOENT.number(), "");
        }
        return ipvs;
    }

    private Optional<BalancerChoice.Nftables> openNftables() {
        return hasNftables.get()
                ? Optional.of(new BalancerChoice.Nftables(nftables, "libnftables", Optional.empty()))
                : Optional.empty();
    }

    @AfterEach
    void end() {
        thread.close();
    }

    /// Does something on its thread, and waits until that is done.
    private void does(Consumer<Balancing> work) {
        asks(() -> {
            work.accept(balancing.get().orElseThrow());
            return true;
        });
    }

    private <T> T asks(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        thread.post(() -> answer.complete(question.get()));
        return answer.join();
    }

    private static Configuration read(String text) {
        return KeepalivedConfig.read(MemorySourceLoader.of("/k", text), "/k", ReadOptions.forHost("h"))
                .configuration()
                .orElseThrow();
    }

    /// All services, with those servers alive that are not dead.
    private static List<Balancing.Wanted> wanted(Configuration configuration, String... dead) {
        List<VirtualServerSpec> specs = configuration.virtualServers();
        List<ServiceId> ids = ServiceId.of(specs);
        return specs.stream()
                .map(spec -> new Balancing.Wanted(spec, health(ids.get(specs.indexOf(spec)), spec, dead)))
                .toList();
    }

    private static ServiceHealth health(ServiceId id, VirtualServerSpec spec, String... dead) {
        List<ServiceHealth.Server> servers = spec.realServers().stream()
                .map(server -> new ServiceHealth.Server(
                        new ServerId(id, server.address(), server.port()),
                        !List.of(dead).contains(server.address().toString()),
                        server.weight()))
                .toList();
        return new ServiceHealth(id, true, false, servers);
    }

    private void configure(String text) {
        Configuration configuration = read(text);
        does(it -> it.configure(configuration.balancing(), wanted(configuration)));
    }

    private String said() throws InterruptedException {
        return Optional.ofNullable(log.poll(20, TimeUnit.SECONDS)).orElse("nothing");
    }

    private List<String> programmed(LoadBalancer balancer) {
        return asks(() -> balancer.services().pools().stream()
                .flatMap(pool -> pool.destinations().stream()
                        .map(server -> pool.service().key() + " " + server.key()))
                .sorted()
                .toList());
    }

    @Test
    void ipvsIsTakenWhereTheKernelHasItAndNftablesElse() throws InterruptedException {
        configure(SERVICE);
        assertThat(said())
                .startsWith(
                        "Virtual servers are balanced by nftables through libnftables, as this kernel has no IPVS; 3"
                                + " changes in ");
        assertThat(programmed(nftables))
                .containsExactly("[10.0.0.1]:tcp:80 [10.1.0.11]:80", "[10.0.0.1]:tcp:80 [10.1.0.12]:80");
        hasIpvs.set(true);
        configure(SERVICE + "baton { balancer ipvs }");
        assertThat(said()).startsWith("Virtual servers are balanced by IPVS, as balancer says; 3 changes in ");
        assertThat(programmed(nftables)).isEmpty();
        assertThat(programmed(ipvs)).hasSize(2);
    }

    @Test
    void onlyWhatChangesIsTold() throws InterruptedException {
        Configuration configuration = read(SERVICE);
        does(it -> it.configure(configuration.balancing(), wanted(configuration)));
        said();
        int before = asks(nftables::applied).size();
        does(it -> it.change(wanted(configuration, "10.1.0.12")));
        List<Operation> applied = asks(nftables::applied);
        assertThat(applied.subList(before, applied.size()))
                .hasSize(1)
                .first()
                .isInstanceOf(Operation.RemoveDestination.class);
    }

    @Test
    void whatIsRefusedIsSaidOnceAndTriedAgain() throws InterruptedException {
        nftables.failWith("Cannot allocate memory");
        configure(SERVICE);
        assertThat(said())
                .isEqualTo("Virtual servers are not as configured, and it is tried again: Cannot allocate memory");
        int first = asks(nftables::applied).size();
        while (asks(nftables::applied).size() < 3 * first) {
            Thread.onSpinWait();
        }
        assertThat(log).as("said once").isEmpty();
        does(_ -> nftables.recover());
        assertThat(said()).isEqualTo("Virtual servers are as configured again");
        assertThat(programmed(nftables)).hasSize(2);
    }

    @Test
    void whatWillNeverWorkIsLeftOutAndNotTriedAgain() throws InterruptedException {
        configure(SERVICE + SERVICE.replace("NAT", "DR").replace("10.0.0.1 ", "10.0.0.2 "));
        assertThat(said()).startsWith("VS [10.0.0.2]:tcp:80: lvs_method DR: not served");
        assertThat(said()).startsWith("Virtual servers are balanced by nftables");
        assertThat(programmed(nftables)).hasSize(2);
    }

    @Test
    void withoutADataPlaneItIsSaidAndFoundLater() throws InterruptedException {
        hasNftables.set(false);
        configure(SERVICE);
        assertThat(said())
                .isEqualTo("Virtual servers are not active: there is neither IPVS in this kernel nor nftables on this"
                        + " machine; install libnftables1 or nftables");
        hasNftables.set(true);
        assertThat(said()).startsWith("Virtual servers are balanced by nftables");
    }

    @Test
    void whatOthersProgrammedGoesOnlyIfAsked() throws InterruptedException {
        hasIpvs.set(true);
        ipvs.otherAdds(Scenarios.service(Scenarios.MARK, "rr"));
        configure(SERVICE);
        said();
        assertThat(ipvs.services().pools()).hasSize(2);
        configure("global_defs { lvs_flush_on_stop VS }" + SERVICE);
        does(Balancing::leave);
        assertThat(ipvs.services().pools()).as("the other's stays").hasSize(1);
    }

    @Test
    void flushingIsHonoured() throws InterruptedException {
        hasIpvs.set(true);
        ipvs.otherAdds(Scenarios.service(Scenarios.MARK, "rr"));
        configure("global_defs {\n lvs_flush\n lvs_flush_on_stop\n }\n" + SERVICE);
        said();
        assertThat(ipvs.services().pools()).as("flushed at start").hasSize(1);
        ipvs.otherAdds(Scenarios.service(Scenarios.MARK, "rr"));
        configure("global_defs {\n lvs_flush\n lvs_flush_on_stop\n }\n" + SERVICE);
        assertThat(ipvs.services().pools()).as("not at a reload").hasSize(2);
        does(Balancing::leave);
        assertThat(ipvs.services().pools()).isEmpty();
    }
}
