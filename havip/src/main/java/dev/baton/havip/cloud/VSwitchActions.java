package dev.baton.havip.cloud;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.VSwitchId;
import dev.baton.havip.VpcId;
import dev.baton.havip.resource.Eni;
import dev.baton.havip.resource.HaVip;
import dev.baton.havip.resource.Meta;
import dev.baton.havip.resource.NatGateway;
import dev.baton.havip.resource.SnatEntry;
import dev.baton.havip.resource.Status;
import dev.baton.havip.resource.VSwitch;
import dev.baton.havip.resource.Vpc;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// vSwitches: the subnets of a VPC.
final class VSwitchActions {
    private static final int PAGE_MAX = 50;
    private static final int VALUES_MAX = 20;
    private static final int LENGTH_MIN = 16;
    private static final int LENGTH_MAX = 29;

    private VSwitchActions() {}

    static List<Action> all() {
        return List.of(
                Action.vpc("CreateVSwitch", VSwitchActions::create, "VpcId", "ZoneId", "CidrBlock"),
                Action.vpc("ModifyVSwitchAttribute", VSwitchActions::modify, "VSwitchId"),
                Action.vpc("DeleteVSwitch", VSwitchActions::delete, "VSwitchId"),
                Action.vpc("DescribeVSwitches", VSwitchActions::describe),
                Action.vpc("DescribeVSwitchAttributes", VSwitchActions::describeOne, "VSwitchId"));
    }

    private static Fields create(Request request) {
        Turn turn = request.turn();
        Vpc vpc = VpcActions.find(request);
        if (!vpc.phase().is(Status.AVAILABLE)) {
            throw new CallRefused(ErrorCode.VPC_STATUS);
        }
        String zone = request.required("ZoneId");
        if (!turn.settings().zones().contains(zone)) {
            throw new CallRefused(ErrorCode.ZONE_NOT_FOUND, zone);
        }
        request.within(Quota.VSWITCHES_PER_VPC, of(turn, vpc).count(), ErrorCode.QUOTA_VSWITCHES);
        VSwitch vSwitch = new VSwitch(
                turn.freshId(VSwitch.class, "vsw-"),
                Resources.meta(request, request.name("VSwitchName")),
                turn.during(Status.PENDING, Delay.VSWITCH_PENDING),
                vpc.id(),
                zone,
                cidr(request, vpc).toString());
        turn.put(vSwitch);
        turn.network(order(vSwitch));
        turn.note(vSwitch, TimelineEntry.Topic.CREATED, vSwitch.cidr());
        return Fields.of("VSwitchId", vSwitch.id());
    }

    private static Subnet cidr(Request request, Vpc vpc) {
        String text = request.required("CidrBlock");
        Subnet subnet = Subnet.parse(text)
                .filter(given -> given.length() >= LENGTH_MIN && given.length() <= LENGTH_MAX)
                .filter(Subnet.of(vpc.cidr())::contains)
                .orElseThrow(() -> new CallRefused(ErrorCode.CIDR_MALFORMED, text));
        if (of(request.turn(), vpc).anyMatch(other -> Subnet.of(other.cidr()).overlaps(subnet))) {
            throw new CallRefused(ErrorCode.CIDR_OVERLAPPED, text);
        }
        return subnet;
    }

    private static Stream<VSwitch> of(Turn turn, Vpc vpc) {
        return turn.all(VSwitch.class).filter(each -> each.vpc().equals(vpc.id()));
    }

    static FabricEvent order(VSwitch vSwitch) {
        return new FabricEvent.CreateVSwitch(
                new VSwitchId(vSwitch.id()),
                new VpcId(vSwitch.vpc()),
                Subnet.of(vSwitch.cidr()).prefix());
    }

    private static VSwitch find(Request request) {
        return request.mine(VSwitch.class, request.required("VSwitchId"), ErrorCode.VSWITCH_ID_NOT_FOUND);
    }

