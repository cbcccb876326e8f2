package dev.baton.havip.cloud;

import static dev.baton.havip.cloud.ErrorRow.limited;
import static dev.baton.havip.cloud.ErrorRow.row;
import static dev.baton.havip.cloud.ErrorRow.vpc;
import static dev.baton.havip.cloud.NetworkErrors.inService;
import static dev.baton.havip.cloud.NetworkErrors.inTutorial;
import static dev.baton.havip.cloud.NetworkErrors.routeTable;

import dev.baton.havip.api.ApiCall;
import dev.baton.havip.resource.Instance;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What HaVips and the routes to them refuse.
final class HaVipErrors {
    private static final CloudSettings SHUT_OUT = CloudLab.SETTINGS.withoutHaVipsFor(Set.of(CloudLab.ACCOUNT));

    private HaVipErrors() {}

    static List<ErrorRow> rows() {
        return Stream.of(creating(), binding(), unbinding(), routing())
                .flatMap(List::stream)
                .toList();
    }

    private static ApiCall create(CloudLab.Tutorial scene, String address) {
        return vpc("CreateHaVip", "VSwitchId", scene.vSwitch(), "IpAddress", address);
    }

    private static ApiCall delete(String haVip) {
        return vpc("DeleteHaVip", "HaVipId", haVip);
    }

    static ApiCall bind(String haVip, String instance) {
        return vpc("AssociateHaVip", "HaVipId", haVip, "InstanceId", instance);
    }

    static ApiCall unbind(String haVip, String instance) {
        return vpc("UnassociateHaVip", "HaVipId", haVip, "InstanceId", instance);
    }

    private static List<ErrorRow> creating() {
        return List.of(
                new ErrorRow(ErrorCode.FORBIDDEN_HAVIP, SHUT_OUT, lab -> vpc("CreateHaVip", "VSwitchId", "vsw-x")),
                new ErrorRow(ErrorCode.FORBIDDEN_HAVIP, SHUT_OUT, lab -> delete("havip-x")),
                new ErrorRow(ErrorCode.FORBIDDEN_HAVIP, SHUT_OUT, lab -> unbind("havip-x", "i-x")),
                row(ErrorCode.VSWITCH_NOT_FOUND, lab -> vpc("CreateHaVip", "VSwitchId", "vsw-none")),
                row(ErrorCode.ADDRESS_OUT_OF_RANGE, inTutorial((lab, scene) -> create(scene, "172.17.0.1"))),
                row(ErrorCode.ADDRESS_RESERVED, inTutorial((lab, scene) -> create(scene, "172.16.0.0"))),
                row(ErrorCode.ADDRESS_RESERVED, inTutorial((lab, scene) -> create(scene, "172.16.255.253"))),
                row(ErrorCode.ADDRESS_TAKEN, inTutorial((lab, scene) -> create(scene, "172.16.0.222"))),
                row(ErrorCode.ADDRESS_TAKEN, inTutorial((lab, scene) -> create(scene, "172.16.0.224"))),
                row(ErrorCode.ADDRESS_MALFORMED, inTutorial((lab, scene) -> create(scene, "172.16.0"))),
                row(ErrorCode.NO_PRIVATE_ADDRESS, lab -> {
                    String vpc = NetworkErrors.emptyVpc(lab);
                    // A /29 has four addresses for clients.
                    String vSwitch = CloudLab.text(
                            CloudLab.fields(lab.call(NetworkErrors.vSwitch(vpc, "172.16.0.0/29"))), "VSwitchId");
                    lab.settle();
                    for (int at = 0; at < 4; at++) {
                        lab.done("CreateHaVip", "VSwitchId", vSwitch);
                    }
                    return vpc("CreateHaVip", "VSwitchId", vSwitch);
                }),
                limited(ErrorCode.QUOTA_HAVIPS, Quota.HAVIPS_PER_VPC, 1, inTutorial((lab, scene) -> create(scene, ""))),
                row(ErrorCode.HAVIP_NOT_FOUND, lab -> delete("havip-none")),
                row(ErrorCode.HAVIP_NOT_FOUND, lab -> vpc("ModifyHaVipAttribute", "HaVipId", "havip-none")),
                row(ErrorCode.STATUS, inTutorial((lab, scene) -> {
                    String haVip = lab.text("HaVipId", "CreateHaVip", "VSwitchId", scene.vSwitch());
                    return delete(haVip);
                })),
                row(ErrorCode.OPERATION_CONFLICT, inTutorial((lab, scene) -> {
                    lab.call(bind(scene.haVip(), scene.ha1()));
                    return delete(scene.haVip());
                })),
                row(ErrorCode.HAVIP_STATUS, inService((lab, scene) -> delete(scene.haVip()))),
                row(ErrorCode.HAVIP_HAS_EIP, inTutorial((lab, scene) -> {
                    lab.done(
                            "AssociateEipAddress",
                            "AllocationId",
                            scene.eip(),
                            "InstanceId",
                            scene.haVip(),
                            "InstanceType",
                            "HaVip");
                    return delete(scene.haVip());
                })),
                row(ErrorCode.HAVIP_HAS_ROUTE, inTutorial((lab, scene) -> {
                    NetworkErrors.route(lab, scene, "10.0.0.0/8");
                    return delete(scene.haVip());
                })));
    }

