package dev.baton.daemon.link;

import dev.baton.daemon.link.OwnInterface.Shape;
import dev.baton.model.Configuration;
import dev.baton.model.GarpGroupSpec;
import dev.baton.model.InstanceSetup;
import dev.baton.model.InstanceSetup.Kind;
import dev.baton.model.InstanceSetup.OwnLink;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpFamily;
import dev.baton.model.MacAddress;
import dev.baton.model.Tracked;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpSpec;
import dev.baton.wire.netlink.RtNetlinkConstants;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The interfaces that a configuration asks to be made (`use_vmac`, `use_vmac_addr`, `use_ipvlan`), and the instances
/// as they run on them. The same configuration always gives the same plan.
///
/// An instance with an interface of its own lives there: adverts, announcements and addresses are that interface's.
/// With `vmac_xmit_base`, adverts stay on the base. With `use_ipvlan` only the adverts leave it.
public record LinkPlan(List<OwnInterface> interfaces, VrrpSpec spec) {
    public LinkPlan {
        interfaces = List.copyOf(interfaces);
    }

    public static LinkPlan of(Configuration configuration) {
        return new Planner(configuration).plan();
    }

    /// What each of the interfaces is made on, by their names.
    public Map<InterfaceName, InterfaceName> bases() {
        return interfaces.stream().collect(Collectors.toMap(OwnInterface::name, OwnInterface::base));
    }

    /// Works out one plan.
    private static final class Planner {
        private static final String PREFIX = "vrrp";

        private final Configuration configuration;
        private final String prefix;
        private final String addressPrefix;
        private final Map<InterfaceName, OwnInterface> made = new LinkedHashMap<>();
        private final Set<InterfaceName> chosen = new HashSet<>();

        Planner(Configuration configuration) {
            this.configuration = configuration;
            Map<String, String> values = configuration.globals().values();
            prefix = usable(values.getOrDefault("vmac_prefix", PREFIX), PREFIX);
            addressPrefix = usable(values.getOrDefault("vmac_addr_prefix", prefix), prefix);
            configuration.setups().stream()
                    .flatMap(setup -> setup.ownLink().flatMap(OwnLink::name).stream())
                    .forEach(chosen::add);
        }

        /// Room is left for a number, a dot and a virtual router id.
        private static String usable(String written, String otherwise) {
            String shortened = written.substring(0, Math.min(written.length(), InterfaceName.LENGTH_MAX - 8));
            return InterfaceName.isValid(shortened) ? shortened : otherwise;
        }

        LinkPlan plan() {
            List<VirtualRouterSpec> routers =
                    configuration.virtualRouters().stream().map(this::onOwnLink).toList();
            List<VirtualRouterSpec> placed =
                    routers.stream().map(this::withAddressesPlaced).toList();
            VrrpSpec whole = configuration.vrrp();
            List<GarpGroupSpec> groups =
                    whole.garpGroups().stream().map(this::widened).toList();
            return new LinkPlan(
                    List.copyOf(made.values()),
                    new VrrpSpec(placed, whole.syncGroups(), whole.scripts(), groups, whole.startupDelay()));
        }

        private VirtualRouterSpec onOwnLink(VirtualRouterSpec router) {
            Optional<OwnLink> link = configuration.setup(router.name()).flatMap(InstanceSetup::ownLink);
            if (link.isEmpty() || router.device().isEmpty()) {
                return router;
            }
            InterfaceName name = link.get().name().orElseGet(() -> freeName(prefix, router));
            make(
                    router,
                    name,
                    router.device().get(),
                    shape(link.get().kind(), router),
                    link.get().group());
            if (link.get().kind() instanceof Kind.Ipvlan) {
                // It has its base's MAC address, so nothing is gained by moving the addresses: as with keepalived they
                // stay where clients and scripts look for them.
                InterfaceName base = router.device().get();
                return router.withAddresses(
                                onDefault(router.virtualAddresses(), base), onDefault(router.excludedAddresses(), base))
                        .on(name);
            }
            if (!link.get().transmitOnBase()) {
                return router.on(name);
            }
            List<Tracked> tracked = new ArrayList<>(router.tracked());
            tracked.add(new Tracked(Tracked.Kind.INTERFACE, name.value(), 0, false));
            return router.withAddresses(
                            onVmac(router.virtualAddresses(), name), onVmac(router.excludedAddresses(), name))
                    .withTracked(tracked);
        }

