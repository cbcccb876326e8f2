package dev.baton.vpc.server;

import dev.baton.vpc.gateway.AccessKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What there is in an account's cloud, as the API tells it.
///
/// @param haVips in the API's order
/// @param instances likewise
/// @param eips likewise
public record VpcStatus(List<HaVipLine> haVips, List<InstanceLine> instances, List<EipLine> eips) {
    private static final String VPC = "2016-04-28";
    private static final String ECS = "2014-05-26";

    /// A HaVip.
    ///
    /// @param master empty text if nobody has it
    public record HaVipLine(
            String id, String address, String status, String master, List<String> instances, List<String> eips) {}

    /// An instance.
    public record InstanceLine(String id, String name, String status, String address) {}

    /// An EIP.
    ///
    /// @param target the id of what it leads to; empty text if it leads nowhere
    public record EipLine(String id, String address, String status, String target) {}

    /// Asks the server.
    ///
    /// @param endpoint host and port
    /// @throws IOException if it does not answer, or refuses
    public static VpcStatus of(String endpoint, AccessKey key, String region) throws IOException {
        try (ApiClient client = new ApiClient(endpoint, key)) {
            return of(client, region);
        }
    }

    private static VpcStatus of(ApiClient client, String region) throws IOException {
        Map<String, String> inRegion = Map.of("RegionId", region);
        List<HaVipLine> haVips = new ArrayList<>();
        for (JsonNode each : client.list(VPC, "DescribeHaVips", inRegion, "/HaVips/HaVip")) {
            haVips.add(new HaVipLine(
                    text(each, "HaVipId"),
                    text(each, "IpAddress"),
                    text(each, "Status"),
                    text(each, "MasterInstanceId"),
                    texts(each.at("/AssociatedInstances/associatedInstance")),
                    texts(each.at("/AssociatedEipAddresses/associatedEipAddresse"))));
        }
        List<InstanceLine> instances = new ArrayList<>();
        for (JsonNode each : client.list(ECS, "DescribeInstances", inRegion, "/Instances/Instance")) {
            instances.add(new InstanceLine(
                    text(each, "InstanceId"),
                    text(each, "InstanceName"),
                    text(each, "Status"),
                    each.at("/VpcAttributes/PrivateIpAddress/IpAddress/0").asString("")));
        }
        List<EipLine> eips = new ArrayList<>();
        for (JsonNode each : client.list(VPC, "DescribeEipAddresses", inRegion, "/EipAddresses/EipAddress")) {
            eips.add(new EipLine(
                    text(each, "AllocationId"),
                    text(each, "IpAddress"),
                    text(each, "Status"),
                    text(each, "InstanceId")));
        }
        return new VpcStatus(haVips, instances, eips);
    }

    /// For JSON: the same names in the same order every time.
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("haVips", haVips);
        tree.put("instances", instances);
        tree.put("eips", eips);
        return tree;
    }

    /// For people: each HaVip, and under it the instances that are bound, with a solid line to the one that has
    /// it; then all instances and all EIPs.
    public String text() {
        StringBuilder out = new StringBuilder();
        for (HaVipLine haVip : haVips) {
            out.append("HaVip " + haVip.id() + "  " + haVip.address() + "  " + haVip.status());
            out.append(haVip.eips().isEmpty() ? "" : "  EIP " + String.join(", ", haVip.eips()));
            out.append('\n');
            haVip.instances()
                    .forEach(member -> out.append(member.equals(haVip.master()) ? "  ━━ " : "  ╌╌ ")
                            .append(line(member))
                            .append('\n'));
        }
        instances.forEach(instance -> out.append("Instance " + line(instance.id()) + "\n"));
        eips.forEach(eip -> out.append("EIP " + eip.address() + "  " + eip.id() + "  " + eip.status()
                + (eip.target().isEmpty() ? "" : "  to " + eip.target()) + "\n"));
        return out.isEmpty() ? "There is nothing in this cloud yet.\n" : out.toString();
    }

    private String line(String member) {
        return instances.stream()
                .filter(instance -> instance.id().equals(member))
                .map(instance ->
                        instance.id() + "  " + instance.name() + "  " + instance.address() + "  " + instance.status())
                .findFirst()
                .orElse(member);
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asString("")));
        return texts;
    }
}
