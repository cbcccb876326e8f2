package dev.baton.havip.cloud;

import dev.baton.havip.resource.Instance;
import dev.baton.havip.resource.Phase;
import dev.baton.havip.resource.SecurityGroup;
import dev.baton.havip.resource.Status;
import dev.baton.havip.resource.Vpc;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Security groups, which clients want before they make an instance. They are kept and shown and filter nothing.
final class SecurityGroupActions {
    private static final int PAGE_MAX = 50;

    private SecurityGroupActions() {}

    static List<Action> all() {
        return List.of(
                Action.ecs("CreateSecurityGroup", SecurityGroupActions::create, "RegionId", "VpcId"),
                Action.ecs("AuthorizeSecurityGroup", SecurityGroupActions::authorize, "RegionId", "SecurityGroupId"),
                Action.ecs("RevokeSecurityGroup", SecurityGroupActions::revoke, "RegionId", "SecurityGroupId"),
                Action.ecs("DeleteSecurityGroup", SecurityGroupActions::delete, "RegionId", "SecurityGroupId"),
                Action.ecs("DescribeSecurityGroups", SecurityGroupActions::describe, "RegionId"));
    }

    private static Fields create(Request request) {
        Turn turn = request.turn();
        Vpc vpc = VpcActions.find(request);
        SecurityGroup group = new SecurityGroup(
                turn.freshId(SecurityGroup.class, "sg-"),
                Resources.meta(request, request.name("SecurityGroupName")),
                Phase.settled(Status.AVAILABLE),
                vpc.id(),
                List.of());
        turn.put(group);
        turn.note(group, TimelineEntry.Topic.CREATED);
        return Fields.of("SecurityGroupId", group.id());
    }

    private static SecurityGroup find(Request request) {
        return request.mine(
                SecurityGroup.class, request.required("SecurityGroupId"), ErrorCode.SECURITY_GROUP_NOT_FOUND);
    }

    private static Fields authorize(Request request) {
        SecurityGroup group = find(request);
        List<String> rules = new ArrayList<>(group.rules());
        rules.remove(rule(request));
        rules.add(rule(request));
        request.turn().put(group.withRules(rules));
        return Fields.none();
    }

    private static Fields revoke(Request request) {
        SecurityGroup group = find(request);
        List<String> rules = new ArrayList<>(group.rules());
        rules.remove(rule(request));
        request.turn().put(group.withRules(rules));
        return Fields.none();
    }

    private static String rule(Request request) {
        return Stream.of("IpProtocol", "PortRange", "SourceCidrIp", "Policy")
                .map(part -> request.text(part, "-"))
                .collect(Collectors.joining(" "));
    }

    private static Fields delete(Request request) {
        Turn turn = request.turn();
        SecurityGroup group = find(request);
        if (turn.all(Instance.class)
                .anyMatch(instance -> instance.machine().securityGroups().contains(group.id()))) {
            throw new CallRefused(ErrorCode.SECURITY_GROUP_IN_USE);
        }
        turn.remove(group);
        turn.note(group, TimelineEntry.Topic.DELETED);
        return Fields.none();
    }

    private static Fields describe(Request request) {
        return Page.of(request, PAGE_MAX)
                .answer(
                        request.allMine(SecurityGroup.class)
                                .filter(Filters.equal(request, "VpcId", SecurityGroup::vpc))
                                .filter(Filters.equal(request, "SecurityGroupId", SecurityGroup::id))
                                .filter(Tags.filter(request)),
                        "SecurityGroups",
                        "SecurityGroup",
                        group -> Fields.of("SecurityGroupId", group.id())
                                .text("SecurityGroupName", group.meta().name())
                                .text("Description", group.meta().description())
                                .text("SecurityGroupType", "normal")
                                .text("VpcId", group.vpc())
                                .time("CreationTime", group.meta().createdMillis())
                                .text("ResourceGroupId", group.meta().resourceGroup())
                                .list("Tags", "Tag", Tags.written(group, "TagKey", "TagValue")));
    }
}