    private static List<ErrorRow> binding() {
        return List.of(
                row(ErrorCode.VIP_STATUS, inTutorial((lab, scene) -> {
                    lab.call(delete(scene.haVip()));
                    return bind(scene.haVip(), scene.ha1());
                })),
                row(ErrorCode.HAVIP_STATUS, inTutorial((lab, scene) -> {
                    lab.call(bind(scene.haVip(), scene.ha1()));
                    return bind(scene.haVip(), scene.ha2());
                })),
                row(ErrorCode.DISTRIBUTED_LOCK, inTutorial((lab, scene) -> {
                    lab.call(bind(scene.haVip(), scene.ha1()));
                    return bind(scene.haVip(), scene.ha1());
                })),
                row(ErrorCode.INSTANCE_STATUS_FOR_HAVIP, inTutorial((lab, scene) -> {
                    lab.done("StopInstance", "InstanceId", scene.ha1());
                    return bind(scene.haVip(), scene.ha1());
                })),
                row(ErrorCode.INSTANCE_NOT_FOUND, inTutorial((lab, scene) -> bind(scene.haVip(), "i-none"))),
                row(
                        ErrorCode.ENI_NOT_FOUND,
                        inTutorial((lab, scene) -> vpc(
                                "AssociateHaVip",
                                "HaVipId",
                                scene.haVip(),
                                "InstanceId",
                                "eni-none",
                                "InstanceType",
                                "NetworkInterface"))),
                row(
                        ErrorCode.INSTANCE_TYPE,
                        inTutorial((lab, scene) -> vpc(
                                "AssociateHaVip",
                                "HaVipId",
                                scene.haVip(),
                                "InstanceId",
                                scene.ha1(),
                                "InstanceType",
                                "Cat"))),
                row(ErrorCode.INSTANCE_TYPE, inService((lab, scene) -> {
                    String vSwitch = scene.vSwitch();
                    String third = lab.instance(vSwitch, "172.16.0.226");
                    lab.settle();
                    String eni =
                            lab.cloud.find(Instance.class, third).orElseThrow().eni();
                    return vpc(
                            "AssociateHaVip",
                            "HaVipId",
                            scene.haVip(),
                            "InstanceId",
                            eni,
                            "InstanceType",
                            "NetworkInterface");
                })),
                row(ErrorCode.ASSOCIATED_ALREADY, inService((lab, scene) -> bind(scene.haVip(), scene.ha1()))),
                row(ErrorCode.OTHER_VSWITCH, inTutorial((lab, scene) -> {
                    String other = CloudLab.text(
                            CloudLab.fields(lab.call(NetworkErrors.vSwitch(scene.vpc(), "172.17.0.0/16"))),
                            "VSwitchId");
                    lab.settle();
                    String instance = lab.instance(other, "172.17.0.9");
                    lab.settle();
                    return bind(scene.haVip(), instance);
                })),
                limited(ErrorCode.LIMIT_HAVIPS_ON_INSTANCE, Quota.HAVIPS_PER_INSTANCE, 1, inTutorial((lab, scene) -> {
                    lab.bind(scene.haVip(), scene.ha1());
                    String second = lab.text("HaVipId", "CreateHaVip", "VSwitchId", scene.vSwitch());
                    lab.settle();
                    return bind(second, scene.ha1());
                })),
                limited(ErrorCode.LIMIT_INSTANCES_ON_HAVIP, Quota.MEMBERS_PER_HAVIP, 1, inTutorial((lab, scene) -> {
                    lab.bind(scene.haVip(), scene.ha1());
                    return bind(scene.haVip(), scene.ha2());
                })));
    }

    private static List<ErrorRow> unbinding() {
        return List.of(
                row(
                        ErrorCode.HAVIP_STATUS_FOR_UNBINDING,
                        inTutorial((lab, scene) -> unbind(scene.haVip(), scene.ha1()))),
                row(ErrorCode.DISTRIBUTED_LOCK, inService((lab, scene) -> {
                    lab.call(unbind(scene.haVip(), scene.ha2()));
                    return unbind(scene.haVip(), scene.ha2());
                })),
                row(ErrorCode.NOT_ASSOCIATED, inTutorial((lab, scene) -> {
                    lab.bind(scene.haVip(), scene.ha1());
                    return unbind(scene.haVip(), scene.ha2());
                })),
                row(ErrorCode.UNASSOCIATE_MASTER, inService((lab, scene) -> unbind(scene.haVip(), scene.ha1()))),
                row(ErrorCode.INSTANCE_STATUS_FOR_HAVIP, inService((lab, scene) -> {
                    lab.done("StopInstance", "InstanceId", scene.ha2());
                    return unbind(scene.haVip(), scene.ha2());
                })));
    }