    private static Fields modify(Request request) {
        VSwitch vSwitch = find(request);
        Meta meta = vSwitch.meta();
        Meta named = request.name("VSwitchName").map(meta::named).orElse(meta);
        request.turn()
                .put(vSwitch.with(request.description().map(named::described).orElse(named)));
        return Fields.none();
    }

    private static Fields delete(Request request) {
        Turn turn = request.turn();
        VSwitch vSwitch = find(request);
        if (!vSwitch.phase().is(Status.AVAILABLE)) {
            throw new CallRefused(ErrorCode.VSWITCH_STATUS);
        }
        refuseIfAny(turn.all(HaVip.class).map(HaVip::vSwitch), vSwitch, ErrorCode.VSWITCH_HAS_HAVIP);
        refuseIfAny(turn.all(Eni.class).map(Eni::vSwitch), vSwitch, ErrorCode.VSWITCH_HAS_INSTANCE);
        refuseIfAny(turn.all(NatGateway.class).map(NatGateway::vSwitch), vSwitch, ErrorCode.VSWITCH_HAS_NAT_GATEWAY);
        refuseIfAny(turn.all(SnatEntry.class).map(SnatEntry::vSwitch), vSwitch, ErrorCode.VSWITCH_HAS_SNAT_ENTRY);
        turn.remove(vSwitch);
        turn.network(new FabricEvent.DeleteVSwitch(new VSwitchId(vSwitch.id())));
        turn.note(vSwitch, TimelineEntry.Topic.DELETED);
        return Fields.none();
    }

    private static void refuseIfAny(Stream<String> vSwitches, VSwitch vSwitch, ErrorCode why) {
        if (vSwitches.anyMatch(vSwitch.id()::equals)) {
            throw new CallRefused(why);
        }
    }

    private static Fields describe(Request request) {
        Predicate<VSwitch> wanted = Filters.<VSwitch>among(request, "VSwitchId", VALUES_MAX, VSwitch::id)
                .and(Filters.equal(request, "VpcId", VSwitch::vpc))
                .and(Filters.equal(request, "ZoneId", VSwitch::zone))
                .and(Filters.equal(request, "VSwitchName", each -> each.meta().name()))
                .and(Filters.equal(request, "IsDefault", each -> "false"))
                .and(Filters.equal(
                        request, "ResourceGroupId", each -> each.meta().resourceGroup()))
                .and(Tags.filter(request));
        return Page.of(request, PAGE_MAX)
                .answer(
                        request.allMine(VSwitch.class).filter(wanted),
                        "VSwitches",
                        "VSwitch",
                        each -> write(request, each));
    }

    private static Fields describeOne(Request request) {
        return write(request, find(request)).list("CloudResources", "CloudResourceSetType", List.of());
    }

    private static Fields write(Request request, VSwitch vSwitch) {
        Turn turn = request.turn();
        String table = turn.find(Vpc.class, vSwitch.vpc()).map(Vpc::routeTable).orElse("");
        return Fields.of("VSwitchId", vSwitch.id())
                .text("VSwitchName", vSwitch.meta().name())
                .text("VpcId", vSwitch.vpc())
                .text("ZoneId", vSwitch.zone())
                .text("CidrBlock", vSwitch.cidr())
                .text("Ipv6CidrBlock", "")
                .text("Status", vSwitch.phase().status().word())
                .whole("AvailableIpAddressCount", new PrivateAddresses(turn).free(vSwitch))
                .flag("IsDefault", false)
                .time("CreationTime", vSwitch.meta().createdMillis())
                .text("Description", vSwitch.meta().description())
                .text("ResourceGroupId", vSwitch.meta().resourceGroup())
                .object("RouteTable", Fields.of("RouteTableId", table).text("RouteTableType", "System"))
                .list("Tags", "Tag", Tags.written(vSwitch, "Key", "Value"));
    }
}
