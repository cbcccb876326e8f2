package dev.baton.havip.cloud;

import static dev.baton.havip.cloud.ErrorRow.limited;
import static dev.baton.havip.cloud.ErrorRow.row;
import static dev.baton.havip.cloud.ErrorRow.vpc;

import dev.baton.havip.api.ApiCall;
import dev.baton.havip.resource.Vpc;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// What VPCs, vSwitches, NAT gateways and routes refuse.
final class NetworkErrors {
    private static final String ZONE = "cn-lab-1a";

    private NetworkErrors() {}

    static List<ErrorRow> rows() {
        return Stream.of(vpcs(), vSwitches(), gateways(), snatEntries())
                .flatMap(List::stream)
                .toList();
    }

    private static List<ErrorRow> vpcs() {
        return List.of(
                limited(ErrorCode.QUOTA_VPCS, Quota.VPCS_PER_ACCOUNT, 1, lab -> {
                    lab.done("CreateVpc");
                    return vpc("CreateVpc");
                }),
                row(ErrorCode.VPC_NOT_FOUND, lab -> vpc("DeleteVpc", "VpcId", "vpc-none")),
                row(ErrorCode.VPC_STATUS, lab -> vSwitch(lab.text("VpcId", "CreateVpc"), "172.16.0.0/16")),
                row(ErrorCode.VPC_HAS_VSWITCH, inTutorial((lab, scene) -> vpc("DeleteVpc", "VpcId", scene.vpc()))),
                row(ErrorCode.VPC_HAS_NAT_GATEWAY, lab -> {
                    String vpc = emptyVpc(lab);
                    lab.done("CreateNatGateway", "VpcId", vpc);
                    return vpc("DeleteVpc", "VpcId", vpc);
                }),
                row(ErrorCode.VPC_HAS_SECURITY_GROUP, lab -> {
                    String vpc = emptyVpc(lab);
                    lab.done("CreateSecurityGroup", "VpcId", vpc);
                    return vpc("DeleteVpc", "VpcId", vpc);
                }),
                row(ErrorCode.VPC_HAS_ROUTE, inTutorial((lab, scene) -> {
                    route(lab, scene, "10.0.0.0/8");
                    return vpc("DeleteVpc", "VpcId", scene.vpc());
                })),
                row(ErrorCode.CIDR_MALFORMED, lab -> vpc("CreateVpc", "CidrBlock", "172.16.0.0/33")),
                row(ErrorCode.CIDR_MALFORMED, lab -> vpc("CreateVpc", "CidrBlock", "172.16.0.1/16")),
                row(ErrorCode.CIDR_MALFORMED, lab -> vpc("CreateVpc", "CidrBlock", "8.8.0.0/16")));
    }

