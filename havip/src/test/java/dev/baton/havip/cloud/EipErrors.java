package dev.baton.havip.cloud;

import static dev.baton.havip.cloud.ErrorRow.limited;
import static dev.baton.havip.cloud.ErrorRow.row;
import static dev.baton.havip.cloud.ErrorRow.vpc;
import static dev.baton.havip.cloud.NetworkErrors.inService;
import static dev.baton.havip.cloud.NetworkErrors.inTutorial;

import dev.baton.havip.api.ApiCall;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What EIPs refuse.
final class EipErrors {
    private EipErrors() {}

    static List<ErrorRow> rows() {
        return Stream.of(buying(), associating(), unassociating())
                .flatMap(List::stream)
                .toList();
    }

    private static ApiCall associate(String eip, String type, String id, String... more) {
        Stream<String> all =
                Stream.concat(Stream.of("AllocationId", eip, "InstanceId", id, "InstanceType", type), Stream.of(more));
        return vpc("AssociateEipAddress", all.toArray(String[]::new));
    }

    private static ApiCall unassociate(String eip, String... more) {
        return vpc(
                "UnassociateEipAddress",
                Stream.concat(Stream.of("AllocationId", eip), Stream.of(more)).toArray(String[]::new));
    }

    private static List<ErrorRow> buying() {
        return List.of(
                row(ErrorCode.EIP_NOT_FOUND, lab -> vpc("ReleaseEipAddress", "AllocationId", "eip-none")),
                limited(ErrorCode.QUOTA_EIPS, Quota.EIPS_PER_ACCOUNT, 1, lab -> {
                    lab.done("AllocateEipAddress");
                    return vpc("AllocateEipAddress");
                }),
                limited(ErrorCode.FREQUENT_PURCHASE, Quota.EIPS_PER_TEN_SECONDS, 1, lab -> {
                    lab.done("AllocateEipAddress");
                    return vpc("AllocateEipAddress");
                }),
                new ErrorRow(
                        ErrorCode.NO_PUBLIC_ADDRESS,
                        CloudLab.SETTINGS.withQuotas(
                                Map.of(Quota.EIPS_PER_ACCOUNT, 1_000, Quota.EIPS_PER_TEN_SECONDS, 1_000)),
                        lab -> {
                            // From .13 to .252: the last three of the range are not given out.
                            for (int at = 13; at <= 252; at++) {
                                lab.done("AllocateEipAddress");
                            }
                            return vpc("AllocateEipAddress");
                        }),
                row(ErrorCode.PUBLIC_ADDRESS_UNAVAILABLE, lab -> vpc("AllocateEipAddress", "IpAddress", "8.8.8.8")),
                row(ErrorCode.PUBLIC_ADDRESS_UNAVAILABLE, lab -> {
                    lab.done("AllocateEipAddress", "IpAddress", "139.196.75.99");
                    return vpc("AllocateEipAddress", "IpAddress", "139.196.75.99");
                }),
                row(
                        ErrorCode.EIP_STATUS,
                        inService((lab, scene) -> vpc("ReleaseEipAddress", "AllocationId", scene.eip()))));
    }

    private static List<ErrorRow> associating() {
        return List.of(
                row(
                        ErrorCode.EIP_STATUS,
                        inService((lab, scene) -> associate(scene.eip(), "EcsInstance", scene.ha1()))),
                row(ErrorCode.EIP_TASK_CONFLICT, inTutorial((lab, scene) -> {
                    lab.call(associate(scene.eip(), "HaVip", scene.haVip()));
                    return associate(scene.eip(), "HaVip", scene.haVip());
                })),
                row(ErrorCode.EIP_BEING_MODIFIED, inTutorial((lab, scene) -> {
                    lab.done("ModifyEipAddressAttribute", "AllocationId", scene.eip(), "Bandwidth", "9");
                    return associate(scene.eip(), "HaVip", scene.haVip());
                })),
                row(ErrorCode.EIP_DUPLICATED, inService((lab, scene) -> {
                    String second = lab.text("AllocationId", "AllocateEipAddress");
                    return associate(second, "HaVip", scene.haVip());
                })),
                row(ErrorCode.EIP_BINDING_STATUS, inTutorial((lab, scene) -> {
                    lab.call(associate(scene.eip(), "HaVip", scene.haVip()));
                    String second = lab.text("AllocationId", "AllocateEipAddress");
                    return associate(second, "HaVip", scene.haVip());
                })),
                row(
                        ErrorCode.OTHER_REGION,
                        inTutorial((lab, scene) ->
                                associate(scene.eip(), "HaVip", scene.haVip(), "InstanceRegionId", "cn-nowhere"))),
                row(
                        ErrorCode.INSTANCE_NOT_IN_VPC,
                        inTutorial((lab, scene) ->
                                associate(scene.eip(), "EcsInstance", scene.ha1(), "VpcId", "vpc-other"))),
                row(
                        ErrorCode.EIP_INSTANCE_NOT_FOUND,
                        inTutorial((lab, scene) -> associate(scene.eip(), "EcsInstance", "i-none"))),
                row(
                        ErrorCode.INSTANCE_TYPE,
                        inTutorial((lab, scene) -> associate(scene.eip(), "SlbInstance", "lb-none"))),
                row(
                        ErrorCode.HAVIP_NOT_FOUND,
                        inTutorial((lab, scene) -> associate(scene.eip(), "HaVip", "havip-none"))),
                row(ErrorCode.INSTANCE_STATUS, inTutorial((lab, scene) -> {
                    lab.done("StopInstance", "InstanceId", scene.ha1());
                    return associate(scene.eip(), "EcsInstance", scene.ha1());
                })),
                row(ErrorCode.HAVIP_STATUS, inTutorial((lab, scene) -> {
                    lab.call(HaVipErrors.bind(scene.haVip(), scene.ha1()));
                    return associate(scene.eip(), "HaVip", scene.haVip());
                })));
    }

    private static List<ErrorRow> unassociating() {
        return List.of(
                row(ErrorCode.EIP_STATUS, inTutorial((lab, scene) -> unassociate(scene.eip()))),
                row(
                        ErrorCode.EIP_LEADS_ELSEWHERE,
                        inService((lab, scene) -> unassociate(scene.eip(), "InstanceId", scene.ha1()))),
                row(ErrorCode.EIP_HAVIP_STATUS, inService((lab, scene) -> {
                    lab.call(HaVipErrors.unbind(scene.haVip(), scene.ha2()));
                    return unassociate(scene.eip());
                })),
                row(ErrorCode.EIP_USED_BY_SNAT, lab -> {
                    NetworkErrors.Nat nat = NetworkErrors.Nat.in(lab, NetworkErrors.emptyVpc(lab));
                    lab.done("CreateSnatEntry", nat.with("SourceCIDR", "172.16.0.0/16"));
                    return unassociate(nat.eip());
                }));
    }
}
