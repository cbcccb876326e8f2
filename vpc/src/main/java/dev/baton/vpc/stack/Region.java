package dev.baton.vpc.stack;

import dev.baton.vpc.server.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// The cloud's region as seen by its API: what there is in one VPC, by name, and calls that change it.
final class Region {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Set<String> STABLE = Set.of("Available", "InUse", "Running", "Stopped");
    private static final String VPC = "2016-04-28";
    private static final String ECS = "2014-05-26";

    private final ApiClient client;
    private final String region;

    Region(ApiClient client, String region) {
        this.client = client;
        this.region = region;
    }

    /// A kind of resource, as the API lists it: the product, the action, a JSON pointer to the elements of its answer,
    /// the field with the id, which is also the parameter that an action wants, and the field with the name.
    enum Kind {
        VPCS(Region.VPC, "DescribeVpcs", "/Vpcs/Vpc", "VpcId", "VpcName"),
        VSWITCHES(Region.VPC, "DescribeVSwitches", "/VSwitches/VSwitch", "VSwitchId", "VSwitchName"),
        INSTANCES(Region.ECS, "DescribeInstances", "/Instances/Instance", "InstanceId", "InstanceName"),
        HAVIPS(Region.VPC, "DescribeHaVips", "/HaVips/HaVip", "HaVipId", "Name"),
        EIPS(Region.VPC, "DescribeEipAddresses", "/EipAddresses/EipAddress", "AllocationId", "Name");

        private final String version;
        private final String action;
        private final String pointer;
        private final String id;
        private final String name;

        Kind(String version, String action, String pointer, String id, String name) {
            this.version = version;
            this.action = action;
            this.pointer = pointer;
            this.id = id;
            this.name = name;
        }

        String idOf(JsonNode resource) {
            return resource.path(id).asString("");
        }

        String nameOf(JsonNode resource) {
            return resource.path(name).asString("");
        }
    }

    /// All of a kind that the account has.
    List<JsonNode> all(Kind kind) throws IOException {
        return client.list(kind.version, kind.action, Map.of("RegionId", region), kind.pointer);
    }

    /// Those inside a VPC, by name.
    Map<String, JsonNode> in(String vpc, Kind kind) throws IOException {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        for (JsonNode each : all(kind)) {
            String place =
                    each.path("VpcId").asString(each.at("/VpcAttributes/VpcId").asString(""));
            if (place.equals(vpc)) {
                found.put(kind.nameOf(each), each);
            }
        }
        return found;
    }

    /// Calls an action.
    ///
    /// @param parameters names and values in turn; empty values are left out
    JsonNode call(Kind kind, String action, String... parameters) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of("RegionId", region));
        for (int at = 0; at < parameters.length; at += 2) {
            if (!parameters[at + 1].isEmpty()) {
                all.put(parameters[at], parameters[at + 1]);
            }
        }
        return client.call(kind.version, action, all);
    }

    /// Waits until the resource is in one of these states.
    void await(Kind kind, String id, String... states) throws IOException {
        await(
                kind + " " + id + " is " + String.join(" or ", states),
                () -> find(kind, id)
                        .filter(found ->
                                List.of(states).contains(found.path("Status").asString("")))
                        .isPresent());
    }

    /// Waits until the resource is in one of the states in which it stays, or gone.
    void settle(Kind kind, JsonNode resource) throws IOException {
        String id = kind.idOf(resource);
        await(
                kind + " " + id + " is between two states",
                () -> find(kind, id)
                        .filter(found -> !STABLE.contains(found.path("Status").asString("")))
                        .isEmpty());
    }

    /// Waits until the resource is gone.
    void awaitEnd(Kind kind, String id) throws IOException {
        await(kind + " " + id + " is gone", () -> find(kind, id).isEmpty());
    }

    private Optional<JsonNode> find(Kind kind, String id) throws IOException {
        return all(kind).stream().filter(each -> kind.idOf(each).equals(id)).findFirst();
    }

    /// Something that the cloud is asked for.
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(String claim, Condition condition) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("not within " + PATIENCE.toSeconds() + " s: " + claim);
            }
            try {
                TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting: " + claim, e);
            }
        }
    }

    /// The elements of a list of texts.
    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asString("")));
        return texts;
    }
}
