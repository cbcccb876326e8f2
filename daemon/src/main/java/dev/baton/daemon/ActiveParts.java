package dev.baton.daemon;

import dev.baton.config.source.PathFacts;
import dev.baton.daemon.link.LinkPlan;
import dev.baton.daemon.script.Admission;
import dev.baton.daemon.script.ScriptRules;
import dev.baton.model.Configuration;
import dev.baton.model.InterfaceName;
import dev.baton.model.SyncGroupSpec;
import dev.baton.model.TrackScriptSpec;
import dev.baton.model.Tracked;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What of a configuration the daemon acts on, and what it leaves out because nothing reports it.
///
/// A tracked script that nobody runs would hold its instance back for ever: the address matters more.
///
/// @param configuration all of it
/// @param spec what the engine is built from
/// @param bases of the interfaces that are to be made, by their names
/// @param leftOut one sentence for each thing that is configured and not acted on
record ActiveParts(
        Configuration configuration, VrrpSpec spec, Map<InterfaceName, InterfaceName> bases, List<String> leftOut) {
    ActiveParts {
        bases = Map.copyOf(bases);
        leftOut = List.copyOf(leftOut);
    }

    /// Looks at the files of scripts, which may take time: not on the protocol thread.
    ///
    /// @param uptime of the system
    static ActiveParts of(Configuration configuration, PathFacts facts, Duration uptime) {
        LinkPlan plan = LinkPlan.of(configuration);
        VrrpSpec whole = plan.spec();
        List<String> leftOut = new ArrayList<>();
        Map<String, String> refused = refusedScripts(whole, new ScriptRules(configuration.globals(), facts));
        List<VirtualRouterSpec> routers = whole.routers().stream()
                .map(router -> router.withTracked(reported(router.name(), router.tracked(), refused, leftOut)))
                .toList();
        List<SyncGroupSpec> groups = whole.syncGroups().stream()
                .map(group -> group.withTracked(reported(group.name(), group.tracked(), refused, leftOut)))
                .toList();
        return new ActiveParts(
                configuration,
                new VrrpSpec(routers, groups, whole.scripts(), whole.garpGroups(), startupDelay(configuration, uptime)),
                plan.bases(),
                leftOut);
    }

    /// The longer of `vrrp_startup_delay` and what is left of `vrrp_delay_after_boot`.
    private static Duration startupDelay(Configuration configuration, Duration uptime) {
        Duration afterStart = configuration.vrrp().startupDelay();
        Duration afterBoot = Optional.ofNullable(
                        configuration.globals().values().get("vrrp_delay_after_boot"))
                .filter(text -> text.matches("[0-9]{1,4}(\\.[0-9]{1,6})?"))
                .map(text ->
                        Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValue()))
                .orElse(Duration.ZERO)
                .minus(uptime);
        return afterBoot.compareTo(afterStart) > 0 ? afterBoot : afterStart;
    }

    /// By their names, and why.
    private static Map<String, String> refusedScripts(VrrpSpec whole, ScriptRules rules) {
        Map<String, String> refused = new LinkedHashMap<>();
        for (TrackScriptSpec spec : whole.scripts()) {
            if (rules.admit(spec) instanceof Admission.Refused(String why)) {
                refused.put(spec.name(), why);
            }
        }
        return refused;
    }

    private static List<Tracked> reported(
            String owner, List<Tracked> tracked, Map<String, String> refused, List<String> leftOut) {
        List<Tracked> reported = new ArrayList<>();
        for (Tracked each : tracked) {
            String why = each.kind() == Tracked.Kind.SCRIPT ? refused.get(each.name()) : null;
            if (each.kind() == Tracked.Kind.BFD) {
                leftOut.add("(" + owner + ") " + each.kind().word() + " " + each.name()
                        + " is not tracked yet and counts as well");
            } else if (why != null) {
                leftOut.add("(" + owner + ") script " + each.name() + " is disabled and counts as well: " + why);
            } else {
                reported.add(each);
            }
        }
        return reported;
    }
}
