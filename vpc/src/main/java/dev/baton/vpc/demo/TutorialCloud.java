package dev.baton.vpc.demo;

import dev.baton.vpc.VpcException;
import dev.baton.vpc.server.ApiClient;
import dev.baton.vpc.server.ServerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The tutorial's resources, made and asked after by signed calls of the cloud's API, as any client makes them.
final class TutorialCloud implements AutoCloseable {
    private static final String VPC = "2016-04-28";
    private static final String ECS = "2014-05-26";
    private static final String REGION = ServerSettings.LABORATORY.cloud().region();
    private static final String ZONE = ServerSettings.LABORATORY.cloud().zones().getFirst();

    private final ApiClient client;
    private final Map<Host, String> ids = new HashMap<>();
    private String haVip = "";

    /// What the cloud says at one moment.
    ///
    /// @param master empty if nobody has the HaVip
    /// @param statuses in the cloud's words, by host
    record State(Optional<Host> master, Map<Host, String> statuses) {
        static final State NOTHING = new State(Optional.empty(), Map.of());

        State {
            statuses = Map.copyOf(statuses);
        }

        String status(Host host) {
            return statuses.getOrDefault(host, "");
        }
    }

    TutorialCloud(InetSocketAddress server) {
        this.client = new ApiClient(
                server.getAddress().getHostAddress() + ":" + server.getPort(), ServerSettings.LABORATORY_KEY);
    }

    /// Both hosts created, bound to the HaVip and switched off, and the EIP on the HaVip.
    void build(List<Host> hosts) throws VpcException {
        String vpc = vpc("CreateVpc", Map.of("CidrBlock", "172.16.0.0/12", "VpcName", "tutorial"), "/VpcId");
        String vSwitch = vpc(
                "CreateVSwitch",
                Map.of("VpcId", vpc, "ZoneId", ZONE, "CidrBlock", Tutorial.SUBNET.toString()),
                "/VSwitchId");
        for (Host host : hosts) {
            ids.put(host, create(host, vSwitch));
        }
        haVip = vpc(
                "CreateHaVip",
                Map.of("VSwitchId", vSwitch, "IpAddress", Tutorial.HAVIP_ADDRESS.toString(), "Name", "tutorial"),
                "/HaVipId");
        for (Host host : hosts) {
            vpc("AssociateHaVip", Map.of("HaVipId", haVip, "InstanceId", id(host)), "/RequestId");
        }
        // The cloud's first public address is the tutorial's.
        String eip = vpc("AllocateEipAddress", Map.of("Bandwidth", "5"), "/AllocationId");
        vpc(
                "AssociateEipAddress",
                Map.of("AllocationId", eip, "InstanceType", "HaVip", "InstanceId", haVip),
                "/RequestId");
    }

    private String create(Host host, String vSwitch) throws VpcException {
        String userData = Base64.getEncoder().encodeToString(host.userData().getBytes(StandardCharsets.UTF_8));
        Map<String, String> parameters = Map.of(
                "VSwitchId",
                vSwitch,
                "ImageId",
                "tutorial",
                "InstanceType",
                "ecs.g6.large",
                "InstanceName",
                host.name(),
                "HostName",
                host.hostName(),
                "PrivateIpAddress",
                host.address().toString(),
                "UserData",
                userData);
        return call(ECS, "CreateInstance", parameters).at("/InstanceId").asString();
    }

    /// The instance that this host is.
    String id(Host host) {
        return Optional.ofNullable(ids.get(host)).orElseThrow();
    }

    void start(Host host) throws VpcException {
        call(ECS, "StartInstance", Map.of("InstanceId", id(host)));
    }

    /// Without a word to anything that runs on it.
    void stop(Host host) throws VpcException {
        call(ECS, "StopInstance", Map.of("InstanceId", id(host), "ForceStop", "true"));
    }

    State state() throws VpcException {
        String master = call(VPC, "DescribeHaVips", Map.of())
                .at("/HaVips/HaVip/0/MasterInstanceId")
                .asString("");
        Map<String, String> statuses = new HashMap<>();
        call(ECS, "DescribeInstances", Map.of())
                .at("/Instances/Instance")
                .forEach(each -> statuses.put(
                        each.path("InstanceId").asString(), each.path("Status").asString()));
        Map<Host, String> byHost = new HashMap<>();
        ids.forEach((host, id) -> byHost.put(host, statuses.getOrDefault(id, "")));
        return new State(
                ids.keySet().stream().filter(host -> id(host).equals(master)).findFirst(), byHost);
    }

    private String vpc(String action, Map<String, String> parameters, String answer) throws VpcException {
        return call(VPC, action, parameters).at(answer).asString();
    }

    private JsonNode call(String version, String action, Map<String, String> parameters) throws VpcException {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("RegionId", REGION);
        try {
            return client.call(version, action, all);
        } catch (IOException e) {
            throw new VpcException(action, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
