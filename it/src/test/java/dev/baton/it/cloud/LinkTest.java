package dev.baton.it.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.havip.FabricEffect.Cause;
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
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Product;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.MacAddress;
import dev.baton.vpc.driver.MachineNetwork;
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

/// `baton vpc link` and `baton vpc exec` on machines that run: an instance whose cable is pulled loses its HaVip, goes
/// on,
/// and gets it again by announcing it.
@Tag("kernel")
class LinkTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final VSwitchId VSWITCH = new VSwitchId("vsw-1");
    private static final HaVipId HAVIP = new HaVipId("havip-1");
    private static final Instance HA1 = instance(1);
    private static final Instance HA2 = instance(2);

    /// Announces the HaVip as long as there is a link.
    private static final String HOLDING = """
            ip address add 172.16.0.222/32 dev eth0
            while :; do
                arping -U -c 1 -i eth0 -S 172.16.0.222 172.16.0.222 >/dev/null 2>&1
                sleep 0.3
            done
            """;

    @TempDir
    private Path state;

    private final List<CloudEvent> facts = new CopyOnWriteArrayList<>();
    private MachineNetwork network;

    @BeforeEach
    void open() throws Exception {
        Built.orSkip(Product.BATON);
        network = MachineNetwork.open(state);
        network.open(facts::add);
        network.settled();
        network.order(new FabricEvent.CreateVSwitch(
                VSWITCH, new VpcId("vpc-1"), new IpPrefix(IpAddress.of("172.16.0.0"), 16)));
        network.order(new FabricEvent.CreateInstance(HA1));
        network.order(new FabricEvent.CreateInstance(HA2));
        network.order(new FabricEvent.CreateHaVip(HAVIP, VSWITCH, IpAddress.of("172.16.0.222")));
        network.order(new FabricEvent.Bind(HAVIP, HA1.id()));
        start(HA1, HOLDING);
        start(HA2, "");
        awaitMaster(Optional.of(HA1.id()), Cause.ANNOUNCED);
        awaitFact(new CloudEvent.InstanceRuns(HA2.id()));
    }

    @AfterEach
    void close() {
        if (network != null) {
            network.close();
        }
    }

    @Test
    void pulledCableTakesTheHaVipAndPuttingItInBringsItBack() throws Exception {
        assertThat(facts).noneMatch(CloudEvent.LinkChanged.class::isInstance);
        assertThat(ping()).isZero();
        facts.clear();

        assertThat(vpc("link", "ha1", "down")).isZero();

        awaitFact(new CloudEvent.LinkChanged(HA1.id(), false));
        awaitMaster(Optional.empty(), Cause.INSTANCE_DOWN);
        assertThat(ping()).isNotZero();
        assertThat(vpc("link", "ha1", "down")).as("it is out already").isZero();

        assertThat(vpc("link", "ha1", "up")).isZero();

        awaitFact(new CloudEvent.LinkChanged(HA1.id(), true));
        awaitMaster(Optional.of(HA1.id()), Cause.ANNOUNCED);
        assertThat(ping()).isZero();
        assertThat(facts).as("it ran all the time").hasSize(4);
    }

    @Test
    void deviceSwitchedOffInsideCountsAsLossOfLinkAndPowerOffDoesNot() throws Exception {
        facts.clear();
        assertThat(vpc("exec", "ha1", "--", "ip", "link", "set", "eth0", "down"))
                .isZero();
        awaitFact(new CloudEvent.LinkChanged(HA1.id(), false));
        network.order(new MachineOrder.Stop(HA2.id(), true));
        awaitFact(new CloudEvent.InstanceStopped(HA2.id()));
        assertThat(facts).doesNotContain(new CloudEvent.LinkChanged(HA2.id(), false));
    }

    @Test
    void programOnAnInstanceGivesItsExitCode() throws Exception {
        assertThat(vpc("exec", "ha2", "--", "sh", "-c", "exit 7")).isEqualTo(7);
        assertThat(vpc("exec", "i-2", "--", "sh", "-c", "kill -9 $$")).isEqualTo(128 + 9);
        assertThat(vpc("exec", "nobody", "--", "true")).isEqualTo(1);
        assertThat(vpc("exec", "ha1", "--", "sh", "-c", "ip -br address | grep -q 172.16.0.222"))
                .isZero();
    }

    @Test
    void packetsOfAnInstanceAndOfAHaVipAreCaptured() throws Exception {
        Path capture = state.resolve("havip.pcap");
        assertThat(vpc("capture", "172.16.0.222", "-c", "2", "-w", capture.toString()))
                .isZero();
        assertThat(Files.size(capture)).isGreaterThan(24 + 2 * (16 + 42));
        assertThat(vpc("capture", "ha1", "-c", "1")).isZero();
        assertThat(vpc("capture", "nobody")).isEqualTo(1);
    }

    private int ping() throws Exception {
        return vpc("exec", "ha2", "--", "ping", "-c", "1", "-W", "1", "172.16.0.222");
    }

    private static Instance instance(int number) {
        return new Instance(
                new InstanceId("i-" + number),
                VSWITCH,
                new PortId("p-" + number),
                IpAddress.of("172.16.0." + (223 + number)),
                new MacAddress(0x0216_3e00_0000L | number));
    }

    private void start(Instance instance, String script) {
        String data = Base64.getEncoder().encodeToString(script.getBytes(UTF_8));
        String name = "ha" + instance.id().value().substring(2);
        network.order(new MachineOrder.Start(instance.id(), name, data));
    }

    private void awaitMaster(Optional<InstanceId> master, Cause cause) {
        awaitFact(new CloudEvent.MasterChanged(HAVIP, master, Optional.of(cause)));
    }

    private void awaitFact(CloudEvent fact) {
        Await.until(fact.toString(), SOON, () -> facts.contains(fact), facts::toString);
    }

    /// The exit code of `baton vpc WORDS`, as a shell sees it.
    private int vpc(String first, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "\"$@\"; exit $?",
                "sh",
                Checkout.root().resolve("tools/baton-java").toString(),
                Checkout.application().toString(),
                "vpc",
                first,
                "--state",
                state.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start().waitFor();
    }
}