    private static List<ErrorRow> vSwitches() {
        return List.of(
                row(ErrorCode.CIDR_MALFORMED, lab -> vSwitch(emptyVpc(lab), "10.0.0.0/24")),
                row(ErrorCode.CIDR_MALFORMED, lab -> vSwitch(emptyVpc(lab), "172.16.0.0/30")),
                row(ErrorCode.CIDR_OVERLAPPED, inTutorial((lab, scene) -> vSwitch(scene.vpc(), "172.16.9.0/24"))),
                row(
                        ErrorCode.ZONE_NOT_FOUND,
                        lab -> vpc(
                                "CreateVSwitch", "VpcId", emptyVpc(lab), "ZoneId", "z", "CidrBlock", "172.16.0.0/16")),
                limited(
                        ErrorCode.QUOTA_VSWITCHES,
                        Quota.VSWITCHES_PER_VPC,
                        1,
                        inTutorial((lab, scene) -> vSwitch(scene.vpc(), "172.17.0.0/16"))),
                row(ErrorCode.VSWITCH_ID_NOT_FOUND, lab -> vpc("DeleteVSwitch", "VSwitchId", "vsw-none")),
                row(ErrorCode.VSWITCH_STATUS, lab -> {
                    ApiCall create = vSwitch(emptyVpc(lab), "172.16.0.0/16");
                    return vpc(
                            "DeleteVSwitch",
                            "VSwitchId",
                            CloudLab.text(CloudLab.fields(lab.call(create)), "VSwitchId"));
                }),
                row(
                        ErrorCode.VSWITCH_HAS_HAVIP,
                        inTutorial((lab, scene) -> vpc("DeleteVSwitch", "VSwitchId", scene.vSwitch()))),
                row(ErrorCode.VSWITCH_HAS_INSTANCE, inTutorial((lab, scene) -> {
                    lab.done("DeleteHaVip", "HaVipId", scene.haVip());
                    lab.settle();
                    return vpc("DeleteVSwitch", "VSwitchId", scene.vSwitch());
                })),
                row(ErrorCode.VSWITCH_HAS_NAT_GATEWAY, lab -> {
                    String vpc = emptyVpc(lab);
                    String vSwitch = emptyVSwitch(lab, vpc);
                    lab.done("CreateNatGateway", "VpcId", vpc, "VSwitchId", vSwitch);
                    return vpc("DeleteVSwitch", "VSwitchId", vSwitch);
                }),
                row(ErrorCode.VSWITCH_HAS_SNAT_ENTRY, lab -> {
                    String vpc = emptyVpc(lab);
                    String vSwitch = emptyVSwitch(lab, vpc);
                    Nat nat = Nat.in(lab, vpc);
                    lab.done("CreateSnatEntry", nat.with("SourceVSwitchId", vSwitch));
                    return vpc("DeleteVSwitch", "VSwitchId", vSwitch);
                }));
    }

    private static List<ErrorRow> gateways() {
        return List.of(
                row(ErrorCode.NAT_GATEWAY_NOT_FOUND, lab -> vpc("DeleteNatGateway", "NatGatewayId", "ngw-none")),
                row(ErrorCode.NAT_GATEWAY_STATUS, lab -> {
                    String gateway = lab.text("NatGatewayId", "CreateNatGateway", "VpcId", emptyVpc(lab));
                    return vpc("DeleteNatGateway", "NatGatewayId", gateway);
                }),
                row(ErrorCode.NAT_GATEWAY_HAS_EIP, lab -> {
                    Nat nat = Nat.in(lab, emptyVpc(lab));
                    return vpc("DeleteNatGateway", "NatGatewayId", nat.id());
                }),
                row(ErrorCode.NAT_GATEWAY_HAS_SNAT_ENTRY, lab -> {
                    Nat nat = Nat.in(lab, emptyVpc(lab));
                    lab.done("CreateSnatEntry", nat.with("SourceCIDR", "172.16.0.0/16"));
                    return vpc("DeleteNatGateway", "NatGatewayId", nat.id());
                }));
    }

    private static List<ErrorRow> snatEntries() {
        return List.of(
                row(ErrorCode.SNAT_TABLE_NOT_FOUND, lab -> snat("stb-none", "1.2.3.4", "172.16.0.0/16")),
                row(ErrorCode.EIP_NOT_IN_GATEWAY, lab -> {
                    Nat nat = Nat.in(lab, emptyVpc(lab));
                    return snat(nat.table(), "1.2.3.4", "172.16.0.0/16");
                }),
                row(ErrorCode.SOURCE_DUPLICATED, lab -> {
                    Nat nat = Nat.in(lab, emptyVpc(lab));
                    lab.done("CreateSnatEntry", nat.with("SourceCIDR", "172.16.0.0/16"));
                    return snat(nat.table(), nat.address(), "172.16.0.0/16");
                }),
                row(ErrorCode.CIDR_MALFORMED, lab -> {
                    Nat nat = Nat.in(lab, emptyVpc(lab));
                    return snat(nat.table(), nat.address(), "10.0.0.0/8");
                }),
                row(ErrorCode.INVALID_PARAMETER, lab -> {
                    Nat nat = Nat.in(lab, emptyVpc(lab));
                    return vpc("CreateSnatEntry", "SnatTableId", nat.table(), "SnatIp", nat.address());
                }),
                limited(ErrorCode.QUOTA_SNAT_ENTRIES, Quota.SNAT_ENTRIES_PER_TABLE, 1, lab -> {
                    Nat nat = Nat.in(lab, emptyVpc(lab));
                    lab.done("CreateSnatEntry", nat.with("SourceCIDR", "172.16.0.0/16"));
                    return snat(nat.table(), nat.address(), "172.17.0.0/16");
                }),
                row(ErrorCode.SNAT_ENTRY_NOT_FOUND, lab -> {
                    Nat nat = Nat.in(lab, emptyVpc(lab));
                    return vpc("DeleteSnatEntry", "SnatTableId", nat.table(), "SnatEntryId", "snat-none");
                }),
                row(ErrorCode.SNAT_ENTRY_STATUS, lab -> {
                    Nat nat = Nat.in(lab, emptyVpc(lab));
                    String entry = lab.text("SnatEntryId", "CreateSnatEntry", nat.with("SourceCIDR", "172.16.0.0/16"));
                    return vpc("DeleteSnatEntry", "SnatTableId", nat.table(), "SnatEntryId", entry);
                }));
    }

