package dev.baton.it.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.HaVipId;
import dev.baton.havip.Instance;
import dev.baton.havip.InstanceId;
import dev.baton.havip.NextHop;
import dev.baton.havip.PortId;
import dev.baton.havip.SnatRule;
import dev.baton.havip.VSwitchId;
import dev.baton.havip.VpcId;
import dev.baton.havip.cloud.CloudEvent;
import dev.baton.havip.cloud.MachineOrder;
import dev.baton.it.Built;
import dev.baton.it.lab.Await;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.MacAddress;
import dev.baton.vpc.Programs;
import dev.baton.vpc.driver.MachineNetwork;
import dev.baton.vpc.ovn.OvnWiring;
import dev.baton.vpc.ovn.PrivateOvn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The driver `ovn` by itself, on an OVN of the test's own.
@Tag("kernel")
class OvnNetworkTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final VpcId VPC = new VpcId("vpc-1");
    private static final VSwitchId VSWITCH = new VSwitchId("vsw-1");
    private static final IpPrefix SUBNET = new IpPrefix(IpAddress.of("172.16.0.0"), 16);
    private static final IpAddress EIP = IpAddress.of("139.196.75.13");
    private static final Instance ONE = instance("i-1", "172.16.0.224");
    private static final Instance TWO = instance("i-2", "172.16.0.225");
    private static final Instance THREE = instance("i-3", "172.16.0.10");
    private static final HaVipId HAVIP = new HaVipId("havip-1");

    /// Takes the address, says so, and answers.
    private static final String CLAIM = """
            ip address replace 172.16.0.222/32 dev eth0
            while ! arping -q -U -c 1 -i eth0 -S 172.16.0.222 172.16.0.222; do sleep 0.1; done
            """;

    @TempDir
    private Path state;

    private final List<CloudEvent> facts = new CopyOnWriteArrayList<>();
    private PrivateOvn ovn;
    private MachineNetwork network;

    @BeforeEach
    void open() throws Exception {
        Built.orSkip();
        assumeTrue(Programs.find("ovn-northd").isPresent(), "OVN is not installed");
        ovn = PrivateOvn.start(state.resolve("ovn.log"));
        network = start();
    }

    private MachineNetwork start() throws Exception {
        MachineNetwork started = MachineNetwork.open(state, facts -> OvnWiring.connect(ovn.place("test"), facts));
        started.open(facts::add);
        return started;
    }

    @AfterEach
    void close() throws Exception {
        if (network != null) {
            network.close();
        }
        if (ovn != null) {
            ovn.close();
        }
    }

    private static Instance instance(String id, String address) {
        long mac = 0x0216_3e00_0000L | Integer.parseInt(id.substring(2));
        return new Instance(
                new InstanceId(id), VSWITCH, new PortId("p-" + id), IpAddress.of(address), new MacAddress(mac));
    }

    private void createAll() {
        network.order(new FabricEvent.CreateVSwitch(VSWITCH, VPC, SUBNET));
        for (Instance each : List.of(ONE, TWO, THREE)) {
            network.order(new FabricEvent.CreateInstance(each));
        }
        network.order(new FabricEvent.CreateHaVip(HAVIP, VSWITCH, IpAddress.of("172.16.0.222")));
        network.order(new FabricEvent.Bind(HAVIP, ONE.id()));
        network.order(new FabricEvent.Bind(HAVIP, TWO.id()));
        network.order(new FabricEvent.AssociateEip(EIP, HAVIP));
    }

    private void start(Instance instance, String script) {
        String data = Base64.getEncoder().encodeToString(script.getBytes(UTF_8));
        network.order(new MachineOrder.Start(instance.id(), instance.id().value(), data));
        awaitFact(new CloudEvent.InstanceRuns(instance.id()));
    }

    private void awaitFact(CloudEvent fact) {
        Await.until(fact.toString(), SOON, () -> facts.contains(fact), facts::toString);
        facts.remove(fact);
    }

    private void awaitMaster(Instance instance) {
        awaitFact(new CloudEvent.MasterChanged(HAVIP, Optional.of(instance.id())));
    }

    private String ovn(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(words));
        command.add(1, "--db=" + ovn.address());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private boolean answers() {
        try {
            return ping();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean ping() throws IOException, InterruptedException {
        return inClient("ping", "-c", "1", "-W", "1", EIP.toString());
    }

    /// Runs it on the client on the internet side; true if it succeeds.
    private boolean inClient(String... words) throws IOException, InterruptedException {
        String client = Files.readAllLines(state.resolve("machines")).stream()
                .map(line -> line.split(" ", -1))
                .filter(each -> each[1].equals("client"))
                .map(each -> each[2])
                .findFirst()
                .orElseThrow();
        List<String> command = new ArrayList<>(List.of("nsenter", "-t", client, "-n"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    /// Who has the HaVip is known some milliseconds before the packets are where they belong.
    private void awaitAnswer() {
        Await.until("the EIP answers", SOON, this::answers, () -> facts.toString());
    }

    @Test
    void ovnMovesTheHaVipToWhoeverAnnouncesIt() throws Exception {
        createAll();
        network.settled();
        start(ONE, CLAIM);
        awaitMaster(ONE);
        awaitAnswer();

        start(TWO, CLAIM);
        awaitMaster(TWO);
        awaitAnswer();

        // It has the address still, and whoever answers for it has it.
        network.order(new MachineOrder.Stop(ONE.id(), true));
        awaitFact(new CloudEvent.InstanceStopped(ONE.id()));
        facts.clear();
        start(THREE, CLAIM);
        network.order(new MachineOrder.Stop(TWO.id(), true));
        awaitFact(new CloudEvent.MasterChanged(HAVIP, Optional.empty()));
        assertThat(facts)
                .as("not bound, so not heard")
                .doesNotContain(new CloudEvent.MasterChanged(HAVIP, Optional.of(THREE.id())));
        Await.until("nobody answers", SOON, () -> !answers(), facts::toString);

        start(ONE, CLAIM);
        awaitMaster(ONE);
        facts.clear();
        network.order(new FabricEvent.Unbind(HAVIP, ONE.id()));
        awaitFact(new CloudEvent.MasterChanged(HAVIP, Optional.empty()));
        Await.until("nobody answers", SOON, () -> !answers(), facts::toString);
    }

    @Test
    void routesFollowTheHaVipAndSourcesLeaveByTheirPublicAddress() throws Exception {
        createAll();
        IpAddress publicAddress = IpAddress.of("139.196.75.14");
        network.order(new FabricEvent.AddRoute(
                VPC, new IpPrefix(IpAddress.of("192.168.7.0"), 24), new NextHop.ToHaVip(HAVIP)));
        network.order(new FabricEvent.AddSnat(
                new SnatRule("snat-1", VPC, new IpPrefix(IpAddress.of("172.16.0.0"), 24), publicAddress)));
        network.settled();
        start(ONE, "ip address add 192.168.7.1/32 dev lo\n" + CLAIM);
        awaitMaster(ONE);
        // The client knows the way back to the public address only.
        inClient("ip", "route", "replace", publicAddress + "/32", "via", "198.51.100.1");
        inClient("ip", "route", "delete", "default");

        start(THREE, """
                until ping -c 1 -W 1 192.168.7.1; do :; done && echo behind the HaVip
                until ping -c 1 -W 1 198.51.100.10; do :; done && echo on the internet
                """);

        Path log = state.resolve("instances/i-3/user-data.log");
        Await.until("both are reached", SOON, () -> read(log).contains("on the internet"), () -> read(log));
        assertThat(read(log)).contains("behind the HaVip");
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void databasesAreMadeWhatWasOrderedAfterARestart() throws Exception {
        createAll();
        network.settled();
        start(ONE, CLAIM);
        awaitMaster(ONE);
        String before = ovn("ovn-nbctl", "--no-leader-only", "show");
        ovn("ovn-nbctl", "ls-add", "somebody-elses");
        network.close();

        network = start();
        createAll();
        network.order(new MachineOrder.Adopt(ONE.id()));
        network.settled();
        awaitFact(new CloudEvent.InstanceStopped(ONE.id()));
        start(ONE, CLAIM);
        awaitMaster(ONE);
        awaitAnswer();
        ovn("ovn-nbctl", "ls-del", "somebody-elses");
        assertThat(ovn("ovn-nbctl", "show").lines())
                .containsExactlyInAnyOrderElementsOf(before.lines().toList());
    }
}
