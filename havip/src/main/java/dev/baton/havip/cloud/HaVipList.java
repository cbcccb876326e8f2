package dev.baton.havip.cloud;

import dev.baton.havip.resource.Eip;
import dev.baton.havip.resource.HaVip;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// `DescribeHaVips`, with all its sixteen fields and their spelling.
final class HaVipList {
    private static final int PAGE_MAX = 50;
    private static final Map<String, Function<HaVip, String>> FILTERS = Map.of(
            "VpcId", HaVip::vpc,
            "VSwitchId", HaVip::vSwitch,
            "Status", haVip -> haVip.phase().status().word(),
            "HaVipId", HaVip::id,
            "HaVipAddress", HaVip::address);

    private HaVipList() {}

    static List<Action> all() {
        return List.of(Action.both("DescribeHaVips", HaVipList::describe, "RegionId"));
    }

    private static Fields describe(Request request) {
        return Page.of(request, PAGE_MAX)
                .answer(
                        request.allMine(HaVip.class)
                                .filter(Filters.of(request, FILTERS))
                                .filter(Filters.equal(
                                        request,
                                        "ResourceGroupId",
                                        haVip -> haVip.meta().resourceGroup()))
                                .filter(Tags.filter(request)),
                        "HaVips",
                        "HaVip",
                        haVip -> write(request.turn(), haVip));
    }

    private static Fields write(Turn turn, HaVip haVip) {
        List<String> eips = turn.all(Eip.class)
                .filter(eip -> EipAssociation.leadsTo(eip, haVip.id()))
                .map(Eip::address)
                .toList();
        return Fields.of("HaVipId", haVip.id())
                .text("IpAddress", haVip.address())
                .text("Name", haVip.meta().name())
                .text("Description", haVip.meta().description())
                .text("Status", haVip.phase().status().word())
                .text("RegionId", turn.settings().region())
                .text("VpcId", haVip.vpc())
                .text("VSwitchId", haVip.vSwitch())
                .text("MasterInstanceId", HaVipBinding.masterAsMember(turn, haVip))
                .text("AssociatedInstanceType", haVip.memberType())
                .texts("AssociatedInstances", "associatedInstance", haVip.members())
                .texts("AssociatedEipAddresses", "associatedEipAddresse", eips)
                .time("CreateTime", haVip.meta().createdMillis())
                .text("ResourceGroupId", haVip.meta().resourceGroup())
                .text("ChargeType", "")
                .list("Tags", "Tag", Tags.written(haVip, "Key", "Value"));
    }
}
