package dev.baton.havip.cloud;

import java.util.List;

/// `DescribeRegions` and `DescribeZones`: what clients ask before they choose where.
final class RegionList {
    private RegionList() {}

    static List<Action> all() {
        return List.of(
                Action.both("DescribeRegions", RegionList::regions), Action.both("DescribeZones", RegionList::zones));
    }

    private static Fields regions(Request request) {
        String region = request.turn().settings().region();
        Fields only = Fields.of("RegionId", region)
                .text("LocalName", region)
                .text("RegionEndpoint", "")
                .text("Status", "available");
        return Fields.none().list("Regions", "Region", List.of(only));
    }

    private static Fields zones(Request request) {
        return Fields.none()
                .list(
                        "Zones",
                        "Zone",
                        request.turn().settings().zones().stream()
                                .map(RegionList::zone)
                                .toList());
    }

    private static Fields zone(String id) {
        return Fields.of("ZoneId", id)
                .text("LocalName", id)
                .text("ZoneType", "AvailabilityZone")
                .texts("AvailableResourceCreation", "ResourceTypes", List.of("VSwitch", "Instance"))
                .texts("AvailableInstanceTypes", "InstanceTypes", List.of("ecs.g6.large"));
    }
}
