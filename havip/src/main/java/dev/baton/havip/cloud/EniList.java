package dev.baton.havip.cloud;

import dev.baton.havip.resource.Eni;
import dev.baton.havip.resource.Instance;
import java.util.List;
import java.util.function.Predicate;

/// `DescribeNetworkInterfaces`.
final class EniList {
    private static final int PAGE_MAX = 500;

    private EniList() {}

    static List<Action> all() {
        return List.of(Action.ecs("DescribeNetworkInterfaces", EniList::describe, "RegionId"));
    }

    private static Fields describe(Request request) {
        List<String> ids = request.list("NetworkInterfaceId");
        Predicate<Eni> wanted = Filters.<Eni>equal(
                        request, "InstanceId", eni -> eni.instance().orElse(""))
                .and(Filters.equal(request, "VSwitchId", Eni::vSwitch))
                .and(Filters.equal(request, "VpcId", Eni::vpc))
                .and(Filters.equal(request, "Type", EniList::type))
                .and(Filters.equal(
                        request, "Status", eni -> eni.phase().status().word()))
                .and(Filters.equal(request, "PrimaryIpAddress", Eni::address))
                .and(Filters.equal(request, "ResourceGroupId", eni -> eni.meta().resourceGroup()))
                .and(eni -> ids.isEmpty() || ids.contains(eni.id()))
                .and(Tags.filter(request));
        return Page.of(request, PAGE_MAX)
                .answer(
                        request.allMine(Eni.class).filter(wanted),
                        "NetworkInterfaceSets",
                        "NetworkInterfaceSet",
                        eni -> write(request.turn(), eni));
    }

    static String type(Eni eni) {
        return eni.primary() ? "Primary" : "Secondary";
    }

    static List<Fields> addresses(Eni eni) {
        return List.of(Fields.of("PrivateIpAddress", eni.address()).flag("Primary", true));
    }

    private static Fields write(Turn turn, Eni eni) {
        String zone = eni.instance()
                .flatMap(id -> turn.find(Instance.class, id))
                .map(Instance::zone)
                .orElse("");
        return Fields.of("NetworkInterfaceId", eni.id())
                .text("NetworkInterfaceName", eni.meta().name())
                .text("Description", eni.meta().description())
                .text("MacAddress", eni.mac())
                .text("PrivateIpAddress", eni.address())
                .text("InstanceId", eni.instance().orElse(""))
                .text("Status", eni.phase().status().word())
                .text("Type", type(eni))
                .text("VSwitchId", eni.vSwitch())
                .text("VpcId", eni.vpc())
                .text("ZoneId", zone)
                .time("CreationTime", eni.meta().createdMillis())
                .text("ResourceGroupId", eni.meta().resourceGroup())
                .list("PrivateIpSets", "PrivateIpSet", addresses(eni))
                .texts("SecurityGroupIds", "SecurityGroupId", List.of())
                .list("Tags", "Tag", Tags.written(eni, "TagKey", "TagValue"));
    }
}
