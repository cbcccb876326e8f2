package dev.baton.daemon.host;

import dev.baton.daemon.host.DesiredState.Wish;
import dev.baton.model.Configuration;
import dev.baton.model.InstanceSetup;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpFamily;
import dev.baton.model.RouteSpec;
import dev.baton.model.RuleSpec;
import dev.baton.model.StaticEntries;
import dev.baton.model.VirtualAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a configuration wants in the kernel besides the addresses of its instances: static entries always, an
/// instance's routes and then its rules while it is MASTER.
public final class Wishes {
    /// Rules without preference get one each, counting down from here (keepalived's `RULE_START_PRIORITY`).
    private static final long FIRST_PREFERENCE = 16384;

    private static final InterfaceName DEFAULT_INTERFACE = new InterfaceName("eth0");

    private final Configuration configuration;
    private final KernelNames names;
    private final Map<RuleSpec, Long> preferences = new LinkedHashMap<>();
    /// Asked for with every change of an address, so with every renewal of a lease.
    private final boolean haveRoutesOrRules;

    public Wishes(Configuration configuration, KernelNames names) {
        this.configuration = configuration;
        this.names = names;
        this.haveRoutesOrRules = routesOrRulesIn(configuration);
        Map<IpFamily, Long> next = new EnumMap<>(IpFamily.class);
        List<RuleSpec> rules = new ArrayList<>(configuration.statics().rules());
        configuration.setups().forEach(setup -> rules.addAll(setup.rules()));
        for (RuleSpec rule : rules) {
            if (rule.preference().isEmpty() && !preferences.containsKey(rule)) {
                long preference = next.merge(rule.family(), FIRST_PREFERENCE, (before, first) -> before - 1);
                preferences.put(rule, preference);
            }
        }
    }

    /// True if there is nothing that could ever be wished for.
    public static boolean areNone(Configuration configuration) {
        return configuration.statics().addresses().isEmpty() && !routesOrRulesIn(configuration);
    }

    boolean areNone() {
        return areNone(configuration);
    }

    /// True if changes of routes and rules matter.
    public boolean haveRoutesOrRules() {
        return haveRoutesOrRules;
    }

    private static boolean routesOrRulesIn(Configuration configuration) {
        StaticEntries statics = configuration.statics();
        return !statics.routes().isEmpty()
                || !statics.rules().isEmpty()
                || configuration.setups().stream()
                        .anyMatch(setup ->
                                !setup.routes().isEmpty() || !setup.rules().isEmpty());
    }

    /// What a configuration wants of the host, and what cannot be had as things are.
    ///
    /// @param wishes in the order in which they are to be fulfilled
    /// @param unusable why others cannot be asked for, by what they are
    /// @param groups the track groups of those
    public record Outcome(List<Wish> wishes, Map<String, String> unusable, Set<String> groups) {
        private void add(String text, boolean restored, Optional<String> group, Attempt attempt) {
            try {
                wishes.add(new Wish(text, attempt.entry(), restored, group));
            } catch (Unusable refusal) {
                unusable.put(text, refusal.why());
                group.ifPresent(groups::add);
            }
        }
    }

    @FunctionalInterface
    private interface Attempt {
        Entry entry() throws Unusable;
    }

    /// Everything wanted in this situation.
    public Outcome of(HostEntries.Situation situation) {
        Links links = situation.links();
        Outcome outcome = new Outcome(new ArrayList<>(), new LinkedHashMap<>(), new HashSet<>());
        StaticEntries statics = configuration.statics();
        for (StaticEntries.StaticAddress each : statics.addresses()) {
            VirtualAddress address = each.address().onDevice(Optional.of(defaultInterface()));
            outcome.add(
                    "static address " + address.prefix(),
                    address.tracked(),
                    each.trackGroup(),
                    () -> AddressTranslation.of(address, links::index));
        }
        routes("static", statics.routes(), links, outcome);
        rules("static", statics.rules(), outcome);
        for (InstanceSetup setup : configuration.setups()) {
            if (situation.masters().contains(setup.instance())) {
                routes("(" + setup.instance() + ")", setup.routes(), links, outcome);
                rules("(" + setup.instance() + ")", setup.rules(), outcome);
            }
        }
        return outcome;
    }

    private InterfaceName defaultInterface() {
        return Optional.ofNullable(configuration.globals().values().get("default_interface"))
                .filter(InterfaceName::isValid)
                .map(InterfaceName::new)
                .orElse(DEFAULT_INTERFACE);
    }

    private void routes(String owner, List<RouteSpec> routes, Links links, Outcome outcome) {
        for (RouteSpec route : routes) {
            String destination = route.destination().map(Object::toString).orElse("default");
            outcome.add(
                    owner + " route " + destination,
                    route.tracked(),
                    route.trackGroup(),
                    () -> RouteTranslation.of(route, names, links));
        }
    }

    private void rules(String owner, List<RuleSpec> rules, Outcome outcome) {
        for (RuleSpec rule : rules) {
            long preference = rule.preference().orElseGet(() -> preferences.getOrDefault(rule, FIRST_PREFERENCE));
            outcome.add(
                    owner + " rule " + preference,
                    rule.tracked(),
                    rule.trackGroup(),
                    () -> RuleTranslation.of(rule, names, preference));
        }
    }
}
