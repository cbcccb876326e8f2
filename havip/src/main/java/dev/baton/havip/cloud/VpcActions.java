package dev.baton.havip.cloud;

import dev.baton.havip.resource.Meta;
import dev.baton.havip.resource.NatGateway;
import dev.baton.havip.resource.RouteEntry;
import dev.baton.havip.resource.SecurityGroup;
import dev.baton.havip.resource.Status;
import dev.baton.havip.resource.VSwitch;
import dev.baton.havip.resource.Vpc;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// VPCs: private networks, each with its router and one route table.
final class VpcActions {
    private static final int PAGE_MAX = 50;
    private static final int VALUES_MAX = 20;
    private static final int LENGTH_MIN = 8;
    private static final int LENGTH_MAX = 28;
    private static final List<Subnet> PRIVATE = Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
            .map(Subnet::of)
            .toList();

    private VpcActions() {}

    static List<Action> all() {
        return List.of(
                Action.vpc("CreateVpc", VpcActions::create, "RegionId"),
                Action.vpc("ModifyVpcAttribute", VpcActions::modify, "VpcId"),
                Action.vpc("DeleteVpc", VpcActions::delete, "VpcId"),
                Action.vpc("DescribeVpcs", VpcActions::describe, "RegionId"),
                Action.vpc("DescribeVpcAttribute", VpcActions::describeOne, "VpcId"));
    }

    private static Fields create(Request request) {
        Turn turn = request.turn();
        request.within(Quota.VPCS_PER_ACCOUNT, request.allMine(Vpc.class).count(), ErrorCode.QUOTA_VPCS);
        String cidr = request.text("CidrBlock", "172.16.0.0/12");
        Subnet subnet = Subnet.parse(cidr)
                .filter(given -> given.length() >= LENGTH_MIN && given.length() <= LENGTH_MAX)
                .filter(given -> PRIVATE.stream().anyMatch(range -> range.contains(given)))
                .orElseThrow(() -> new CallRefused(ErrorCode.CIDR_MALFORMED, cidr));
        Vpc vpc = new Vpc(
                turn.freshId(Vpc.class, "vpc-"),
                Resources.meta(request, request.name("VpcName")),
                turn.during(Status.PENDING, Delay.VPC_PENDING),
                subnet.toString(),
                request.text("UserCidr").map(List::of).orElse(List.of()),
                turn.freshId(Vpc.class, "vrt-"),
                turn.freshId(Vpc.class, "vtb-"));
        turn.put(vpc);
        turn.note(vpc, TimelineEntry.Topic.CREATED, vpc.cidr());
        return Fields.of("VpcId", vpc.id())
                .text("VRouterId", vpc.router())
                .text("RouteTableId", vpc.routeTable())
                .text("ResourceGroupId", vpc.meta().resourceGroup());
    }

    static Vpc find(Request request) {
        return request.mine(Vpc.class, request.required("VpcId"), ErrorCode.VPC_NOT_FOUND);
    }

    private static Fields modify(Request request) {
        Vpc vpc = find(request);
        Meta meta = vpc.meta();
        Meta named = request.name("VpcName").map(meta::named).orElse(meta);
        request.turn().put(vpc.with(request.description().map(named::described).orElse(named)));
        return Fields.none();
    }

    private static Fields delete(Request request) {
        Turn turn = request.turn();
        Vpc vpc = find(request);
        refuseIfAny(turn.all(RouteEntry.class).map(RouteEntry::vpc), vpc, ErrorCode.VPC_HAS_ROUTE);
        refuseIfAny(turn.all(VSwitch.class).map(VSwitch::vpc), vpc, ErrorCode.VPC_HAS_VSWITCH);
        refuseIfAny(turn.all(NatGateway.class).map(NatGateway::vpc), vpc, ErrorCode.VPC_HAS_NAT_GATEWAY);
        refuseIfAny(turn.all(SecurityGroup.class).map(SecurityGroup::vpc), vpc, ErrorCode.VPC_HAS_SECURITY_GROUP);
        turn.remove(vpc);
        turn.note(vpc, TimelineEntry.Topic.DELETED);
        return Fields.none();
    }

    private static void refuseIfAny(Stream<String> vpcs, Vpc vpc, ErrorCode why) {
        if (vpcs.anyMatch(vpc.id()::equals)) {
            throw new CallRefused(why);
        }
    }

    private static Fields describe(Request request) {
        Predicate<Vpc> wanted = Filters.<Vpc>among(request, "VpcId", VALUES_MAX, Vpc::id)
                .and(Filters.equal(request, "VpcName", vpc -> vpc.meta().name()))
                .and(Filters.equal(request, "IsDefault", vpc -> "false"))
                .and(Filters.equal(request, "ResourceGroupId", vpc -> vpc.meta().resourceGroup()))
                .and(Tags.filter(request));
        return Page.of(request, PAGE_MAX)
                .answer(
                        request.allMine(Vpc.class).filter(wanted),
                        "Vpcs",
                        "Vpc",
                        vpc -> write(request, vpc)
                                .texts("RouterTableIds", "RouterTableIds", List.of(vpc.routeTable())));
    }

    private static Fields describeOne(Request request) {
        Vpc vpc = find(request);
        return write(request, vpc)
                .list("AssociatedCens", "AssociatedCen", List.of())
                .list("CloudResources", "CloudResourceSetType", List.of());
    }

    private static Fields write(Request request, Vpc vpc) {
        List<String> vSwitches = request.allMine(VSwitch.class)
                .filter(each -> each.vpc().equals(vpc.id()))
                .map(VSwitch::id)
                .toList();
        List<String> gateways = request.allMine(NatGateway.class)
                .filter(each -> each.vpc().equals(vpc.id()))
                .map(NatGateway::id)
                .toList();
        return Fields.of("VpcId", vpc.id())
                .text("VpcName", vpc.meta().name())
                .text("CidrBlock", vpc.cidr())
                .text("Ipv6CidrBlock", "")
                .text("Status", vpc.phase().status().word())
                .flag("IsDefault", false)
                .text("VRouterId", vpc.router())
                .text("RegionId", request.turn().settings().region())
                .time("CreationTime", vpc.meta().createdMillis())
                .text("Description", vpc.meta().description())
                .text("ResourceGroupId", vpc.meta().resourceGroup())
                .texts("VSwitchIds", "VSwitchId", vSwitches)
                .texts("NatGatewayIds", "NatGatewayIds", gateways)
                .texts("UserCidrs", "UserCidr", vpc.userCidrs())
                .texts("SecondaryCidrBlocks", "SecondaryCidrBlock", List.of())
                .list("Ipv6CidrBlocks", "Ipv6CidrBlock", List.of())
                .list("Tags", "Tag", Tags.written(vpc, "Key", "Value"));
    }
}