    /// An EIP on a NAT gateway that is ready.
    record Nat(String id, String table, String eip, String address) {
        static Nat in(CloudLab lab, String vpc) {
            var created = lab.done("CreateNatGateway", "VpcId", vpc);
            String id = CloudLab.text(created, "NatGatewayId");
            String table =
                    CloudLab.texts(created, "SnatTableIds", "SnatTableId").getFirst();
            var eip = lab.done("AllocateEipAddress");
            lab.settle();
            lab.done(
                    "AssociateEipAddress",
                    "AllocationId",
                    CloudLab.text(eip, "AllocationId"),
                    "InstanceId",
                    id,
                    "InstanceType",
                    "Nat");
            lab.settle();
            return new Nat(id, table, CloudLab.text(eip, "AllocationId"), CloudLab.text(eip, "EipAddress"));
        }

        String[] with(String name, String value) {
            return new String[] {"SnatTableId", table, "SnatIp", address, name, value};
        }
    }

    private static ApiCall snat(String table, String address, String source) {
        return vpc("CreateSnatEntry", "SnatTableId", table, "SnatIp", address, "SourceCIDR", source);
    }

    static ApiCall vSwitch(String vpc, String cidr) {
        return vpc("CreateVSwitch", "VpcId", vpc, "ZoneId", ZONE, "CidrBlock", cidr);
    }

    static String emptyVpc(CloudLab lab) {
        String vpc = lab.text("VpcId", "CreateVpc", "CidrBlock", "172.16.0.0/12");
        lab.settle();
        return vpc;
    }

    static String emptyVSwitch(CloudLab lab, String vpc) {
        String vSwitch = CloudLab.text(CloudLab.fields(lab.call(vSwitch(vpc, "172.16.0.0/16"))), "VSwitchId");
        lab.settle();
        return vSwitch;
    }

    static String routeTable(CloudLab lab, String vpc) {
        return lab.cloud.find(Vpc.class, vpc).orElseThrow().routeTable();
    }

    static String route(CloudLab lab, CloudLab.Tutorial scene, String destination) {
        String route = lab.text(
                "RouteEntryId",
                "CreateRouteEntry",
                "RouteTableId",
                routeTable(lab, scene.vpc()),
                "DestinationCidrBlock",
                destination,
                "NextHopType",
                "HaVip",
                "NextHopId",
                scene.haVip());
        lab.settle();
        return route;
    }

    /// What happens once the tutorial's things are there.
    interface Scene {
        ApiCall play(CloudLab lab, CloudLab.Tutorial scene);
    }

    static Function<CloudLab, ApiCall> inTutorial(Scene scene) {
        return lab -> scene.play(lab, lab.tutorial());
    }

    static Function<CloudLab, ApiCall> inService(Scene scene) {
        return lab -> scene.play(lab, lab.inService());
    }
}
