package dev.baton.havip.cloud;

import dev.baton.havip.resource.RouteEntry;
import dev.baton.havip.resource.VSwitch;
import dev.baton.havip.resource.Vpc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// `DescribeRouteEntryList`, `DescribeRouteTableList` and the older `DescribeRouteTables`.
final class RouteList {
    private static final int PAGE_MAX = 50;
    private static final int RESULTS_MAX = 500;

    private RouteList() {}

    static List<Action> all() {
        return List.of(
                Action.vpc("DescribeRouteEntryList", RouteList::entries, "RegionId", "RouteTableId"),
                Action.vpc("DescribeRouteTableList", RouteList::tables, "RegionId"),
                Action.vpc("DescribeRouteTables", RouteList::oldTables));
    }

    private static Fields entries(Request request) {
        Vpc vpc = RouteActions.vpc(request, request.required("RouteTableId"));
        request.whole("MaxResult", PAGE_MAX, 1, RESULTS_MAX);
        List<Fields> routes = routes(request, vpc);
        return Fields.of("NextToken", "").list("RouteEntrys", "RouteEntry", routes);
    }

    /// The custom routes that are wanted, and the VPC's own, which lead to its vSwitches.
    private static List<Fields> routes(Request request, Vpc vpc) {
        Predicate<RouteEntry> wanted = Filters.<RouteEntry>equal(request, "RouteEntryId", RouteEntry::id)
                .and(Filters.equal(request, "DestinationCidrBlock", RouteEntry::destination))
                .and(Filters.equal(request, "NextHopId", RouteEntry::nextHop))
                .and(Filters.equal(request, "NextHopType", RouteEntry::nextHopType))
                .and(Filters.equal(request, "RouteEntryType", route -> "Custom"))
                .and(route -> route.vpc().equals(vpc.id()));
        List<Fields> routes = new ArrayList<>(request.allMine(RouteEntry.class)
                .filter(wanted)
                .map(RouteList::write)
                .toList());
        boolean systemToo = !request.text("RouteEntryType", "System").equals("Custom")
                && request.text("RouteEntryId").isEmpty()
                && request.text("NextHopId").isEmpty();
        if (systemToo) {
            request.allMine(VSwitch.class)
                    .filter(vSwitch -> vSwitch.vpc().equals(vpc.id()))
                    .filter(Filters.equal(request, "DestinationCidrBlock", VSwitch::cidr))
                    .map(vSwitch -> system(vpc, vSwitch))
                    .forEach(routes::add);
        }
        return routes;
    }

    private static Fields write(RouteEntry route) {
        Fields hop = Fields.of("NextHopId", route.nextHop())
                .text("NextHopType", route.nextHopType())
                .whole("Weight", 0)
                .whole("Enabled", 1)
                .text("NextHopRegionId", "");
        return entry(route.table(), route.id(), route.destination(), "Custom")
                .text("Status", route.phase().status().word())
                .text("RouteEntryName", route.meta().name())
                .text("Description", route.meta().description())
                .list("NextHops", "NextHop", List.of(hop));
    }

    private static Fields system(Vpc vpc, VSwitch vSwitch) {
        return entry(vpc.routeTable(), "rte-" + vSwitch.id(), vSwitch.cidr(), "System")
                .text("Status", "Available")
                .text("RouteEntryName", "")
                .text("Description", "")
                .list("NextHops", "NextHop", List.of(Fields.of("NextHopId", "").text("NextHopType", "local")));
    }

    private static Fields entry(String table, String id, String destination, String type) {
        return Fields.of("RouteEntryId", id)
                .text("RouteTableId", table)
                .text("DestinationCidrBlock", destination)
                .text("Type", type)
                .text("IpVersion", "IPv4");
    }

    private static Fields tables(Request request) {
        return Page.of(request, PAGE_MAX)
                .answer(
                        wanted(request),
                        "RouterTableList",
                        "RouterTableListType",
                        vpc -> table(vpc)
                                .text("VpcId", vpc.id())
                                .text("RouterId", vpc.router())
                                .text("RouterType", "VRouter")
                                .text("Status", "Available")
                                .text("RouteTableName", ""));
    }

    private static Stream<Vpc> wanted(Request request) {
        return request.allMine(Vpc.class)
                .filter(Filters.equal(request, "VpcId", Vpc::id))
                .filter(Filters.equal(request, "RouteTableId", Vpc::routeTable))
                .filter(Filters.equal(request, "RouterId", Vpc::router));
    }

    private static Fields table(Vpc vpc) {
        return Fields.of("RouteTableId", vpc.routeTable())
                .text("RouteTableType", "System")
                .time("CreationTime", vpc.meta().createdMillis())
                .text("ResourceGroupId", vpc.meta().resourceGroup());
    }

    private static Fields oldTables(Request request) {
        return Page.of(request, PAGE_MAX)
                .answer(
                        wanted(request).filter(Filters.equal(request, "VRouterId", Vpc::router)),
                        "RouteTables",
                        "RouteTable",
                        vpc -> table(vpc)
                                .text("VRouterId", vpc.router())
                                .list("RouteEntrys", "RouteEntry", routes(request, vpc)));
    }
}
