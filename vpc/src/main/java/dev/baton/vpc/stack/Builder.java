package dev.baton.vpc.stack;

import static dev.baton.vpc.stack.Region.Kind.EIPS;
import static dev.baton.vpc.stack.Region.Kind.HAVIPS;
import static dev.baton.vpc.stack.Region.Kind.INSTANCES;
import static dev.baton.vpc.stack.Region.Kind.VPCS;
import static dev.baton.vpc.stack.Region.Kind.VSWITCHES;

import dev.baton.vpc.gateway.AccessKey;
import dev.baton.vpc.server.ApiClient;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// Makes a cloud what a [Stack] says, by the API, and tells each change. What is as it shall be stays untouched; an
/// instance or HaVip that shall be another is made anew. Whoever stops it half-way runs it again.
///
/// Everything in the VPC belongs to the stack, and so does every EIP whose name begins with the VPC's name and `/`.
public final class Builder {
    private final Region cloud;
    private final Consumer<String> told;

    private Builder(Region cloud, Consumer<String> told) {
        this.cloud = cloud;
        this.told = told;
    }

    /// Makes it so.
    ///
    /// @param endpoint host and port of the server
    /// @param told takes a line for each change, when it is made
    /// @throws IOException if the server does not answer or refuses; what was done until then stays
    public static void up(String endpoint, AccessKey key, String region, Stack stack, Consumer<String> told)
            throws IOException {
        try (ApiClient client = new ApiClient(endpoint, key)) {
            new Builder(new Region(client, region), told).apply(stack);
        }
    }

    /// Takes the VPC away with everything in it, and its EIPs; fine if there is none.
    public static void down(String endpoint, AccessKey key, String region, Stack stack, Consumer<String> told)
            throws IOException {
        try (ApiClient client = new ApiClient(endpoint, key)) {
            new Builder(new Region(client, region), told).end(stack);
        }
    }

    private void apply(Stack stack) throws IOException {
        Optional<String> found = vpc(stack);
        String vpc = found.isPresent() ? found.get() : createVpc(stack);
        settle(stack, vpc);
        checkSwitches(stack, vpc);
        clear(stack, vpc);
        for (Map.Entry<String, String> each : stack.vSwitches().entrySet()) {
            if (!cloud.in(vpc, VSWITCHES).containsKey(each.getKey())) {
                createSwitch(vpc, each.getKey(), each.getValue());
            }
        }
        Map<String, String> switches = ids(vpc, VSWITCHES);
        createInstances(stack, vpc, switches);
        for (Map.Entry<String, Stack.HaVip> each : stack.haVips().entrySet()) {
            haVip(vpc, each.getKey(), each.getValue(), switches);
        }
        for (Map.Entry<String, String> each : stack.eips().entrySet()) {
            eip(stack, vpc, each.getKey(), each.getValue());
        }
        power(stack, vpc);
    }

    /// Whoever ran before may have been stopped in the middle of something.
    private void settle(Stack stack, String vpc) throws IOException {
        for (JsonNode each : cloud.in(vpc, VPCS).values()) {
            cloud.settle(VPCS, each);
        }
        for (Region.Kind kind : List.of(VSWITCHES, INSTANCES, HAVIPS)) {
            for (JsonNode each : cloud.in(vpc, kind).values()) {
                cloud.settle(kind, each);
            }
        }
        for (JsonNode eip : eips(stack)) {
            cloud.settle(EIPS, eip);
        }
    }

    private Optional<String> vpc(Stack stack) throws IOException {
        return cloud.all(VPCS).stream()
                .filter(each -> VPCS.nameOf(each).equals(stack.vpc()))
                .map(VPCS::idOf)
                .findFirst();
    }

    private String createVpc(Stack stack) throws IOException {
        told.accept("+ VPC " + stack.vpc() + " " + stack.cidr());
        String id = VPCS.idOf(cloud.call(VPCS, "CreateVpc", "VpcName", stack.vpc(), "CidrBlock", stack.cidr()));
        cloud.await(VPCS, id, "Available");
        return id;
    }

