package dev.baton.havip.cloud;

import dev.baton.havip.resource.Eip;
import dev.baton.havip.resource.Eni;
import dev.baton.havip.resource.Instance;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// `DescribeInstances` and `DescribeInstanceStatus`.
final class InstanceList {
    private static final int PAGE_MAX = 100;
    private static final int STATUS_PAGE_MAX = 50;

    private InstanceList() {}

    static List<Action> all() {
        return List.of(
                Action.ecs("DescribeInstances", InstanceList::describe, "RegionId"),
                Action.ecs("DescribeInstanceStatus", InstanceList::describeStatus, "RegionId"));
    }

    private static Fields describe(Request request) {
        Predicate<Instance> wanted = wanted(request);
        List<Instance> found = request.allMine(Instance.class).filter(wanted).toList();
        Function<Instance, Fields> write = instance -> InstanceWriter.write(request.turn(), instance);
        if (request.text("MaxResults").isPresent()) {
            return Cursor.of(request, PAGE_MAX).answer(found, "Instances", "Instance", write);
        }
        return Page.of(request, PAGE_MAX)
                .answer(found.stream(), "Instances", "Instance", write)
                .text("NextToken", "");
    }

    private static Predicate<Instance> wanted(Request request) {
        Turn turn = request.turn();
        Optional<List<String>> ids = JsonTexts.of(request, "InstanceIds");
        Optional<List<String>> addresses = JsonTexts.of(request, "PrivateIpAddresses");
        Optional<List<String>> eips = JsonTexts.of(request, "EipAddresses");
        Function<Instance, String> address = instance -> of(turn, instance, Eni::address);
        return Filters.<Instance>equal(request, "VpcId", instance -> of(turn, instance, Eni::vpc))
                .and(Filters.equal(request, "VSwitchId", instance -> of(turn, instance, Eni::vSwitch)))
                .and(Filters.equal(request, "ZoneId", Instance::zone))
                .and(Filters.equal(
                        request, "Status", instance -> instance.phase().status().word()))
                .and(Filters.equal(
                        request, "ImageId", instance -> instance.machine().image()))
                .and(Filters.equal(
                        request, "InstanceType", instance -> instance.machine().type()))
                .and(Filters.equal(
                        request, "ResourceGroupId", instance -> instance.meta().resourceGroup()))
                .and(instance -> request.text("SecurityGroupId")
                        .map(instance.machine().securityGroups()::contains)
                        .orElse(true))
                .and(named(request))
                .and(instance -> ids.map(list -> list.contains(instance.id())).orElse(true))
                .and(instance -> addresses
                        .map(list -> list.contains(address.apply(instance)))
                        .orElse(true))
                .and(instance -> eips.map(list -> eip(turn, instance)
                                .filter(eip -> list.contains(eip.address()))
                                .isPresent())
                        .orElse(true))
                .and(Tags.filter(request));
    }

    private static String of(Turn turn, Instance instance, Function<Eni, String> part) {
        return turn.find(Eni.class, instance.eni()).map(part).orElse("");
    }

    /// `*` in a name stands for anything.
    private static Predicate<Instance> named(Request request) {
        return request.text("InstanceName")
                .map(name -> Pattern.compile("\\Q" + name.replace("*", "\\E.*\\Q") + "\\E"))
                .<Predicate<Instance>>map(pattern ->
                        instance -> pattern.matcher(instance.meta().name()).matches())
                .orElse(instance -> true);
    }

    /// The EIP that leads to the instance, by whichever of its names.
    static Optional<Eip> eip(Turn turn, Instance instance) {
        return turn.all(Eip.class)
                .filter(eip ->
                        EipAssociation.leadsTo(eip, instance.id()) || EipAssociation.leadsTo(eip, instance.eni()))
                .findAny();
    }

    private static Fields describeStatus(Request request) {
        List<String> ids = request.list("InstanceId");
        return Page.of(request, STATUS_PAGE_MAX)
                .answer(
                        request.allMine(Instance.class)
                                .filter(instance -> ids.isEmpty() || ids.contains(instance.id()))
                                .filter(Filters.equal(request, "ZoneId", Instance::zone)),
                        "InstanceStatuses",
                        "InstanceStatus",
                        instance -> Fields.of("InstanceId", instance.id())
                                .text("Status", instance.phase().status().word()));
    }
}
