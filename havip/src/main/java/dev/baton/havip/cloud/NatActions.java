package dev.baton.havip.cloud;

import dev.baton.havip.resource.Eip;
import dev.baton.havip.resource.Meta;
import dev.baton.havip.resource.NatGateway;
import dev.baton.havip.resource.SnatEntry;
import dev.baton.havip.resource.Status;
import dev.baton.havip.resource.VSwitch;
import dev.baton.havip.resource.Vpc;
import java.util.List;
import java.util.function.Predicate;

/// NAT gateways: what the EIPs belong to that SNAT entries use.
final class NatActions {
    private static final int PAGE_MAX = 50;

    private NatActions() {}

    static List<Action> all() {
        return List.of(
                Action.vpc("CreateNatGateway", NatActions::create, "RegionId", "VpcId"),
                Action.vpc("ModifyNatGatewayAttribute", NatActions::modify, "RegionId", "NatGatewayId"),
                Action.vpc("DeleteNatGateway", NatActions::delete, "RegionId", "NatGatewayId"),
                Action.vpc("DescribeNatGateways", NatActions::describe, "RegionId"));
    }

    private static Fields create(Request request) {
        Turn turn = request.turn();
        Vpc vpc = VpcActions.find(request);
        String vSwitch = request.text("VSwitchId", "");
        if (!vSwitch.isEmpty()
                && !request.mine(VSwitch.class, vSwitch, ErrorCode.VSWITCH_ID_NOT_FOUND)
                        .vpc()
                        .equals(vpc.id())) {
            throw new CallRefused(ErrorCode.VSWITCH_ID_NOT_FOUND, vSwitch);
        }
        request.oneOf("EipBindMode", "MULTI_BINDED", ErrorCode.INVALID_PARAMETER, "MULTI_BINDED", "NAT");
        NatGateway gateway = new NatGateway(
                turn.freshId(NatGateway.class, "ngw-"),
                Resources.meta(request, request.name("Name")),
                turn.during(Status.CREATING, Delay.NAT_GATEWAY_CREATING),
                vpc.id(),
                vSwitch,
                request.oneOf("NatType", "Enhanced", ErrorCode.INVALID_PARAMETER, "Enhanced"),
                request.oneOf("NetworkType", "internet", ErrorCode.INVALID_PARAMETER, "internet", "intranet"),
                request.oneOf("InternetChargeType", "PayByLcu", ErrorCode.INVALID_PARAMETER, "PayByLcu"),
                turn.freshId(NatGateway.class, "stb-"),
                turn.freshId(NatGateway.class, "ftb-"));
        turn.put(gateway);
        turn.note(gateway, TimelineEntry.Topic.CREATED);
        return Fields.of("NatGatewayId", gateway.id())
                .texts("SnatTableIds", "SnatTableId", List.of(gateway.snatTable()))
                .texts("ForwardTableIds", "ForwardTableId", List.of(gateway.forwardTable()))
                .texts("FullNatTableIds", "FullNatTableId", List.of());
    }

    private static NatGateway find(Request request) {
        return request.mine(NatGateway.class, request.required("NatGatewayId"), ErrorCode.NAT_GATEWAY_NOT_FOUND);
    }

    private static Fields modify(Request request) {
        NatGateway gateway = find(request);
        Meta meta = gateway.meta();
        Meta named = request.name("Name").map(meta::named).orElse(meta);
        request.turn()
                .put(gateway.with(request.description().map(named::described).orElse(named)));
        return Fields.none();
    }

    private static Fields delete(Request request) {
        Turn turn = request.turn();
        NatGateway gateway = find(request);
        if (!gateway.phase().is(Status.AVAILABLE)) {
            throw new CallRefused(ErrorCode.NAT_GATEWAY_STATUS);
        }
        List<SnatEntry> entries = turn.all(SnatEntry.class)
                .filter(entry -> entry.gateway().equals(gateway.id()))
                .toList();
        List<Eip> eips = turn.all(Eip.class)
                .filter(eip -> EipAssociation.leadsTo(eip, gateway.id()))
                .toList();
        if (!request.flag("Force")) {
            refuseUnless(entries.isEmpty(), ErrorCode.NAT_GATEWAY_HAS_SNAT_ENTRY);
            refuseUnless(eips.isEmpty(), ErrorCode.NAT_GATEWAY_HAS_EIP);
        }
        entries.forEach(entry -> SnatActions.delete(turn, entry));
        eips.stream()
                .filter(eip -> !eip.phase().is(Status.UNASSOCIATING))
                .forEach(eip -> eip.target().ifPresent(target -> EipAssociation.unassociate(turn, eip, target)));
        turn.put(gateway.with(turn.during(Status.DELETING, Delay.NAT_GATEWAY_DELETING)));
        turn.note(gateway, TimelineEntry.Topic.DELETED);
        return Fields.none();
    }

    private static void refuseUnless(boolean holds, ErrorCode why) {
        if (!holds) {
            throw new CallRefused(why);
        }
    }

    private static Fields describe(Request request) {
        Predicate<NatGateway> wanted = Filters.<NatGateway>equal(request, "NatGatewayId", NatGateway::id)
                .and(Filters.equal(request, "VpcId", NatGateway::vpc))
                .and(Filters.equal(request, "VSwitchId", NatGateway::vSwitch))
                .and(Filters.equal(request, "Name", each -> each.meta().name()))
                .and(Filters.equal(request, "NetworkType", NatGateway::networkType))
                .and(Filters.equal(
                        request, "Status", each -> each.phase().status().word()))
                .and(Filters.equal(
                        request, "ResourceGroupId", each -> each.meta().resourceGroup()))
                .and(Tags.filter(request));
        return Page.of(request, PAGE_MAX)
                .answer(
                        request.allMine(NatGateway.class).filter(wanted),
                        "NatGateways",
                        "NatGateway",
                        each -> write(request.turn(), each));
    }

    private static Fields write(Turn turn, NatGateway gateway) {
        List<Fields> eips = turn.all(Eip.class)
                .filter(eip -> EipAssociation.leadsTo(eip, gateway.id()))
                .map(eip -> Fields.of("AllocationId", eip.id()).text("IpAddress", eip.address()))
                .toList();
        return Fields.of("NatGatewayId", gateway.id())
                .text("Name", gateway.meta().name())
                .text("Description", gateway.meta().description())
                .text("RegionId", turn.settings().region())
                .text("VpcId", gateway.vpc())
                .text("Status", gateway.phase().status().word())
                .text("BusinessStatus", "Normal")
                .text("NatType", gateway.natType())
                .text("NetworkType", gateway.networkType())
                .text("InternetChargeType", gateway.internetChargeType())
                .text("InstanceChargeType", "PostPaid")
                .text("EipBindMode", "MULTI_BINDED")
                .text("ResourceGroupId", gateway.meta().resourceGroup())
                .time("CreationTime", gateway.meta().createdMillis())
                .text("ExpiredTime", "")
                .object("NatGatewayPrivateInfo", Fields.of("VswitchId", gateway.vSwitch()))
                .texts("SnatTableIds", "SnatTableId", List.of(gateway.snatTable()))
                .texts("ForwardTableIds", "ForwardTableId", List.of(gateway.forwardTable()))
                .list("IpLists", "IpList", eips)
                .list("Tags", "Tag", Tags.written(gateway, "TagKey", "TagValue"));
    }
}