    /// A vSwitch can be neither changed nor replaced while something is on it.
    private void checkSwitches(Stack stack, String vpc) throws IOException {
        for (Map.Entry<String, JsonNode> each : cloud.in(vpc, VSWITCHES).entrySet()) {
            String wanted = stack.vSwitches().getOrDefault(each.getKey(), "");
            String is = each.getValue().path("CidrBlock").asString("");
            if (!wanted.isEmpty() && !wanted.equals(is)) {
                throw new IOException("the vSwitch " + each.getKey() + " is " + is + " and shall be " + wanted
                        + ", but a vSwitch cannot be changed: give it another name, or begin with 'baton vpc down'");
            }
        }
    }

    private void createSwitch(String vpc, String name, String cidr) throws IOException {
        told.accept("+ vSwitch " + name + " " + cidr);
        String zone =
                cloud.call(VPCS, "DescribeZones").at("/Zones/Zone/0/ZoneId").asString("");
        String id = VSWITCHES.idOf(cloud.call(
                VSWITCHES, "CreateVSwitch", "VpcId", vpc, "ZoneId", zone, "CidrBlock", cidr, "VSwitchName", name));
        cloud.await(VSWITCHES, id, "Available");
    }

    private Map<String, String> ids(String vpc, Region.Kind kind) throws IOException {
        Map<String, String> ids = new HashMap<>();
        cloud.in(vpc, kind).forEach((name, each) -> ids.put(name, kind.idOf(each)));
        return ids;
    }

    /// Takes away what shall not be, or not as it is; from the outside inwards.
    private void clear(Stack stack, String vpc) throws IOException {
        Map<String, String> switches = new HashMap<>();
        cloud.in(vpc, VSWITCHES).forEach((name, each) -> switches.put(VSWITCHES.idOf(each), name));
        for (JsonNode eip : eips(stack)) {
            if (!stack.eips().containsKey(shortName(stack, eip))) {
                told.accept("- EIP " + shortName(stack, eip) + " "
                        + eip.path("IpAddress").asString(""));
                release(eip);
            }
        }
        for (Map.Entry<String, JsonNode> each : cloud.in(vpc, HAVIPS).entrySet()) {
            JsonNode is = each.getValue();
            boolean fits = Optional.ofNullable(stack.haVips().get(each.getKey()))
                    .filter(wanted -> wanted.address()
                                    .equals(is.path("IpAddress").asString(""))
                            && wanted.vSwitch()
                                    .equals(switches.get(is.path("VSwitchId").asString(""))))
                    .isPresent();
            if (!fits) {
                told.accept(
                        "- HaVip " + each.getKey() + " " + is.path("IpAddress").asString(""));
                deleteHaVip(is);
            }
        }
        for (Map.Entry<String, JsonNode> each : cloud.in(vpc, INSTANCES).entrySet()) {
            boolean fits = Optional.ofNullable(stack.instances().get(each.getKey()))
                    .filter(wanted -> wanted.mark()
                            .equals(each.getValue().path("Description").asString("")))
                    .isPresent();
            if (!fits) {
                told.accept("- instance " + each.getKey());
                deleteInstance(vpc, each.getValue());
            }
        }
        for (Map.Entry<String, JsonNode> each : cloud.in(vpc, VSWITCHES).entrySet()) {
            if (!stack.vSwitches().containsKey(each.getKey())) {
                told.accept("- vSwitch " + each.getKey());
                String id = VSWITCHES.idOf(each.getValue());
                cloud.call(VSWITCHES, "DeleteVSwitch", "VSwitchId", id);
                cloud.awaitEnd(VSWITCHES, id);
            }
        }
    }

    private List<JsonNode> eips(Stack stack) throws IOException {
        return cloud.all(EIPS).stream()
                .filter(eip -> EIPS.nameOf(eip).startsWith(stack.vpc() + "/"))
                .toList();
    }

    private static String shortName(Stack stack, JsonNode eip) {
        return EIPS.nameOf(eip).substring(stack.vpc().length() + 1);
    }

