package dev.baton.havip.cloud;

import static dev.baton.havip.cloud.ErrorRow.ecs;
import static dev.baton.havip.cloud.ErrorRow.limited;
import static dev.baton.havip.cloud.ErrorRow.row;
import static dev.baton.havip.cloud.NetworkErrors.inTutorial;

import dev.baton.havip.api.ApiCall;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/// What instances and security groups refuse.
final class EcsErrors {
    private EcsErrors() {}

    private static ApiCall run(CloudLab.Tutorial scene, String... more) {
        return ecs(
                "RunInstances",
                Stream.concat(Stream.of("VSwitchId", scene.vSwitch()), Stream.of(more))
                        .toArray(String[]::new));
    }

    static List<ErrorRow> rows() {
        return List.of(
                limited(
                        ErrorCode.QUOTA_INSTANCES,
                        Quota.INSTANCES_PER_ACCOUNT,
                        2,
                        inTutorial((lab, scene) -> run(scene))),
                row(ErrorCode.VSWITCH_ID_NOT_FOUND, lab -> ecs("RunInstances", "VSwitchId", "vsw-none")),
                row(ErrorCode.INVALID_PARAMETER, inTutorial((lab, scene) -> run(scene, "Amount", "101"))),
                row(
                        ErrorCode.INVALID_PARAMETER,
                        inTutorial((lab, scene) -> run(scene, "Amount", "2", "PrivateIpAddress", "172.16.0.9"))),
                row(
                        ErrorCode.ADDRESS_TAKEN,
                        inTutorial((lab, scene) -> run(scene, "PrivateIpAddress", "172.16.0.222"))),
                row(ErrorCode.OTHER_ZONE, inTutorial((lab, scene) -> run(scene, "ZoneId", "cn-lab-1b"))),
                row(ErrorCode.ECS_INSTANCE_TYPE, inTutorial((lab, scene) -> run(scene, "InstanceType", "vax"))),
                row(ErrorCode.INVALID_HOST_NAME, inTutorial((lab, scene) -> run(scene, "HostName", "-a b"))),
                row(ErrorCode.USER_DATA_MALFORMED, inTutorial((lab, scene) -> run(scene, "UserData", "#!/bin/sh"))),
                row(
                        ErrorCode.USER_DATA_TOO_LONG,
                        inTutorial((lab, scene) ->
                                run(scene, "UserData", Base64.getEncoder().encodeToString(new byte[32 * 1024 + 1])))),
                row(
                        ErrorCode.SECURITY_GROUP_NOT_FOUND,
                        inTutorial((lab, scene) -> run(scene, "SecurityGroupId", "sg-none"))),
                row(ErrorCode.SECURITY_GROUP_IN_USE, inTutorial((lab, scene) -> {
                    String group = lab.text("SecurityGroupId", "CreateSecurityGroup", "VpcId", scene.vpc());
                    lab.call(run(scene, "SecurityGroupId", group));
                    return ecs("DeleteSecurityGroup", "SecurityGroupId", group);
                })),
                row(ErrorCode.INSTANCE_NOT_FOUND, lab -> ecs("StartInstance", "InstanceId", "i-none")),
                row(
                        ErrorCode.ECS_INSTANCE_STATUS,
                        inTutorial((lab, scene) -> ecs("StartInstance", "InstanceId", scene.ha1()))),
                row(
                        ErrorCode.ECS_INSTANCE_STATUS,
                        inTutorial((lab, scene) -> ecs("DeleteInstance", "InstanceId", scene.ha1()))),
                row(ErrorCode.INSTANCE_INITIALIZING, inTutorial((lab, scene) -> {
                    String fresh = lab.instance(scene.vSwitch(), "172.16.0.9");
                    return ecs("DeleteInstance", "InstanceId", fresh);
                })),
                row(ErrorCode.DELETION_PROTECTED, inTutorial((lab, scene) -> {
                    String fresh = lab.text(
                            "InstanceId", "CreateInstance", "VSwitchId", scene.vSwitch(), "DeletionProtection", "true");
                    lab.settle();
                    return ecs("DeleteInstance", "InstanceId", fresh);
                })),
                row(ErrorCode.INSTANCE_HAS_ROUTE, inTutorial((lab, scene) -> {
                    lab.done(
                            "CreateRouteEntry",
                            "RouteTableId",
                            NetworkErrors.routeTable(lab, scene.vpc()),
                            "DestinationCidrBlock",
                            "10.0.0.0/8",
                            "NextHopId",
                            scene.ha1());
                    return ecs("DeleteInstance", "InstanceId", scene.ha1(), "Force", "true");
                })));
    }
}