        private static List<VirtualAddress> onDefault(List<VirtualAddress> addresses, InterfaceName device) {
            return addresses.stream()
                    .map(address -> address.onDevice(Optional.of(device)))
                    .toList();
        }

        /// Adverts do not leave from there, so switches hear of its MAC address by announcements alone.
        private static List<VirtualAddress> onVmac(List<VirtualAddress> addresses, InterfaceName device) {
            return addresses.stream()
                    .map(address -> address.device().isPresent()
                            ? address
                            : address.movedTo(device).withOwnVmac())
                    .toList();
        }

        /// Each address with `use_vmac` goes to an interface of its own above the one that its line names.
        private VirtualRouterSpec withAddressesPlaced(VirtualRouterSpec router) {
            Map<InterfaceName, InterfaceName> above = new LinkedHashMap<>();
            return router.withAddresses(
                    place(router, router.virtualAddresses(), above), place(router, router.excludedAddresses(), above));
        }

        private List<VirtualAddress> place(
                VirtualRouterSpec router, List<VirtualAddress> addresses, Map<InterfaceName, InterfaceName> above) {
            return addresses.stream()
                    .map(address -> address.onDevice(router.device())
                            .device()
                            .filter(device -> address.ownVmac() && !made.containsKey(device))
                            .map(device -> address.movedTo(above.computeIfAbsent(device, base -> vmac(router, base))))
                            .orElse(address))
                    .toList();
        }

        private InterfaceName vmac(VirtualRouterSpec router, InterfaceName base) {
            InterfaceName name = freeName(addressPrefix, router);
            Shape shape = new Shape.Macvlan(MacAddress.ofVirtualRouter(router.family(), router.vrid()));
            make(router, name, base, shape, 0);
            return name;
        }

        private void make(VirtualRouterSpec router, InterfaceName name, InterfaceName base, Shape shape, int group) {
            made.put(name, new OwnInterface(router.name(), name, base, router.family(), shape, group));
        }

        private static Shape shape(Kind kind, VirtualRouterSpec router) {
            return switch (kind) {
                case Kind.Vmac(Optional<MacAddress> mac) ->
                    new Shape.Macvlan(mac.orElse(MacAddress.ofVirtualRouter(router.family(), router.vrid())));
                case Kind.Ipvlan ipvlan ->
                    new Shape.Ipvlan(
                            switch (ipvlan.mode()) {
                                case BRIDGE -> 0;
                                case PRIVATE -> RtNetlinkConstants.IPVLAN_F_PRIVATE;
                                case VEPA -> RtNetlinkConstants.IPVLAN_F_VEPA;
                            },
                            ipvlan.address());
            };
        }

        /// `vrrp.51`; if that is taken `vrrp6.51` for IPv6, then `vrrp1.51` and so on.
        private InterfaceName freeName(String first, VirtualRouterSpec router) {
            List<String> middles = new ArrayList<>(List.of(""));
            if (router.family() == IpFamily.IPV6) {
                middles.add("6");
            }
            for (int number = 1; number <= configuration.virtualRouters().size() + made.size(); number++) {
                middles.add(Integer.toString(number));
            }
            return middles.stream()
                    .map(middle -> new InterfaceName(first + middle + "." + router.vrid()))
                    .filter(name -> !made.containsKey(name) && !chosen.contains(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("more names are taken than there are instances"));
        }

        /// Announcements are paced for each wire, whichever interface above it they leave from.
        private GarpGroupSpec widened(GarpGroupSpec group) {
            Set<InterfaceName> interfaces = new HashSet<>(group.interfaces());
            made.values().stream()
                    .filter(own -> group.interfaces().contains(own.base()))
                    .map(OwnInterface::name)
                    .forEach(interfaces::add);
            return new GarpGroupSpec(interfaces, group.garpInterval(), group.gnaInterval());
        }
    }
}