    private void release(JsonNode eip) throws IOException {
        String id = EIPS.idOf(eip);
        free(eip);
        cloud.call(EIPS, "ReleaseEipAddress", "AllocationId", id);
        cloud.awaitEnd(EIPS, id);
    }

    /// So that it leads nowhere.
    private void free(JsonNode eip) throws IOException {
        String id = EIPS.idOf(eip);
        if (!eip.path("InstanceId").asString("").isEmpty()) {
            cloud.call(EIPS, "UnassociateEipAddress", "AllocationId", id);
            cloud.await(EIPS, id, "Available");
        }
    }

    private void freeAllOf(String target) throws IOException {
        for (JsonNode eip : cloud.all(EIPS)) {
            if (eip.path("InstanceId").asString("").equals(target)) {
                free(eip);
            }
        }
    }

    private void deleteHaVip(JsonNode haVip) throws IOException {
        String id = HAVIPS.idOf(haVip);
        freeAllOf(id);
        for (String member : members(haVip)) {
            unbind(id, member);
        }
        cloud.call(HAVIPS, "DeleteHaVip", "HaVipId", id);
        cloud.awaitEnd(HAVIPS, id);
    }

    private static List<String> members(JsonNode haVip) {
        return Region.texts(haVip.at("/AssociatedInstances/associatedInstance"));
    }

    private void unbind(String haVip, String member) throws IOException {
        cloud.call(HAVIPS, "UnassociateHaVip", "HaVipId", haVip, "InstanceId", member, "Force", "True");
        cloud.await(HAVIPS, haVip, "Available", "InUse");
    }

    private void deleteInstance(String vpc, JsonNode instance) throws IOException {
        String id = INSTANCES.idOf(instance);
        freeAllOf(id);
        for (JsonNode haVip : cloud.in(vpc, HAVIPS).values()) {
            if (members(haVip).contains(id)) {
                unbind(HAVIPS.idOf(haVip), id);
            }
        }
        if (!instance.path("Status").asString("").equals("Stopped")) {
            cloud.await(INSTANCES, id, "Running", "Stopped");
            cloud.call(INSTANCES, "StopInstance", "InstanceId", id, "ForceStop", "true");
            cloud.await(INSTANCES, id, "Stopped");
        }
        cloud.call(INSTANCES, "DeleteInstance", "InstanceId", id);
        cloud.awaitEnd(INSTANCES, id);
    }

    private void createInstances(Stack stack, String vpc, Map<String, String> switches) throws IOException {
        Map<String, JsonNode> there = cloud.in(vpc, INSTANCES);
        for (Map.Entry<String, Stack.Machine> each : stack.instances().entrySet()) {
            if (!there.containsKey(each.getKey())) {
                Stack.Machine machine = each.getValue();
                told.accept(("+ instance " + each.getKey() + " " + machine.address()).strip());
                String id = INSTANCES.idOf(cloud.call(
                        INSTANCES,
                        "CreateInstance",
                        "InstanceName",
                        each.getKey(),
                        "HostName",
                        each.getKey(),
                        "Description",
                        machine.mark(),
                        "VSwitchId",
                        switches.getOrDefault(machine.vSwitch(), ""),
                        "PrivateIpAddress",
                        machine.address(),
                        "UserData",
                        machine.encoded(),
                        "InstanceType",
                        "ecs.g6.large",
                        "ImageId",
                        "baton"));
                cloud.await(INSTANCES, id, "Stopped");
            }
        }
    }

