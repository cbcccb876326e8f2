package dev.baton.it.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.havip.resource.Eip;
import dev.baton.havip.resource.HaVip;
import dev.baton.havip.resource.Instance;
import dev.baton.havip.resource.Resource;
import dev.baton.havip.resource.VSwitch;
import dev.baton.it.Built;
import dev.baton.it.lab.Await;
import dev.baton.it.lab.Product;
import dev.baton.vpc.store.Database;
import dev.baton.vpc.store.ResourceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The server with the driver `linux`, killed (SIGKILL) in the middle of a session, whenever: after the next start
/// what the API says, what the store holds and what the kernel does are the same. `-Dcloud.kills=N` kills it N
/// times instead of 4, `-Dcloud.seed=N` plays a session again.
@Tag("kernel")
class KilledMachinesTest {
    private static final int KILLS = Integer.getInteger("cloud.kills", 4);
    private static final long SEED = Long.getLong("cloud.seed", System.nanoTime());
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SESSION_MILLIS = 3_000;
    private static final String VPC = "2016-04-28";
    private static final String ECS = "2014-05-26";

    /// Nobody waits, and nobody is told to.
    private static final String SETTINGS = """
            {"quotas": {"eips-per-account": 10000, "eips-per-ten-seconds": 10000, "havips-per-vpc": 10000,
                        "havips-per-instance": 10000, "instances-per-account": 10000},
             "delaysMillis": {"havip-creating": 0, "havip-associating": 0, "havip-unassociating": 0, "havip-deleting": 0,
                              "eip-associating": 0, "eip-unassociating": 0, "eip-releasing": 0, "vpc-pending": 0,
                              "vswitch-pending": 0, "instance-pending": 0, "instance-starting": 0, "instance-stopping": 0},
             "publicAddresses": "198.18.0.0/16",
             "rate": {"calls": 1000000, "seconds": 1},
             "rates": {"AllocateEipAddress": {"calls": 1000000, "seconds": 1},
                       "AssociateEipAddress": {"calls": 1000000, "seconds": 1},
                       "ReleaseEipAddress": {"calls": 1000000, "seconds": 1},
                       "DescribeEipAddresses": {"calls": 1000000, "seconds": 1}}}
            """;

    private static final Pattern GUARD = Pattern.compile("200:\\s+from ([\\d.]+) iif p-.*");
    private static final Pattern SUBNET = Pattern.compile("blackhole ([\\d./]+)\\s*");
    private static final Pattern TRANSLATION = Pattern.compile("\\s*ip daddr ([\\d.]+) dnat to ([\\d.]+)");

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    /// What can be seen of a network: subnets, addresses that somebody may send from, and what EIPs stand for. Texts in
    /// the order of the alphabet.
    private record Sight(List<String> subnets, List<String> sources, List<String> eips) {
        static Sight of(Stream<String> subnets, Stream<String> sources, Stream<String> eips) {
            return new Sight(
                    subnets.sorted().toList(),
                    sources.sorted().toList(),
                    eips.sorted().toList());
        }
    }

    @BeforeEach
    void check() {
        Built.orSkip(Product.BATON);
    }

