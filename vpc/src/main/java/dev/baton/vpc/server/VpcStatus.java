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
public record VpcStatus(List<HaVipLine> haVips, List<InstanceLine> instances) {
    private static final String VPC = "2016-04-28";
    private static final String ECS = "2014-05-26";
    private static final int PAGE = 50;

    /// A HaVip.
    ///
    /// @param master empty text if nobody has it
    public record HaVipLine(
            String id, String address, String status, String master, List<String> instances, List<String> eips) {}

    /// An instance.
    public record InstanceLine(String id, String name, String status, String address) {}

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
        List<HaVipLine> haVips = new ArrayList<>();
        for (JsonNode each : all(client, VPC, "DescribeHaVips", region, "/HaVips/HaVip")) {
            haVips.add(new HaVipLine(
                    text(each, "HaVipId"),
                    text(each, "IpAddress"),
                    text(each, "Status"),
                    text(each, "MasterInstanceId"),
                    texts(each.at("/AssociatedInstances/associatedInstance")),
                    texts(each.at("/AssociatedEipAddresses/associatedEipAddresse"))));
        }
        List<InstanceLine> instances = new ArrayList<>();
        for (JsonNode each : all(client, ECS, "DescribeInstances", region, "/Instances/Instance")) {
            instances.add(new InstanceLine(
                    text(each, "InstanceId"),
                    text(each, "InstanceName"),
                    text(each, "Status"),
                    each.at("/VpcAttributes/PrivateIpAddress/IpAddress/0").asString("")));
        }
        return new VpcStatus(haVips, instances);
    }

    /// For JSON: the same names in the same order every time.
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("haVips", haVips);
        tree.put("instances", instances);
        return tree;
    }

    /// For people: a line for each HaVip, and under it one for each instance that is bound.
    public String text() {
        if (haVips.isEmpty()) {
            return "No HaVip, " + instances.size() + " instances.\n";
        }
        StringBuilder out = new StringBuilder();
        for (HaVipLine haVip : haVips) {
            out.append(haVip.id() + "  " + haVip.address() + "  " + haVip.status());
            out.append(haVip.eips().isEmpty() ? "" : "  EIP " + String.join(", ", haVip.eips()));
            out.append('\n');
            haVip.instances()
                    .forEach(member -> out.append(member.equals(haVip.master()) ? "  ━━ " : "  ╌╌ ")
                            .append(line(member))
                            .append('\n'));
        }
        return out.toString();
    }

    private String line(String member) {
        return instances.stream()
                .filter(instance -> instance.id().equals(member))
                .map(instance -> instance.id() + "  " + instance.address() + "  " + instance.status())
                .findFirst()
                .orElse(member);
    }

    private static List<JsonNode> all(ApiClient client, String version, String action, String region, String path)
            throws IOException {
        List<JsonNode> found = new ArrayList<>();
        int page = 1;
        int total = 1;
        while (found.size() < total && found.size() >= (page - 1) * PAGE) {
            Map<String, String> parameters = Map.of(
                    "RegionId", region, "PageNumber", Integer.toString(page), "PageSize", Integer.toString(PAGE));
            JsonNode body = client.call(version, action, parameters);
            total = body.path("TotalCount").asInt(0);
            body.at(path).forEach(found::add);
            page++;
        }
        return found;
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