    private void haVip(String vpc, String name, Stack.HaVip wanted, Map<String, String> switches) throws IOException {
        if (!cloud.in(vpc, HAVIPS).containsKey(name)) {
            told.accept("+ HaVip " + name + " " + wanted.address());
            String id = HAVIPS.idOf(cloud.call(
                    HAVIPS,
                    "CreateHaVip",
                    "VSwitchId",
                    switches.getOrDefault(wanted.vSwitch(), ""),
                    "IpAddress",
                    wanted.address(),
                    "Name",
                    name));
            cloud.await(HAVIPS, id, "Available", "InUse");
        }
        JsonNode haVip = Optional.ofNullable(cloud.in(vpc, HAVIPS).get(name)).orElseThrow();
        Map<String, String> instances = ids(vpc, INSTANCES);
        List<String> members = wanted.instances().stream()
                .map(member -> instances.getOrDefault(member, ""))
                .toList();
        String id = HAVIPS.idOf(haVip);
        for (String member : members(haVip)) {
            if (!members.contains(member)) {
                told.accept("- binding of HaVip " + name + " to " + member);
                unbind(id, member);
            }
        }
        for (String member : wanted.instances()) {
            String instance = instances.getOrDefault(member, "");
            if (!members(haVip).contains(instance)) {
                told.accept("+ binding of HaVip " + name + " to " + member);
                cloud.call(HAVIPS, "AssociateHaVip", "HaVipId", id, "InstanceId", instance);
                cloud.await(HAVIPS, id, "InUse");
            }
        }
    }

    private void eip(Stack stack, String vpc, String name, String target) throws IOException {
        String fullName = stack.vpc() + "/" + name;
        Optional<JsonNode> found = eips(stack).stream()
                .filter(eip -> EIPS.nameOf(eip).equals(fullName))
                .findFirst();
        if (found.isEmpty()) {
            JsonNode made = cloud.call(EIPS, "AllocateEipAddress", "Name", fullName, "Bandwidth", "5");
            told.accept("+ EIP " + name + " " + made.path("EipAddress").asString(""));
        }
        JsonNode eip = found.isPresent()
                ? found.get()
                : eips(stack).stream()
                        .filter(each -> EIPS.nameOf(each).equals(fullName))
                        .findFirst()
                        .orElseThrow();
        boolean isHaVip = stack.haVips().containsKey(target);
        String wanted = ids(vpc, isHaVip ? HAVIPS : INSTANCES).getOrDefault(target, "");
        if (!eip.path("InstanceId").asString("").equals(wanted)) {
            free(eip);
            if (!wanted.isEmpty()) {
                told.accept("+ EIP " + name + " leads to " + target);
                cloud.call(
                        EIPS,
                        "AssociateEipAddress",
                        "AllocationId",
                        EIPS.idOf(eip),
                        "InstanceType",
                        isHaVip ? "HaVip" : "EcsInstance",
                        "InstanceId",
                        wanted);
                cloud.await(EIPS, EIPS.idOf(eip), "InUse");
            } else {
                told.accept("- EIP " + name + " leads nowhere");
            }
        }
    }

    /// Last, because an instance that announces a HaVip before it is bound does not get it.
    private void power(Stack stack, String vpc) throws IOException {
        for (Map.Entry<String, JsonNode> each : cloud.in(vpc, INSTANCES).entrySet()) {
            boolean wanted = Optional.ofNullable(stack.instances().get(each.getKey()))
                    .map(Stack.Machine::running)
                    .orElse(false);
            String id = INSTANCES.idOf(each.getValue());
            String status = each.getValue().path("Status").asString("");
            if (wanted && status.equals("Stopped")) {
                told.accept("  starting " + each.getKey());
                cloud.call(INSTANCES, "StartInstance", "InstanceId", id);
                cloud.await(INSTANCES, id, "Running");
            } else if (!wanted && status.equals("Running")) {
                told.accept("  stopping " + each.getKey());
                cloud.call(INSTANCES, "StopInstance", "InstanceId", id);
                cloud.await(INSTANCES, id, "Stopped");
            }
        }
    }

    private void end(Stack stack) throws IOException {
        Optional<String> vpc = vpc(stack);
        if (vpc.isPresent()) {
            settle(stack, vpc.get());
            clear(stack.emptied(), vpc.get());
            told.accept("- VPC " + stack.vpc());
            cloud.call(VPCS, "DeleteVpc", "VpcId", vpc.get());
            cloud.awaitEnd(VPCS, vpc.get());
        }
    }
}
