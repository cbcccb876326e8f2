package dev.baton.daemon;

import dev.baton.model.Configuration;
import dev.baton.model.SyncGroupSpec;
import dev.baton.model.Tracked;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpSpec;
import java.util.ArrayList;
import java.util.List;

/// What of a configuration the daemon acts on, and what it leaves out because nothing reports it yet.
///
/// A tracked script that nobody runs would hold its instance back for ever: the address matters more.
///
/// @param configuration all of it
/// @param spec what the engine is built from
/// @param leftOut one sentence for each thing that is configured and not acted on
record ActiveParts(Configuration configuration, VrrpSpec spec, List<String> leftOut) {
    ActiveParts {
        leftOut = List.copyOf(leftOut);
    }

    static ActiveParts of(Configuration configuration) {
        VrrpSpec whole = configuration.vrrp();
        List<String> leftOut = new ArrayList<>();
        List<VirtualRouterSpec> routers = whole.routers().stream()
                .map(router -> router.withTracked(reported(router.name(), router.tracked(), leftOut)))
                .toList();
        List<SyncGroupSpec> groups = whole.syncGroups().stream()
                .map(group -> group.withTracked(reported(group.name(), group.tracked(), leftOut)))
                .toList();
        int services = configuration.virtualServers().size();
        if (services > 0) {
            leftOut.add(services + (services == 1 ? " virtual server" : " virtual servers")
                    + " configured and not active yet; VRRP is not affected");
        }
        return new ActiveParts(
                configuration,
                new VrrpSpec(routers, groups, List.of(), whole.garpGroups(), whole.startupDelay()),
                leftOut);
    }

    private static List<Tracked> reported(String owner, List<Tracked> tracked, List<String> leftOut) {
        List<Tracked> reported = new ArrayList<>();
        for (Tracked each : tracked) {
            if (each.kind() == Tracked.Kind.INTERFACE || each.kind() == Tracked.Kind.STATIC) {
                reported.add(each);
            } else {
                leftOut.add("(" + owner + ") " + each.kind().word() + " " + each.name()
                        + " is not tracked yet and counts as well");
            }
        }
        return reported;
    }
}
