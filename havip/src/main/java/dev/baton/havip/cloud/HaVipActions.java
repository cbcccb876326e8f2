package dev.baton.havip.cloud;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.HaVipId;
import dev.baton.havip.VSwitchId;
import dev.baton.havip.resource.Eip;
import dev.baton.havip.resource.HaVip;
import dev.baton.havip.resource.Meta;
import dev.baton.havip.resource.RouteEntry;
import dev.baton.havip.resource.Status;
import dev.baton.havip.resource.VSwitch;
import dev.baton.model.Ipv4Address;
import java.util.List;
import java.util.Optional;

/// HaVips come, change their words, and go.
final class HaVipActions {
    private HaVipActions() {}

    static List<Action> all() {
        return List.of(
                Action.both("CreateHaVip", HaVipActions::create, "RegionId", "VSwitchId"),
                Action.both("ModifyHaVipAttribute", HaVipActions::modify, "RegionId", "HaVipId"),
                Action.both("DeleteHaVip", HaVipActions::delete, "RegionId", "HaVipId"));
    }

    private static Fields create(Request request) {
        Turn turn = request.turn();
        checkPrivilege(request);
        VSwitch vSwitch = request.mine(VSwitch.class, request.required("VSwitchId"), ErrorCode.VSWITCH_NOT_FOUND);
        long present = turn.all(HaVip.class)
                .filter(each -> each.vpc().equals(vSwitch.vpc()))
                .count();
        request.within(Quota.HAVIPS_PER_VPC, present, ErrorCode.QUOTA_HAVIPS);
        Ipv4Address address = new PrivateAddresses(turn).choose(vSwitch, request.text("IpAddress"));
        HaVip haVip = new HaVip(
                turn.freshId(HaVip.class, "havip-"),
                Resources.meta(request, request.name("Name")),
                turn.during(Status.CREATING, Delay.HAVIP_CREATING),
                vSwitch.vpc(),
                vSwitch.id(),
                address.toString(),
                "",
                List.of(),
                Optional.empty(),
                Optional.empty());
        turn.put(haVip);
        turn.network(new FabricEvent.CreateHaVip(new HaVipId(haVip.id()), new VSwitchId(vSwitch.id()), address));
        turn.note(haVip, TimelineEntry.Topic.CREATED, haVip.address());
        return Fields.of("HaVipId", haVip.id()).text("IpAddress", haVip.address());
    }

    /// Not every account may use HaVips in the cloud; here the settings say which may not.
    static void checkPrivilege(Request request) {
        if (request.turn().settings().withoutHaVips().contains(request.account())) {
            throw new CallRefused(ErrorCode.FORBIDDEN_HAVIP);
        }
    }

    private static Fields modify(Request request) {
        checkPrivilege(request);
        HaVip haVip = request.mine(HaVip.class, request.required("HaVipId"), ErrorCode.HAVIP_NOT_FOUND);
        if (haVip.phase().is(Status.DELETING)) {
            throw new CallRefused(ErrorCode.HAVIP_STATUS);
        }
        Meta meta = haVip.meta();
        Meta named = request.name("Name").map(meta::named).orElse(meta);
        request.turn()
                .put(haVip.with(request.description().map(named::described).orElse(named)));
        return Fields.none();
    }

    private static Fields delete(Request request) {
        checkPrivilege(request);
        Turn turn = request.turn();
        HaVip haVip = request.mine(HaVip.class, request.required("HaVipId"), ErrorCode.HAVIP_NOT_FOUND);
        checkStatus(haVip.phase().status());
        if (turn.all(Eip.class).anyMatch(eip -> EipAssociation.leadsTo(eip, haVip.id()))) {
            throw new CallRefused(ErrorCode.HAVIP_HAS_EIP);
        }
        if (turn.all(RouteEntry.class).anyMatch(route -> route.nextHop().equals(haVip.id()))) {
            throw new CallRefused(ErrorCode.HAVIP_HAS_ROUTE);
        }
        turn.put(haVip.with(turn.during(Status.DELETING, Delay.HAVIP_DELETING)));
        turn.network(new FabricEvent.DeleteHaVip(new HaVipId(haVip.id())));
        turn.note(haVip, TimelineEntry.Topic.DELETED);
        return Fields.none();
    }

    private static void checkStatus(Status status) {
        if (status == Status.IN_USE) {
            throw new CallRefused(ErrorCode.HAVIP_STATUS);
        }
        if (status == Status.ASSOCIATING || status == Status.UNASSOCIATING) {
            throw new CallRefused(ErrorCode.OPERATION_CONFLICT);
        }
        if (status != Status.AVAILABLE) {
            throw new CallRefused(ErrorCode.STATUS);
        }
    }
}
