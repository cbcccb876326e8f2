package dev.baton.it.cloud;

import static dev.baton.it.cloud.SdkCloud.REGION;
import static dev.baton.it.cloud.SdkCloud.ZONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aliyun.ecs20140526.models.CreateInstanceRequest;
import com.aliyun.ecs20140526.models.DescribeInstancesRequest;
import com.aliyun.ecs20140526.models.DescribeInstancesResponseBody.DescribeInstancesResponseBodyInstancesInstance;
import com.aliyun.ecs20140526.models.RebootInstanceRequest;
import com.aliyun.ecs20140526.models.StartInstanceRequest;
import com.aliyun.ecs20140526.models.StopInstanceRequest;
import com.aliyun.vpc20160428.models.AllocateEipAddressRequest;
import com.aliyun.vpc20160428.models.AssociateEipAddressRequest;
import com.aliyun.vpc20160428.models.AssociateHaVipRequest;
import com.aliyun.vpc20160428.models.CreateHaVipRequest;
import com.aliyun.vpc20160428.models.CreateVSwitchRequest;
import com.aliyun.vpc20160428.models.CreateVpcRequest;
import com.aliyun.vpc20160428.models.DescribeHaVipsRequest;
import com.aliyun.vpc20160428.models.DescribeHaVipsResponseBody.DescribeHaVipsResponseBodyHaVipsHaVip;
import com.aliyun.vpc20160428.models.DescribeVSwitchesRequest;
import com.aliyun.vpc20160428.models.DescribeVpcsRequest;
import dev.baton.it.Built;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Product;
import dev.baton.vpc.Programs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tutorial through the official SDK, from the VPC to the page that stays reachable, with the tutorial's own files.
@Tag("kernel")
class MachineTutorialTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    /// Started by each test, with its driver.
    @SuppressWarnings("NullAway.Init")
    private MachineCloud server;

    private String vSwitch = "";
    private final List<String> instances = new ArrayList<>();
    private String haVip = "";
    private String eip = "";

    @BeforeEach
    void start() {
        Built.orSkip(Product.BATON);
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/nginx")), "nginx is not installed");
        assumeTrue(Programs.find("ovn-northd").isPresent(), "OVN is not installed");
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux", "ovn"})
    void thePageStaysReachableWhenTheMasterIsStopped(String driver) throws Exception {
        server = MachineCloud.start(folder, driver);
        createTheNetwork();
        createInstance("ha1", "172.16.0.224");
        createInstance("ha2", "172.16.0.225");
        createTheHaVip();
        for (String instance : instances) {
            server.ecs().startInstance(new StartInstanceRequest().setInstanceId(instance));
            await("it runs", () -> status(instance).equals("Running"));
        }
        await("somebody has the HaVip", () -> !master().isEmpty());
        String first = master();
        await("the page is that of the master", () -> server.curl(eip).contains("Welcome to " + nameOf(first)));

        server.ecs().stopInstance(new StopInstanceRequest().setInstanceId(first));

        String second = instances.get(1 - instances.indexOf(first));
        await("the other one has the HaVip", () -> master().equals(second));
        await("the page is that of the other one", () -> server.curl(eip).contains("Welcome to " + nameOf(second)));
        await("the first one is off", () -> status(first).equals("Stopped"));
        assertThat(server.holder(first)).isEmpty();
        assertThat(server.logs()).containsOnlyOnce("told to stop");
        assertThat(Path.of("/etc/lab-nginx.conf"))
                .as("written by instances only")
                .doesNotExist();

        startAndReboot(first, second);
        killTheServer(second, driver);
    }

    private void startAndReboot(String off, String on) throws Exception {
        server.ecs().startInstance(new StartInstanceRequest().setInstanceId(off));
        await("it runs again", () -> status(off).equals("Running"));
        long before = server.holder(off).orElseThrow();
        server.ecs()
                .rebootInstance(new RebootInstanceRequest().setInstanceId(off).setForceStop(true));
        await(
                "it is another machine",
                () -> server.holder(off).filter(now -> now != before).isPresent());
        await("it runs after the reboot", () -> status(off).equals("Running"));
        server.ecs().stopInstance(new StopInstanceRequest().setInstanceId(on).setForceStop(true));
        await("the HaVip comes back", () -> master().equals(off));
        await("and the page", () -> server.curl(eip).contains("Welcome to " + nameOf(off)));
        server.ecs().startInstance(new StartInstanceRequest().setInstanceId(on));
        await("both run", () -> status(on).equals("Running"));
    }

    /// What ran is gone with it, the cloud knows and says so, and all can be started again.
    private void killTheServer(String one, String driver) throws Exception {
        long client = server.holder("client").orElseThrow();
        long machine = server.holder(one).orElseThrow();

        server.kill();

        await("nothing of it runs", () -> !isAlive(client) && !isAlive(machine));
        server = MachineCloud.start(folder, driver);
        for (String instance : instances) {
            await(instance + " is known to be off", () -> status(instance).equals("Stopped"));
        }
        await("nobody has the HaVip", () -> master().isEmpty());
        server.ecs().startInstance(new StartInstanceRequest().setInstanceId(one));
        await("it has the HaVip", () -> master().equals(one));
        await("the page is back", () -> server.curl(eip).contains("Welcome to " + nameOf(one)));
        long last = server.holder(one).orElseThrow();
        assertThat(server.terminate()).isZero();
        await("nothing of it runs", () -> !isAlive(last));
    }

    private void createTheNetwork() throws Exception {
        String vpc = server.vpc()
                .createVpc(new CreateVpcRequest().setRegionId(REGION).setCidrBlock("172.16.0.0/12"))
                .getBody()
                .getVpcId();
        await(
                "the VPC is available",
                () -> server.vpc()
                        .describeVpcs(
                                new DescribeVpcsRequest().setRegionId(REGION).setVpcId(vpc))
                        .getBody()
                        .getVpcs()
                        .getVpc()
                        .getFirst()
                        .getStatus()
                        .equals("Available"));
        CreateVSwitchRequest request = new CreateVSwitchRequest()
                .setRegionId(REGION)
                .setVpcId(vpc)
                .setZoneId(ZONE)
                .setCidrBlock("172.16.0.0/16");
        vSwitch = server.vpc().createVSwitch(request).getBody().getVSwitchId();
        await(
                "the vSwitch is available",
                () -> server.vpc()
                        .describeVSwitches(new DescribeVSwitchesRequest()
                                .setRegionId(REGION)
                                .setVSwitchId(vSwitch))
                        .getBody()
                        .getVSwitches()
                        .getVSwitch()
                        .getFirst()
                        .getStatus()
                        .equals("Available"));
    }

    /// Off, because an instance that announces a HaVip before it is bound does not get it.
    private void createInstance(String name, String address) throws Exception {
        CreateInstanceRequest request = new CreateInstanceRequest()
                .setRegionId(REGION)
                .setVSwitchId(vSwitch)
                .setInstanceType("ecs.g6.large")
                .setImageId("lab")
                .setHostName(name)
                .setPrivateIpAddress(address)
                .setUserData(Base64.getEncoder().encodeToString(userData(name).getBytes(StandardCharsets.UTF_8)));
        String id = server.ecs().createInstance(request).getBody().getInstanceId();
        instances.add(id);
        await(name + " is there", () -> status(id).equals("Stopped"));
    }

    /// As the tutorial has it: a web server with a page that names the host, and the VRRP daemon with its file.
    private static String userData(String name) {
        return """
                #!/bin/sh
                set -e
                mkdir -p /var/www/lab /etc/keepalived /run/lab
                echo 'Welcome to %1$s' > /var/www/lab/index.html
                cat > /etc/keepalived/keepalived.conf <<'END'
                %2$s
                END
                cat > /etc/lab-nginx.conf <<'END'
                user root;
                pid /run/lab/nginx.pid;
                events { }
                http { access_log off; server { listen 80; root /var/www/lab; } }
                END
                sh -c 'trap "echo told to stop; exit" TERM; while :; do sleep 0.1; done' &
                nginx -e /run/lab/nginx.log -c /etc/lab-nginx.conf
                JAVA_HOME=%3$s exec %4$s/tools/baton-java %5$s run -f /etc/keepalived/keepalived.conf
                """.formatted(
                        name,
                        Checkout.seed(name + ".conf").strip(),
                        System.getProperty("java.home"),
                        Checkout.root(),
                        Checkout.application());
    }

    private void createTheHaVip() throws Exception {
        haVip = server.vpc()
                .createHaVip(new CreateHaVipRequest()
                        .setRegionId(REGION)
                        .setVSwitchId(vSwitch)
                        .setIpAddress("172.16.0.222"))
                .getBody()
                .getHaVipId();
        await("the HaVip is available", () -> described().getStatus().equals("Available"));
        for (String instance : instances) {
            server.vpc()
                    .associateHaVip(new AssociateHaVipRequest()
                            .setRegionId(REGION)
                            .setHaVipId(haVip)
                            .setInstanceId(instance));
            await("it is bound", () -> described().getStatus().equals("InUse"));
        }
        var allocated = server.vpc()
                .allocateEipAddress(new AllocateEipAddressRequest().setRegionId(REGION))
                .getBody();
        eip = allocated.getEipAddress();
        server.vpc()
                .associateEipAddress(new AssociateEipAddressRequest()
                        .setRegionId(REGION)
                        .setAllocationId(allocated.getAllocationId())
                        .setInstanceType("HaVip")
                        .setInstanceId(haVip));
    }

    private DescribeHaVipsResponseBodyHaVipsHaVip described() throws Exception {
        return server.vpc()
                .describeHaVips(new DescribeHaVipsRequest().setRegionId(REGION))
                .getBody()
                .getHaVips()
                .getHaVip()
                .getFirst();
    }

    private String master() throws Exception {
        return Optional.ofNullable(described().getMasterInstanceId()).orElse("");
    }

    private DescribeInstancesResponseBodyInstancesInstance instance(String id) throws Exception {
        return server.ecs()
                .describeInstances(
                        new DescribeInstancesRequest().setRegionId(REGION).setInstanceIds("[\"" + id + "\"]"))
                .getBody()
                .getInstances()
                .getInstance()
                .getFirst();
    }

    private String status(String id) throws Exception {
        return instance(id).getStatus();
    }

    private String nameOf(String id) {
        return instances.indexOf(id) == 0 ? "ha1" : "ha2";
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /// Four times a second: the cloud counts calls.
    private void await(String claim, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + SOON + ": " + claim + "\n" + server.logs());
            }
            Thread.sleep(250);
        }
    }
}
