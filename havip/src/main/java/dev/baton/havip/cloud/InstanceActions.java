package dev.baton.havip.cloud;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.InstanceId;
import dev.baton.havip.PortId;
import dev.baton.havip.VSwitchId;
import dev.baton.havip.resource.Eip;
import dev.baton.havip.resource.Eni;
import dev.baton.havip.resource.HaVip;
import dev.baton.havip.resource.Instance;
import dev.baton.havip.resource.Meta;
import dev.baton.havip.resource.Phase;
import dev.baton.havip.resource.RouteEntry;
import dev.baton.havip.resource.SecurityGroup;
import dev.baton.havip.resource.Status;
import dev.baton.havip.resource.VSwitch;
import dev.baton.model.IpAddress;
import dev.baton.model.Ipv4Address;
import dev.baton.model.MacAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Instances come and go.
final class InstanceActions {
    /// A block for virtual machines, locally administered; the last three bytes are those of the address.
    private static final long MAC_BLOCK = 0x0216_3e00_0000L;

    /// A device's name has at most 15 characters (`IFNAMSIZ` of linux/if.h less the final zero).
    private static final int PORT_TAIL = 13;

    private InstanceActions() {}

    static List<Action> all() {
        return List.of(
                Action.ecs("RunInstances", InstanceActions::run, "RegionId", "VSwitchId"),
                Action.ecs("CreateInstance", InstanceActions::create, "RegionId", "VSwitchId"),
                Action.ecs("ModifyInstanceAttribute", InstanceActions::modify, "InstanceId"),
                Action.ecs("DeleteInstance", InstanceActions::delete, "InstanceId"),
                Action.ecs("DeleteInstances", InstanceActions::deleteAll, "RegionId"));
    }

    private static Fields run(Request request) {
        int amount = request.whole("Amount", 1, 1, request.turn().settings().quota(Quota.INSTANCES_PER_CALL));
        if (amount > 1 && request.text("PrivateIpAddress").isPresent()) {
            throw new CallRefused(ErrorCode.INVALID_PARAMETER, "PrivateIpAddress");
        }
        List<String> ids = new ArrayList<>();
        for (int at = 0; at < amount; at++) {
            ids.add(make(request, Instance.Power.ON));
        }
        return Fields.none().texts("InstanceIdSets", "InstanceIdSet", ids);
    }

    private static Fields create(Request request) {
        return Fields.of("InstanceId", make(request, Instance.Power.OFF));
    }

    private static String make(Request request, Instance.Power wanted) {
        Turn turn = request.turn();
        request.within(
                Quota.INSTANCES_PER_ACCOUNT, request.allMine(Instance.class).count(), ErrorCode.QUOTA_INSTANCES);
        VSwitch vSwitch = request.mine(VSwitch.class, request.required("VSwitchId"), ErrorCode.VSWITCH_ID_NOT_FOUND);
        if (!request.text("ZoneId", vSwitch.zone()).equals(vSwitch.zone())) {
            throw new CallRefused(ErrorCode.OTHER_ZONE);
        }
        Ipv4Address address = new PrivateAddresses(turn).choose(vSwitch, request.text("PrivateIpAddress"));
        String id = turn.freshId(Instance.class, "i-");
        Meta meta = Resources.meta(request, request.name("InstanceName").or(() -> Optional.of(id)));
        Eni eni = eni(turn, meta, vSwitch, address, id);
        Instance instance = new Instance(
                id,
                meta,
                turn.during(Status.PENDING, Delay.INSTANCE_PENDING),
                vSwitch.zone(),
                eni.id(),
                wanted,
                Instance.Power.OFF,
                machine(request, id));
        turn.put(eni);
        turn.put(instance);
        turn.network(new FabricEvent.CreateInstance(port(instance, eni)));
        turn.note(instance, TimelineEntry.Topic.CREATED, eni.address());
        return id;
    }

    private static Eni eni(Turn turn, Meta meta, VSwitch vSwitch, Ipv4Address address, String instance) {
        String id = turn.freshId(Eni.class, "eni-");
        Meta own = new Meta(meta.account(), "", "", meta.resourceGroup(), meta.createdMillis(), List.of());
        return new Eni(
                id,
                own,
                Phase.settled(Status.IN_USE),
                vSwitch.vpc(),
                vSwitch.id(),
                address.toString(),
                mac(address).toString(),
                "p-" + id.substring(id.length() - PORT_TAIL),
                Optional.of(instance),
                true);
    }

    private static MacAddress mac(IpAddress address) {
        byte[] bytes = address.bytes();
        return new MacAddress(MAC_BLOCK | ((bytes[1] & 0xffL) << 16) | ((bytes[2] & 0xffL) << 8) | (bytes[3] & 0xffL));
    }

