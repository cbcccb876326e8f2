package dev.baton.havip.cloud;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.HaVipId;
import dev.baton.havip.InstanceId;
import dev.baton.havip.NextHop;
import dev.baton.havip.VpcId;
import dev.baton.havip.resource.Eni;
import dev.baton.havip.resource.HaVip;
import dev.baton.havip.resource.Instance;
import dev.baton.havip.resource.RouteEntry;
import dev.baton.havip.resource.Status;
import dev.baton.havip.resource.VSwitch;
import dev.baton.havip.resource.Vpc;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Custom routes in a VPC's one route table. A HaVip as the next hop is what makes a pair of self-made gateways.
final class RouteActions {
    private RouteActions() {}

    static List<Action> all() {
        return List.of(
                Action.both(
                        "CreateRouteEntry", RouteActions::create, "RouteTableId", "DestinationCidrBlock", "NextHopId"),
                Action.both("DeleteRouteEntry", RouteActions::delete));
    }

    /// The VPC whose route table has this id.
    static Vpc vpc(Request request, String table) {
        return request.allMine(Vpc.class)
                .filter(vpc -> vpc.routeTable().equals(table))
                .findAny()
                .orElseThrow(() -> new CallRefused(ErrorCode.ROUTE_TABLE_NOT_FOUND, table));
    }

    private static Fields create(Request request) {
        Turn turn = request.turn();
        String table = request.required("RouteTableId");
        Vpc vpc = vpc(request, table);
        String destination = destination(request, vpc).toString();
        if (of(turn, vpc).anyMatch(route -> route.destination().equals(destination))) {
            throw new CallRefused(ErrorCode.ROUTE_EXISTS, destination);
        }
        request.within(Quota.ROUTES_PER_TABLE, of(turn, vpc).count(), ErrorCode.QUOTA_ROUTES);
        String type = request.text("NextHopType", "Instance");
        String hop = request.required("NextHopId");
        checkNextHop(request, vpc, type, hop);
        RouteEntry route = new RouteEntry(
                turn.freshId(RouteEntry.class, "rte-"),
                Resources.meta(request, request.name("RouteEntryName")),
                turn.during(Status.PENDING, Delay.ROUTE_PENDING),
                vpc.id(),
                table,
                destination,
                type,
                hop);
        turn.put(route);
        order(turn, route).ifPresent(turn::network);
        turn.note(route, TimelineEntry.Topic.CREATED, destination);
        return Fields.of("RouteEntryId", route.id());
    }

    private static Subnet destination(Request request, Vpc vpc) {
        String text = request.required("DestinationCidrBlock");
        Subnet destination = Subnet.parse(text).orElseThrow(() -> new CallRefused(ErrorCode.CIDR_MALFORMED, text));
        boolean isLocal = request.turn()
                .all(VSwitch.class)
                .filter(vSwitch -> vSwitch.vpc().equals(vpc.id()))
                .anyMatch(vSwitch -> Subnet.of(vSwitch.cidr()).contains(destination));
        if (isLocal) {
            throw new CallRefused(ErrorCode.DESTINATION_LOCAL, text);
        }
        return destination;
    }

    private static Stream<RouteEntry> of(Turn turn, Vpc vpc) {
        return turn.all(RouteEntry.class).filter(route -> route.vpc().equals(vpc.id()));
    }

    private static void checkNextHop(Request request, Vpc vpc, String type, String hop) {
        switch (type) {
            case "HaVip" -> checkHaVip(request, vpc, request.mine(HaVip.class, hop, ErrorCode.HAVIP_NOT_FOUND));
            case "Instance" -> {
                Instance instance = request.mine(Instance.class, hop, ErrorCode.NEXT_HOP_NOT_FOUND);
                checkVpc(vpc, request.mine(Eni.class, instance.eni(), ErrorCode.ENI_NOT_FOUND));
            }
            case "NetworkInterface" -> checkVpc(vpc, request.mine(Eni.class, hop, ErrorCode.ENI_NOT_FOUND));
            default -> throw new CallRefused(ErrorCode.NEXT_HOP_TYPE);
        }
    }

    private static void checkHaVip(Request request, Vpc vpc, HaVip haVip) {
        if (!haVip.vpc().equals(vpc.id())) {
            throw new CallRefused(ErrorCode.HAVIP_IN_OTHER_VPC);
        }
        if (!haVip.phase().is(Status.AVAILABLE) && !haVip.phase().is(Status.IN_USE)) {
            throw new CallRefused(ErrorCode.HAVIP_STATUS);
        }
        long present = request.turn()
                .all(RouteEntry.class)
                .filter(route -> route.nextHop().equals(haVip.id()))
                .count();
        request.within(Quota.ROUTES_PER_HAVIP, present, ErrorCode.QUOTA_HAVIP_ROUTES);
    }

    private static void checkVpc(Vpc vpc, Eni eni) {
        if (!eni.vpc().equals(vpc.id())) {
            throw new CallRefused(ErrorCode.INSTANCE_IN_OTHER_VPC);
        }
    }

    /// What the network is told of a route.
    static Optional<FabricEvent> order(Turn turn, RouteEntry route) {
        Optional<NextHop> hop = route.nextHopType().equals("HaVip")
                ? Optional.of(new NextHop.ToHaVip(new HaVipId(route.nextHop())))
                : HaVipBinding.instanceOf(turn, route.nextHop())
                        .map(instance -> new NextHop.ToInstance(new InstanceId(instance)));
        return hop.map(next -> new FabricEvent.AddRoute(
                new VpcId(route.vpc()), Subnet.of(route.destination()).prefix(), next));
    }

    private static Fields delete(Request request) {
        Turn turn = request.turn();
        RouteEntry route = find(request);
        if (!route.phase().is(Status.AVAILABLE)) {
            throw new CallRefused(ErrorCode.ROUTE_STATUS);
        }
        turn.put(route.with(turn.during(Status.DELETING, Delay.ROUTE_DELETING)));
        turn.network(new FabricEvent.RemoveRoute(
                new VpcId(route.vpc()), Subnet.of(route.destination()).prefix()));
        turn.note(route, TimelineEntry.Topic.DELETED);
        return Fields.none();
    }

    /// By its own id, or as older clients say it: by table, destination and next hop.
    private static RouteEntry find(Request request) {
        Optional<String> id = request.text("RouteEntryId");
        if (id.isPresent()) {
            return request.mine(RouteEntry.class, id.get(), ErrorCode.ROUTE_NOT_FOUND);
        }
        Vpc vpc = vpc(request, request.required("RouteTableId"));
        String destination = request.required("DestinationCidrBlock");
        return of(request.turn(), vpc)
                .filter(route -> route.destination().equals(destination))
                .filter(Filters.equal(request, "NextHopId", RouteEntry::nextHop))
                .findAny()
                .orElseThrow(() -> new CallRefused(ErrorCode.ROUTE_NOT_FOUND, destination));
    }
}