    @Test
    void apiStoreAndKernelAgreeAfterEachKill() throws Exception {
        int changes = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            try (CloudProcess cloud = start()) {
                agree(cloud, kill);
                changes += sessionUntilKilled(cloud);
            }
        }
        Sight stored = stored();
        try (CloudProcess cloud = start()) {
            agree(cloud, KILLS);
            assertThat(api(cloud)).isEqualTo(stored);
            assertThat(cloud.terminate()).isZero();
        }
        assertThat(stored.subnets()).hasSize(2);
        assertThat(changes).as("calls that were acknowledged").isGreaterThan(KILLS);
    }

    private CloudProcess start() throws IOException {
        Path settings = Files.writeString(folder.resolve("settings.json"), SETTINGS);
        return CloudProcess.start(folder, "--driver", "linux", "--port", "0", "--settings", settings.toString());
    }

    /// What the kernel does follows the API's answers by a moment.
    private void agree(CloudProcess cloud, int kills) throws Exception {
        String claim = "the kernel does what the API says after " + kills + " kills, -Dcloud.seed=" + SEED;
        Await.until(
                claim,
                SOON,
                () -> unchecked(
                        () -> machinesAreAsTheApiSays(cloud) && api(cloud).equals(kernel(cloud))),
                () -> unchecked(() -> "API    " + api(cloud) + "\nkernel " + kernel(cloud) + "\n"
                        + list(cloud, ECS, "DescribeInstances", "Instances", "Instance") + machines() + cloud.log()));
        assertThat(api(cloud)).isEqualTo(kernel(cloud));
    }

    /// Machines end with their server, and the API knows; one whose start was acknowledged and not done is started.
    private boolean machinesAreAsTheApiSays(CloudProcess cloud) throws IOException {
        List<JsonNode> instances = list(cloud, ECS, "DescribeInstances", "Instances", "Instance");
        Set<String> on = new TreeSet<>();
        for (JsonNode each : instances) {
            switch (each.path("Status").asString("")) {
                case "Running" -> on.add(each.path("InstanceId").asString(""));
                case "Stopped" -> {}
                default -> {
                    return false;
                }
            }
        }
        return on.equals(machines());
    }

    /// The instances whose machine's first process lives.
    private Set<String> machines() throws IOException {
        Path note = folder.resolve("state").resolve("machines");
        Set<String> machines = new TreeSet<>();
        for (String line : Files.exists(note) ? Files.readAllLines(note) : List.<String>of()) {
            String[] words = line.split(" ", -1);
            if (words[1].startsWith("i-")
                    && ProcessHandle.of(Long.parseLong(words[2])).isPresent()) {
                machines.add(words[1]);
            }
        }
        return machines;
    }

    private Sight api(CloudProcess cloud) throws IOException {
        List<JsonNode> instances = list(cloud, ECS, "DescribeInstances", "Instances", "Instance");
        List<JsonNode> haVips = list(cloud, VPC, "DescribeHaVips", "HaVips", "HaVip");
        Stream<String> own = instances.stream()
                .map(each -> each.path("VpcAttributes")
                        .path("PrivateIpAddress")
                        .path("IpAddress")
                        .path(0)
                        .asString(""));
        Stream<String> shared = haVips.stream()
                .flatMap(each -> each.path("AssociatedInstances")
                        .path("associatedInstance")
                        .valueStream()
                        .map(member -> each.path("IpAddress").asString("")));
        Stream<String> eips = haVips.stream()
                .flatMap(each -> each.path("AssociatedEipAddresses")
                        .path("associatedEipAddresse")
                        .valueStream()
                        .map(eip ->
                                eip.asString("") + " " + each.path("IpAddress").asString("")));
        return Sight.of(
                list(cloud, VPC, "DescribeVSwitches", "VSwitches", "VSwitch").stream()
                        .map(each -> each.path("CidrBlock").asString("")),
                Stream.concat(own, shared),
                eips);
    }

    private static Sight kernel(CloudProcess cloud) throws Exception {
        if (cloud.machine("vswitch").isEmpty() || cloud.machine("gateway").isEmpty()) {
            return new Sight(List.of(), List.of(), List.of());
        }
        long vSwitch = cloud.machine("vswitch").orElseThrow();
        long gateway = cloud.machine("gateway").orElseThrow();
        return Sight.of(
                found(SUBNET, matcher -> matcher.group(1), vSwitch, "ip", "route", "show", "type", "blackhole"),
                found(GUARD, matcher -> matcher.group(1), vSwitch, "ip", "rule"),
                found(
                        TRANSLATION,
                        matcher -> matcher.group(1) + " " + matcher.group(2),
                        gateway,
                        "nft",
                        "list",
                        "ruleset"));
    }

    private static Stream<String> found(
            Pattern pattern, Function<Matcher, String> text, long machine, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of("nsenter", "--target", Long.toString(machine), "--net"));
        all.addAll(List.of(command));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return said.lines().map(pattern::matcher).filter(Matcher::matches).map(text);
    }

    /// What is in the database while no server runs.
    private Sight stored() throws Exception {
        try (ResourceStore store = ResourceStore.open(Database.embedded(folder.resolve("state")))) {
            List<? extends Resource> all = List.copyOf(store.load());
            Stream<String> own = of(all, Instance.class).map(each -> addressOf(all, each));
            Stream<String> shared =
                    of(all, HaVip.class).flatMap(each -> each.members().stream().map(member -> each.address()));
            Stream<String> eips = of(all, Eip.class)
                    .flatMap(each -> each.target().stream()
                            .map(target -> each.address() + " "
                                    + of(all, HaVip.class)
                                            .filter(haVip -> haVip.id().equals(target.id()))
                                            .findFirst()
                                            .orElseThrow()
                                            .address()));
            return Sight.of(of(all, VSwitch.class).map(VSwitch::cidr), Stream.concat(own, shared), eips);
        }
    }

    private static String addressOf(List<? extends Resource> all, Instance instance) {
        return of(all, dev.baton.havip.resource.Eni.class)
                .filter(eni -> eni.id().equals(instance.eni()))
                .findFirst()
                .orElseThrow()
                .address();
    }

    private static <T extends Resource> Stream<T> of(List<? extends Resource> all, Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast);
    }

    private int sessionUntilKilled(CloudProcess cloud) throws Exception {
        long pause = random.nextInt(SESSION_MILLIS);
        Thread killer = Thread.ofPlatform()
                .start(() -> unchecked(() -> {
                    Thread.sleep(pause);
                    cloud.kill();
                    return pause;
                }));
        int done = 0;
        boolean alive = true;
        while (alive) {
            try {
                done += step(cloud) ? 1 : 0;
            } catch (IOException dead) {
                alive = false;
            }
        }
        killer.join();
        return done;
    }

    /// One call; false if there was nothing to do, or it was refused.
    private boolean step(CloudProcess cloud) throws IOException {
        List<JsonNode> vSwitches = list(cloud, VPC, "DescribeVSwitches", "VSwitches", "VSwitch");
        if (vSwitches.size() < 2) {
            return extend(cloud, vSwitches.size());
        }
        List<JsonNode> instances = list(cloud, ECS, "DescribeInstances", "Instances", "Instance");
        List<JsonNode> haVips = list(cloud, VPC, "DescribeHaVips", "HaVips", "HaVip");
        List<JsonNode> eips = list(cloud, VPC, "DescribeEipAddresses", "EipAddresses", "EipAddress");
        return switch (random.nextInt(10)) {
            case 0, 1 ->
                does(
                        cloud,
                        ECS,
                        "CreateInstance",
                        Map.of(
                                "VSwitchId",
                                any(vSwitches, "VSwitchId"),
                                "InstanceType",
                                "ecs.g6.large",
                                "ImageId",
                                "lab"));
            case 2 -> does(cloud, ECS, "StartInstance", Map.of("InstanceId", any(instances, "InstanceId")));
            case 3 ->
                does(cloud, ECS, "DeleteInstance", Map.of("InstanceId", any(instances, "InstanceId"), "Force", "true"));
            case 4 -> does(cloud, VPC, "CreateHaVip", Map.of("VSwitchId", any(vSwitches, "VSwitchId")));
            case 5 -> does(cloud, VPC, "DeleteHaVip", Map.of("HaVipId", any(haVips, "HaVipId")));
            case 6, 7 ->
                does(
                        cloud,
                        VPC,
                        "AssociateHaVip",
                        Map.of("HaVipId", any(haVips, "HaVipId"), "InstanceId", any(instances, "InstanceId")));
            case 8 ->
                eips.size() < 3
                        ? does(cloud, VPC, "AllocateEipAddress", Map.of())
                        : does(cloud, VPC, "UnassociateEipAddress", Map.of("AllocationId", any(eips, "AllocationId")));
            default ->
                does(
                        cloud,
                        VPC,
                        "AssociateEipAddress",
                        Map.of(
                                "AllocationId", any(eips, "AllocationId"),
                                "InstanceId", any(haVips, "HaVipId"),
                                "InstanceType", "HaVip"));
        };
    }

    private boolean extend(CloudProcess cloud, int vSwitches) throws IOException {
        List<JsonNode> vpcs = list(cloud, VPC, "DescribeVpcs", "Vpcs", "Vpc");
        return vpcs.isEmpty()
                ? does(cloud, VPC, "CreateVpc", Map.of("CidrBlock", "172.16.0.0/12"))
                : does(
                        cloud,
                        VPC,
                        "CreateVSwitch",
                        Map.of(
                                "VpcId",
                                any(vpcs, "VpcId"),
                                "ZoneId",
                                SdkCloud.ZONE,
                                "CidrBlock",
                                "172." + (16 + vSwitches) + ".0.0/24"));
    }

    private String any(List<JsonNode> things, String id) {
        return things.isEmpty()
                ? "none"
                : things.get(random.nextInt(things.size())).path(id).asString("");
    }

    private static boolean does(CloudProcess cloud, String version, String action, Map<String, String> parameters)
            throws IOException {
        return !PlainCalls.send(cloud, PlainCalls.signed(version, action, parameters))
                .has("Code");
    }

    private static List<JsonNode> list(CloudProcess cloud, String version, String action, String outer, String inner)
            throws IOException {
        List<JsonNode> all = new ArrayList<>();
        int total = 1;
        for (int page = 1; all.size() < total; page++) {
            Map<String, String> parameters = Map.of("PageNumber", Integer.toString(page), "PageSize", "50");
            JsonNode answer = PlainCalls.send(cloud, PlainCalls.signed(version, action, parameters));
            total = answer.path("TotalCount").asInt(0);
            answer.path(outer).path(inner).forEach(all::add);
        }
        return all;
    }

    private interface Work<T> {
        T run() throws Exception;
    }

    private static <T> T unchecked(Work<T> work) {
        try {
            return work.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