    private static Instance.Machine machine(Request request, String id) {
        String type = request.text("InstanceType", "ecs.g6.large");
        if (!type.matches("ecs\\.[a-z0-9.-]{1,60}")) {
            throw new CallRefused(ErrorCode.ECS_INSTANCE_TYPE, type);
        }
        String hostName = request.text("HostName", "iZ" + id.substring(2, 20) + "Z");
        if (!hostName.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,62}[A-Za-z0-9]")) {
            throw new CallRefused(ErrorCode.INVALID_HOST_NAME);
        }
        List<String> groups = new ArrayList<>(request.list("SecurityGroupIds"));
        request.text("SecurityGroupId").ifPresent(groups::add);
        groups.forEach(group -> request.mine(SecurityGroup.class, group, ErrorCode.SECURITY_GROUP_NOT_FOUND));
        return new Instance.Machine(
                type,
                request.text("ImageId", "baton_lab_image"),
                hostName,
                userData(request),
                request.text("KeyPairName", ""),
                groups,
                0,
                "Not-applicable",
                request.flag("DeletionProtection"));
    }

    private static String userData(Request request) {
        String text = request.text("UserData", "");
        try {
            int bytes = Base64.getMimeDecoder().decode(text).length;
            if (!text.matches("[A-Za-z0-9+/=\\s]*")) {
                throw new CallRefused(ErrorCode.USER_DATA_MALFORMED);
            }
            if (bytes > request.turn().settings().quota(Quota.USER_DATA_BYTES)) {
                throw new CallRefused(ErrorCode.USER_DATA_TOO_LONG);
            }
            return text;
        } catch (IllegalArgumentException notBase64) {
            throw new CallRefused(ErrorCode.USER_DATA_MALFORMED);
        }
    }

    /// The instance as the fabric knows it.
    static dev.baton.havip.Instance port(Instance instance, Eni eni) {
        return new dev.baton.havip.Instance(
                new InstanceId(instance.id()),
                new VSwitchId(eni.vSwitch()),
                new PortId(eni.port()),
                IpAddress.of(eni.address()),
                mac(IpAddress.of(eni.address())));
    }

    static Instance find(Request request) {
        return request.mine(Instance.class, request.required("InstanceId"), ErrorCode.INSTANCE_NOT_FOUND);
    }

    private static Fields modify(Request request) {
        Instance instance = find(request);
        Meta meta = instance.meta();
        Meta named = request.name("InstanceName").map(meta::named).orElse(meta);
        request.turn()
                .put(instance.with(request.description().map(named::described).orElse(named)));
        return Fields.none();
    }

    private static Fields delete(Request request) {
        release(request, find(request));
        return Fields.none();
    }

    private static Fields deleteAll(Request request) {
        List<String> ids = request.list("InstanceId");
        if (ids.isEmpty()) {
            throw new CallRefused(ErrorCode.MISSING_PARAMETER, "InstanceId");
        }
        ids.forEach(id -> release(request, request.mine(Instance.class, id, ErrorCode.INSTANCE_NOT_FOUND)));
        return Fields.none();
    }

    /// Takes the instance away with everything that points to it, in the order in which the network can follow.
    private static void release(Request request, Instance instance) {
        Turn turn = request.turn();
        checkRelease(request, instance);
        for (HaVip haVip : HaVipBinding.ofInstance(turn, instance).toList()) {
            HaVipBinding.drop(turn, haVip, instance);
        }
        for (Eip eip : turn.all(Eip.class).toList()) {
            eip.target()
                    .filter(target ->
                            target.id().equals(instance.id()) || target.id().equals(instance.eni()))
                    .filter(target -> !eip.phase().is(Status.UNASSOCIATING))
                    .ifPresent(target -> EipAssociation.unassociate(turn, eip, target));
        }
        turn.machine(new MachineOrder.Release(new InstanceId(instance.id())));
        turn.network(new FabricEvent.DeleteInstance(new InstanceId(instance.id())));
        turn.find(Eni.class, instance.eni()).ifPresent(turn::remove);
        turn.remove(instance);
        turn.note(instance, TimelineEntry.Topic.DELETED);
    }

    private static void checkRelease(Request request, Instance instance) {
        if (instance.machine().deletionProtection()) {
            throw new CallRefused(ErrorCode.DELETION_PROTECTED);
        }
        if (instance.phase().is(Status.PENDING)) {
            throw new CallRefused(ErrorCode.INSTANCE_INITIALIZING);
        }
        if (!instance.phase().is(Status.STOPPED) && !request.flag("Force")) {
            throw new CallRefused(ErrorCode.ECS_INSTANCE_STATUS);
        }
        boolean isNextHop = request.turn()
                .all(RouteEntry.class)
                .anyMatch(route ->
                        route.nextHop().equals(instance.id()) || route.nextHop().equals(instance.eni()));
        if (isNextHop) {
            throw new CallRefused(ErrorCode.INSTANCE_HAS_ROUTE);
        }
    }
}
