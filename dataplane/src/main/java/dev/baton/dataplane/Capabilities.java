package dev.baton.dataplane;

import dev.baton.model.VirtualServerSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which data plane can do what. The table that diagnostics and refusals are made from.
public final class Capabilities {
    private static final String WEIGHTS_ONLY =
            "nftables does not count connections per server: new ones are dealt out by weight, as wrr does";

    /// Schedulers that nftables does not do exactly, and what it does instead. Those that stand nowhere are exact.
    private static final Map<String, String> APPROXIMATIONS = Map.of(
            "lc", WEIGHTS_ONLY,
            "wlc", WEIGHTS_ONLY,
            "sed", WEIGHTS_ONLY,
            "nq", WEIGHTS_ONLY,
            "twos", "nftables chooses at random by weight, without comparing two candidates",
            "ovf", "nftables sends everything to the server of the highest weight, as fo does",
            "lblc", "nftables chooses by the destination's address, as dh does, whatever the load",
            "lblcr", "nftables chooses by the destination's address, as dh does, whatever the load",
            "mh", "nftables looks up a table of 251 entries; another table than the kernel's");

    private static final List<String> EXACT = List.of("rr", "wrr", "sh", "dh", "fo");

    private Capabilities() {}

    /// How well a feature is served.
    public sealed interface Support {
        record Full() implements Support {}

        /// It works, but not quite like that.
        record Approximated(String how) implements Support {}

        /// A service that asks for it is served without it.
        record Ignored(String why) implements Support {}

        /// A service that asks for it is not served.
        record Missing(String why) implements Support {}
    }

    /// A feature that is asked for and not fully served.
    public record Limitation(Feature feature, Support support) {
        /// True if a service that asks for it is not served.
        public boolean isFatal() {
            return support instanceof Support.Missing;
        }

        public String sentence() {
            return feature.words() + ": "
                    + switch (support) {
                        case Support.Full _ -> "served";
                        case Support.Approximated(String how) -> how;
                        case Support.Ignored(String why) -> "without effect, as " + why;
                        case Support.Missing(String why) -> "not served, as " + why;
                    };
        }

        /// What stands in the way, without what follows from it.
        public String cause() {
            return feature.words() + ": "
                    + switch (support) {
                        case Support.Full _ -> "nothing";
                        case Support.Approximated(String how) -> how;
                        case Support.Ignored(String why) -> why;
                        case Support.Missing(String why) -> why;
                    };
        }
    }

    /// What a data plane makes of a feature.
    public static Support support(DataPlane plane, Feature feature) {
        return switch (plane) {
            case IPVS -> new Support.Full();
            case NFTABLES -> nftables(feature);
        };
    }

    private static Support nftables(Feature feature) {
        return switch (feature) {
            case Feature.Scheduler(String name) -> scheduler(name);
            case Feature.SchedulerFlag(String name) ->
                switch (name) {
                    case "sh-port", "flag-2", "mh-port" -> new Support.Full();
                    default -> new Support.Ignored("without connection counts no server is ever unavailable");
                };
            case Feature.Method(var method) ->
                switch (method) {
                    case NAT ->
                        new Support.Approximated("the client's address is masqueraded too, so that real servers"
                                + " need no route back through this machine");
                    case DR, TUN ->
                        new Support.Missing("nftables translates addresses; it cannot hand packets on as they are");
                };
            case Feature.OncePerPacket _ ->
                new Support.Ignored("connection tracking keeps the packets of a flow together");
            case Feature.Persistence _ -> new Support.Full();
            case Feature.PersistenceEngine _ ->
                new Support.Ignored("nftables does not look into packets; clients are told apart by address");
            case Feature.Thresholds _ -> new Support.Ignored("nftables does not count connections per server");
            case Feature.Sync _ -> new Support.Missing("only IPVS has a sync daemon");
        };
    }

    private static Support scheduler(String name) {
        if (EXACT.contains(name)) {
            return new Support.Full();
        }
        String how = APPROXIMATIONS.getOrDefault(name, "not known; served as wrr");
        return new Support.Approximated(how);
    }

    /// What a virtual server will not get from a data plane.
    public static List<Limitation> limitations(DataPlane plane, VirtualServerSpec spec) {
        return Feature.of(spec).stream()
                .map(feature -> new Limitation(feature, support(plane, feature)))
                .filter(limitation -> !(limitation.support() instanceof Support.Full))
                .toList();
    }

    /// The refusal of an operation that a data plane cannot carry out.
    public static Optional<OperationResult> refusal(DataPlane plane, Operation operation) {
        for (Feature feature : Feature.of(operation)) {
            if (support(plane, feature) instanceof Support.Missing(String why)) {
                return Optional.of(new OperationResult.Refused(OperationResult.Cause.UNSUPPORTED, why));
            }
        }
        return Optional.empty();
    }
}
