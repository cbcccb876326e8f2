package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.source.Span;
import dev.baton.config.syntax.Statement;
import dev.baton.dataplane.Capabilities;
import dev.baton.dataplane.Capabilities.Limitation;
import dev.baton.dataplane.DataPlane;
import dev.baton.dataplane.Feature;
import dev.baton.model.BalancingSpec.Plane;
import dev.baton.model.VirtualServerSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What virtual servers ask for and the chosen data plane cannot do. The same limit of many is one finding, at the
/// first of them.
final class BalancerLimits {
    private final Plane plane;
    private final Map<Limitation, Place> places = new LinkedHashMap<>();

    /// @param count of virtual servers
    private record Place(Span span, int count) {}

    BalancerLimits(Plane plane) {
        this.plane = plane;
    }

    void look(Block block, VirtualServerSpec spec) {
        if (plane == Plane.IPVS) {
            return;
        }
        for (Limitation limitation : Capabilities.limitations(DataPlane.NFTABLES, spec)) {
            if (limitation.isFatal() || (plane == Plane.NFTABLES && !isMasquerading(limitation))) {
                Place first = places.getOrDefault(limitation, new Place(span(block, limitation.feature()), 0));
                places.put(limitation, new Place(first.span(), first.count() + 1));
            }
        }
    }

    /// Copying connections to another machine is not of one virtual server.
    void lookAtSync(Statement line) {
        Limitation limitation =
                new Limitation(new Feature.Sync(), Capabilities.support(DataPlane.NFTABLES, new Feature.Sync()));
        if (plane != Plane.IPVS) {
            places.put(limitation, new Place(line.span(), 0));
        }
    }

    private static String services(int count) {
        return switch (count) {
            case 0 -> "this line";
            case 1 -> "this virtual server";
            default -> count + " virtual servers";
        };
    }

    /// Holds for every virtual server; COMPATIBILITY.md tells of it.
    private static boolean isMasquerading(Limitation limitation) {
        return limitation.feature() instanceof Feature.Method;
    }

    private static Span span(Block block, Feature feature) {
        return keywords(feature).stream()
                .flatMap(keyword -> block.last(keyword).stream())
                .findFirst()
                .orElse(block.statement())
                .line();
    }

    private static List<String> keywords(Feature feature) {
        return switch (feature) {
            case Feature.Scheduler _ -> List.of("lb_algo", "lvs_sched");
            case Feature.SchedulerFlag(String name) -> List.of(name);
            case Feature.Method _ -> List.of("lb_kind", "lvs_method", "sorry_server_lvs_method");
            case Feature.OncePerPacket _ -> List.of("ops");
            case Feature.Persistence _ -> List.of("persistence_timeout");
            case Feature.PersistenceEngine _ -> List.of("persistence_engine");
            case Feature.Thresholds _, Feature.Sync _ -> List.of();
        };
    }

    void report(Resolution resolution) {
        places.forEach((limitation, place) -> resolution.report(Finding.of(code(limitation), place.span())
                .with("limitation", limitation.cause())
                .with("services", services(place.count()))));
    }

    private Code code(Limitation limitation) {
        if (plane == Plane.AUTO) {
            return Code.NEEDS_IPVS;
        }
        return limitation.isFatal() ? Code.NFTABLES_CANNOT : Code.NFTABLES_DIFFERS;
    }
}