    private static ApiCall route(CloudLab lab, CloudLab.Tutorial scene, String... parameters) {
        Stream<String> all =
                Stream.concat(Stream.of("RouteTableId", routeTable(lab, scene.vpc())), Stream.of(parameters));
        return vpc("CreateRouteEntry", all.toArray(String[]::new));
    }

    private static ApiCall routeTo(CloudLab lab, CloudLab.Tutorial scene, String type, String hop) {
        return route(lab, scene, "DestinationCidrBlock", "10.0.0.0/8", "NextHopType", type, "NextHopId", hop);
    }

    private static List<ErrorRow> routing() {
        return List.of(
                row(
                        ErrorCode.ROUTE_TABLE_NOT_FOUND,
                        lab -> vpc(
                                "CreateRouteEntry",
                                "RouteTableId",
                                "vtb-none",
                                "DestinationCidrBlock",
                                "10.0.0.0/8",
                                "NextHopId",
                                "i")),
                row(ErrorCode.ROUTE_NOT_FOUND, lab -> vpc("DeleteRouteEntry", "RouteEntryId", "rte-none")),
                row(ErrorCode.ROUTE_STATUS, inTutorial((lab, scene) -> {
                    String route = CloudLab.text(
                            CloudLab.fields(lab.call(routeTo(lab, scene, "HaVip", scene.haVip()))), "RouteEntryId");
                    return vpc("DeleteRouteEntry", "RouteEntryId", route);
                })),
                row(ErrorCode.ROUTE_EXISTS, inTutorial((lab, scene) -> {
                    NetworkErrors.route(lab, scene, "10.0.0.0/8");
                    return routeTo(lab, scene, "Instance", scene.ha1());
                })),
                row(
                        ErrorCode.DESTINATION_LOCAL,
                        inTutorial((lab, scene) ->
                                route(lab, scene, "DestinationCidrBlock", "172.16.3.0/24", "NextHopId", scene.ha1()))),
                row(ErrorCode.NEXT_HOP_TYPE, inTutorial((lab, scene) -> routeTo(lab, scene, "Cat", scene.ha1()))),
                row(
                        ErrorCode.NEXT_HOP_NOT_FOUND,
                        inTutorial((lab, scene) -> routeTo(lab, scene, "Instance", "i-none"))),
                row(ErrorCode.HAVIP_NOT_FOUND, inTutorial((lab, scene) -> routeTo(lab, scene, "HaVip", "havip-none"))),
                row(ErrorCode.HAVIP_STATUS, inTutorial((lab, scene) -> {
                    lab.call(bind(scene.haVip(), scene.ha1()));
                    return routeTo(lab, scene, "HaVip", scene.haVip());
                })),
                row(ErrorCode.HAVIP_IN_OTHER_VPC, inTutorial((lab, scene) -> {
                    String other = NetworkErrors.emptyVpc(lab);
                    return vpc(
                            "CreateRouteEntry",
                            "RouteTableId",
                            routeTable(lab, other),
                            "DestinationCidrBlock",
                            "10.0.0.0/8",
                            "NextHopType",
                            "HaVip",
                            "NextHopId",
                            scene.haVip());
                })),
                row(ErrorCode.INSTANCE_IN_OTHER_VPC, inTutorial((lab, scene) -> {
                    String other = NetworkErrors.emptyVpc(lab);
                    return vpc(
                            "CreateRouteEntry",
                            "RouteTableId",
                            routeTable(lab, other),
                            "DestinationCidrBlock",
                            "10.0.0.0/8",
                            "NextHopId",
                            scene.ha1());
                })),
                limited(ErrorCode.QUOTA_HAVIP_ROUTES, Quota.ROUTES_PER_HAVIP, 1, inTutorial((lab, scene) -> {
                    NetworkErrors.route(lab, scene, "10.1.0.0/16");
                    return routeTo(lab, scene, "HaVip", scene.haVip());
                })),
                limited(ErrorCode.QUOTA_ROUTES, Quota.ROUTES_PER_TABLE, 1, inTutorial((lab, scene) -> {
                    NetworkErrors.route(lab, scene, "10.1.0.0/16");
                    return routeTo(lab, scene, "Instance", scene.ha1());
                })));
    }
}
