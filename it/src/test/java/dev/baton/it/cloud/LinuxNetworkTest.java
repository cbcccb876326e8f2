package dev.baton.it.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.HaVipId;
import dev.baton.havip.Instance;
import dev.baton.havip.InstanceId;
import dev.baton.havip.PortId;
import dev.baton.havip.VSwitchId;
import dev.baton.havip.VpcId;
import dev.baton.havip.cloud.CloudEvent;
import dev.baton.havip.cloud.MachineOrder;
import dev.baton.it.Built;
import dev.baton.it.lab.Await;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.MacAddress;
import dev.baton.vpc.driver.MachineNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The driver by itself: orders that come again, and what is left over.
@Tag("kernel")
class LinuxNetworkTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final IpPrefix SUBNET = new IpPrefix(IpAddress.of("172.16.0.0"), 16);
    private static final Instance ONE = instance("i-1", "vsw-1", "172.16.0.224");
    private static final Instance TWO = instance("i-2", "vsw-2", "172.16.0.224");
    private static final Instance THREE = instance("i-3", "vsw-3", "172.17.0.7");
    private static final HaVipId HAVIP = new HaVipId("havip-1");

    @TempDir
    private Path state;

    private final List<CloudEvent> facts = new CopyOnWriteArrayList<>();
    private MachineNetwork network;

    @BeforeEach
    void open() throws Exception {
        Built.orSkip();
        network = MachineNetwork.open(state);
        network.open(facts::add);
        network.settled();
    }

    @AfterEach
    void close() {
        if (network != null) {
            network.close();
        }
    }

    private static Instance instance(String id, String vSwitch, String address) {
        long mac = 0x0216_3e00_0000L | Integer.parseInt(id.substring(2));
        return new Instance(
                new InstanceId(id),
                new VSwitchId(vSwitch),
                new PortId("p-" + id),
                IpAddress.of(address),
                new MacAddress(mac));
    }

    private void createAll() {
        network.order(new FabricEvent.CreateVSwitch(new VSwitchId("vsw-1"), new VpcId("vpc-1"), SUBNET));
        network.order(new FabricEvent.CreateVSwitch(new VSwitchId("vsw-2"), new VpcId("vpc-2"), SUBNET));
        network.order(new FabricEvent.CreateVSwitch(
                new VSwitchId("vsw-3"), new VpcId("vpc-1"), new IpPrefix(IpAddress.of("172.17.0.0"), 24)));
        for (Instance each : List.of(ONE, TWO, THREE)) {
            network.order(new FabricEvent.CreateInstance(each));
        }
    }

    private void start(Instance instance, String script) {
        String data = Base64.getEncoder().encodeToString(script.getBytes(UTF_8));
        network.order(new MachineOrder.Start(instance.id(), instance.id().value(), data));
        awaitFact(new CloudEvent.InstanceRuns(instance.id()));
        facts.remove(new CloudEvent.InstanceRuns(instance.id()));
    }

    private void awaitFact(CloudEvent fact) {
        Await.until(fact.toString(), SOON, () -> facts.contains(fact), facts::toString);
    }

    private void awaitLog(Instance instance, String text) {
        Path log = state.resolve("instances").resolve(instance.id().value()).resolve("user-data.log");
        Await.until(text, SOON, () -> read(log).contains(text), () -> read(log));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The names of the machines that are on.
    private List<String> machines() {
        return read(state.resolve("machines"))
                .lines()
                .map(line -> line.split(" ", -1)[1])
                .filter(name -> !name.equals("vswitch"))
                .toList();
    }

    /// The note is written after the fact was told.
    private long holder(Instance instance) {
        Await.until(
                "the machine is noted",
                SOON,
                () -> machines().contains(instance.id().value()),
                () -> machines().toString());
        Optional<String> line = read(state.resolve("machines"))
                .lines()
                .filter(each -> each.contains(" " + instance.id().value() + " "))
                .findFirst();
        return Long.parseLong(line.orElseThrow().split(" ", -1)[2]);
    }

    @Test
    void vpcsMayUseTheSameAddressesAndVSwitchesOfOneSeeEachOther() {
        createAll();
        start(THREE, "echo up");
        start(TWO, "ping -c 1 -W 1 172.17.0.7 || echo another world");
        start(ONE, "ping -c 1 -W 5 172.17.0.7 && echo neighbour");
        awaitLog(TWO, "another world");
        awaitLog(ONE, "neighbour");
    }

    @Test
    void whatNoOrderNamesAfterANewStartOfTheEngineIsSweptAway() {
        createAll();
        network.order(new FabricEvent.CreateHaVip(HAVIP, ONE.vSwitch(), IpAddress.of("172.16.0.222")));
        network.order(new FabricEvent.Bind(HAVIP, ONE.id()));
        start(ONE, "echo up");
        start(TWO, "echo up");
        long kept = holder(ONE);

        network.order(new FabricEvent.CreateVSwitch(new VSwitchId("vsw-1"), new VpcId("vpc-1"), SUBNET));
        network.order(new FabricEvent.CreateInstance(ONE));
        network.order(new MachineOrder.Adopt(ONE.id()));
        network.order(new MachineOrder.Adopt(THREE.id()));
        network.settled();

        awaitFact(new CloudEvent.InstanceRuns(ONE.id()));
        awaitFact(new CloudEvent.InstanceStopped(THREE.id()));
        Await.until(
                "one VPC is left",
                SOON,
                () -> machines().equals(List.of("client", "i-1")),
                () -> machines().toString());
        assertThat(holder(ONE)).as("untouched").isEqualTo(kept);
        // Address and id are free again.
        network.order(new FabricEvent.CreateHaVip(HAVIP, ONE.vSwitch(), IpAddress.of("172.16.0.222")));
        network.order(new FabricEvent.Bind(HAVIP, ONE.id()));
        network.order(new MachineOrder.Reboot(ONE.id(), true));
        awaitLog(ONE, "up\nup\n");
    }

    @Test
    void machineThatEndsByItselfIsReported() {
        createAll();
        start(ONE, "echo up");
        ProcessHandle.of(holder(ONE)).orElseThrow().destroyForcibly();
        awaitFact(new CloudEvent.InstanceStopped(ONE.id()));
        start(ONE, "echo again");
        awaitLog(ONE, "again");
    }

    @Test
    void gracefulStopKillsWhatDoesNotEnd() {
        createAll();
        start(ONE, "trap 'echo never' TERM; echo up; while :; do sleep 1; done");
        awaitLog(ONE, "up");
        network.order(new MachineOrder.Stop(ONE.id(), false));
        awaitLog(ONE, "never");
        assertThat(facts).doesNotContain(new CloudEvent.InstanceStopped(ONE.id()));
        awaitFact(new CloudEvent.InstanceStopped(ONE.id()));
        Await.until(
                "it is noted no more",
                SOON,
                () -> !machines().contains("i-1"),
                () -> machines().toString());
    }

    @Test
    void releasedInstanceLeavesNothing() {
        createAll();
        start(ONE, "echo up");
        network.order(new MachineOrder.Release(ONE.id()));
        network.order(new FabricEvent.DeleteInstance(ONE.id()));
        Await.until(
                "the instance is gone",
                SOON,
                () -> !machines().contains("i-1") && Files.notExists(state.resolve("instances/i-1")),
                () -> machines().toString());
        network.order(new FabricEvent.CreateInstance(ONE));
        start(ONE, "echo anew");
        awaitLog(ONE, "anew");
    }

    @Test
    void instanceWithoutANetworkFails() {
        network.order(new MachineOrder.Start(ONE.id(), "lost", ""));
        Await.until(
                "it fails",
                SOON,
                () -> facts.stream().anyMatch(CloudEvent.InstanceFailed.class::isInstance),
                () -> facts.toString());
    }
}
