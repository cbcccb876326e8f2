package dev.baton.daemon.link;

import dev.baton.daemon.setting.FormerSettings;
import dev.baton.daemon.setting.ProcSys;
import dev.baton.linux.Errno;
import dev.baton.linux.KernelException;
import dev.baton.linux.RouteNetlink;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import dev.baton.wire.netlink.InterfaceAddress;
import dev.baton.wire.netlink.Ipv4Setting;
import dev.baton.wire.netlink.Link;
import dev.baton.wire.netlink.LinkDetails;
import dev.baton.wire.netlink.LinkRequest;
import dev.baton.wire.netlink.RouteRequest;
import dev.baton.wire.netlink.RouteRequest.Verb;
import dev.baton.wire.netlink.RtNetlinkConstants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The interfaces that Baton makes, in the kernel: made when they are missing, taken over when a daemon before this one
/// left them, removed at the end together with what was changed for them.
public final class OwnInterfaces implements AutoCloseable {
    /// An address to send from, never one that the kernel would choose by itself.
    private static final InterfaceAddress.Lifetime DEPRECATED =
            new InterfaceAddress.Lifetime(InterfaceAddress.Lifetime.FOREVER_SECONDS, 0);

    private final RouteNetlink netlink;
    private final BaseSettings settings;
    private final ReversePath reversePath;
    private final Runnable created;
    private final Consumer<String> log;
    private final Map<InterfaceName, LinkDetails> ours = new HashMap<>();
    private final Map<InterfaceName, String> complaints = new HashMap<>();
    private final Map<InterfaceName, IpPrefix> sources = new HashMap<>();
    private List<OwnInterface> wanted = List.of();
    private boolean lookedForLeftovers;

    /// @param created is called when interfaces have been made and are still down: the moment to filter what they will
    ///     say
    public OwnInterfaces(RouteNetlink netlink, FormerSettings former, Runnable created, Consumer<String> log) {
        this.netlink = netlink;
        this.created = created;
        this.log = log;
        this.reversePath = new ReversePath(netlink, former, log);
        this.settings = new BaseSettings(netlink, reversePath);
    }

    /// From now on these are wanted. Makes what is missing; what is wanted no more stays until [#removeUnwanted].
    public void want(List<OwnInterface> next) {
        if (!lookedForLeftovers) {
            lookedForLeftovers = true;
            for (LinkDetails link : netlink.linkDetails()) {
                if (BaseSettings.isMarked(link)
                        && InterfaceName.isValid(link.link().name())) {
                    settings.recall(link);
                    ours.put(new InterfaceName(link.link().name()), link);
                }
            }
        }
        wanted = next;
        make(next);
    }

    /// Removes what was made and is wanted no more.
    public void removeUnwanted() {
        Set<InterfaceName> names = wanted.stream().map(OwnInterface::name).collect(Collectors.toSet());
        List<InterfaceName> leaving =
                ours.keySet().stream().filter(name -> !names.contains(name)).toList();
        remove(leaving);
        Set<Integer> needed = ours.values().stream()
                .flatMap(link -> link.link().lower().stream().boxed())
                .collect(Collectors.toSet());
        settings.restoreExcept(needed);
        if (needed.isEmpty()) {
            reversePath.restore();
        }
    }

    private void remove(List<InterfaceName> names) {
        List<LinkRequest> requests = new ArrayList<>();
        for (InterfaceName name : names) {
            sources.remove(name);
            LinkDetails leaving = ours.remove(name);
            if (leaving != null) {
                requests.add(new LinkRequest.Delete(leaving.link().index()));
            }
        }
        for (Optional<KernelException> refusal : netlink.execute(requests)) {
            refusal.filter(why -> !why.is(Errno.ENODEV)).ifPresent(this::tell);
        }
    }

    private void tell(KernelException refusal) {
        log.accept("" + refusal.getMessage());
    }

    /// Makes those of them that are missing and whose bases exist.
    public void make(List<OwnInterface> some) {
        if (some.isEmpty()) {
            return;
        }
        Map<String, LinkDetails> present = present();
        List<OwnInterface> missing = new ArrayList<>();
        for (OwnInterface own : some) {
            LinkDetails base = present.get(own.base().value());
            if (base == null) {
                complain(own, "there is no interface " + own.base() + " yet to make " + own.name() + " on");
            } else if (own.family() == IpFamily.IPV4 && own.isMacvlan()) {
                settings.change(base);
            }
            if (base != null
                    && !isThere(
                            own,
                            base,
                            Optional.ofNullable(present.get(own.name().value())))) {
                missing.add(own);
            }
        }
        if (some.stream().anyMatch(own -> own.family() == IpFamily.IPV4 && own.isMacvlan())) {
            reversePath.relax(List.copyOf(present.values()));
        }
        create(missing, present);
        created.run();
        setUp(some);
    }

    private Map<String, LinkDetails> present() {
        return netlink.linkDetails().stream()
                .collect(
                        Collectors.toMap(details -> details.link().name(), Function.identity(), (one, other) -> other));
    }

    /// True if there is nothing to make: it exists, or somebody else's interface has its name.
    private boolean isThere(OwnInterface own, LinkDetails base, Optional<LinkDetails> present) {
        if (present.isEmpty()) {
            return false;
        }
        if (own.isLike(present.get(), base.link().index())) {
            return true;
        }
        if (BaseSettings.isMarked(present.get())) {
            netlink.execute(List.of(new LinkRequest.Delete(present.get().link().index())));
            return false;
        }
        complain(own, own.name() + " exists and is not what use_vmac or use_ipvlan asks for; it is left alone");
        return true;
    }

    private void create(List<OwnInterface> missing, Map<String, LinkDetails> present) {
        List<LinkRequest> requests = new ArrayList<>();
        for (OwnInterface own : missing) {
            LinkDetails base = Objects.requireNonNull(present.get(own.base().value()), "what is missing has a base");
            requests.add(own.creation(base.link().index()));
        }
        List<Optional<KernelException>> refusals = netlink.execute(requests);
        for (int index = 0; index < requests.size(); index++) {
            OwnInterface own = missing.get(index);
            refusals.get(index).ifPresentOrElse(refusal -> complain(own, explained(own, refusal)), () -> {
                complaints.remove(own.name());
                sources.remove(own.name());
                log.accept("(" + own.instance() + ") " + own + " was made");
            });
        }
    }

    private static String explained(OwnInterface own, KernelException refusal) {
        String kind = own.isMacvlan() ? "macvlan" : "ipvlan";
        return refusal.getMessage()
                + (refusal.is(Errno.EOPNOTSUPP)
                        ? "; this kernel has no " + kind + ", or its module " + kind + " is not loaded"
                        : "");
    }

    private void complain(OwnInterface own, String sentence) {
        if (!sentence.equals(complaints.put(own.name(), sentence))) {
            log.accept("(" + own.instance() + ") " + sentence);
        }
    }

    /// Gives those that exist their settings and addresses, and sets them up.
    private void setUp(List<OwnInterface> some) {
        Map<String, LinkDetails> present = present();
        List<InterfaceAddress> addresses = netlink.addresses();
        List<RouteRequest> requests = new ArrayList<>();
        for (OwnInterface own : some) {
            LinkDetails link = present.get(own.name().value());
            LinkDetails base = present.get(own.base().value());
            if (link != null && base != null && own.isLike(link, base.link().index())) {
                ours.put(own.name(), link);
                silenceIpv6(own);
                int vrf = vrfOf(base.link(), present);
                if (vrf != vrfOf(link.link(), present)) {
                    // IPv6 addresses do not survive it.
                    sources.remove(own.name());
                    requests.add(new LinkRequest.SetMaster(link.link().index(), vrf));
                }
                requests.addAll(settingsOf(own, link.link().index(), base.link().index()));
                addresses.stream()
                        .filter(address ->
                                address.interfaceIndex() == base.link().index())
                        .forEach(address -> requests.addAll(source(own, address)));
            }
        }
        for (Optional<KernelException> refusal : netlink.execute(requests)) {
            refusal.filter(why -> !why.is(Errno.EAFNOSUPPORT)).ifPresent(this::tell);
        }
    }

    /// The number of the VRF that an interface belongs to, or 0. What is made on it belongs there too.
    private static int vrfOf(Link link, Map<String, LinkDetails> present) {
        return present.values().stream()
                .map(LinkDetails::link)
                .filter(each -> each.vrfTable().isPresent() && link.master().equals(OptionalInt.of(each.index())))
                .map(Link::index)
                .findFirst()
                .orElse(0);
    }

    private List<RouteRequest> settingsOf(OwnInterface own, int index, int base) {
        List<RouteRequest> requests = new ArrayList<>();
        requests.add(new LinkRequest.SetAlias(index, settings.alias(base)));
        if (own.family() == IpFamily.IPV4) {
            requests.add(new LinkRequest.SetIpv4(
                    index,
                    Map.of(
                            Ipv4Setting.ARP_IGNORE, 1,
                            Ipv4Setting.ACCEPT_LOCAL, 1,
                            Ipv4Setting.RP_FILTER, 0,
                            Ipv4Setting.PROMOTE_SECONDARIES, 1)));
        }
        requests.add(new LinkRequest.StopIpv6AddressGeneration(index));
        requests.add(new LinkRequest.SetUp(index));
        if (own.shape() instanceof OwnInterface.Shape.Ipvlan ipvlan) {
            ipvlan.address()
                    .ifPresent(prefix -> requests.add(
                            new RouteRequest.ForAddress(Verb.REPLACE, InterfaceAddress.of(index, prefix))));
        }
        return requests;
    }

    /// An interface for IPv4 speaks no IPv6: whatever it said would move its MAC address in the switches.
    private void silenceIpv6(OwnInterface own) {
        String setting = "ipv6/conf/" + own.name() + "/disable_ipv6";
        if (own.family() == IpFamily.IPV4
                && ProcSys.read(setting).filter(value -> value == 0).isPresent()) {
            ProcSys.write(setting, 1).ifPresent(refusal -> complain(own, refusal));
        }
    }

    /// The base has got an address: the IPv6 interfaces above send from its link-local one.
    public void followAddress(List<OwnInterface> above, InterfaceAddress address) {
        List<RouteRequest> requests =
                above.stream().flatMap(own -> source(own, address).stream()).toList();
        for (Optional<KernelException> refusal : netlink.execute(requests)) {
            refusal.filter(why -> !why.is(Errno.EADDRNOTAVAIL)).ifPresent(this::tell);
        }
    }

    private List<RouteRequest> source(OwnInterface own, InterfaceAddress address) {
        LinkDetails link = ours.get(own.name());
        boolean fits = own.family() == IpFamily.IPV6
                && own.isMacvlan()
                && address.address().isLinkLocal()
                && address.prefix().family() == IpFamily.IPV6
                && address.protocol() != VRRP
                && (address.flags() & RtNetlinkConstants.IFA_F_DADFAILED) == 0;
        if (link == null || !fits || address.prefix().equals(sources.get(own.name()))) {
            return List.of();
        }
        List<RouteRequest> requests = new ArrayList<>();
        IpPrefix former = sources.put(own.name(), address.prefix());
        if (former != null) {
            requests.add(new RouteRequest.ForAddress(
                    Verb.DELETE, InterfaceAddress.of(link.link().index(), former)));
        }
        requests.add(new RouteRequest.ForAddress(
                Verb.REPLACE,
                InterfaceAddress.of(link.link().index(), address.prefix())
                        .withFlags(RtNetlinkConstants.IFA_F_NODAD)
                        .withLifetime(DEPRECATED)));
        return requests;
    }

    /// `IFA_PROTO` of virtual addresses.
    private static final int VRRP = 112;

    /// Removes everything that was made, and puts everything back that was changed.
    @Override
    public void close() {
        remove(List.copyOf(ours.keySet()));
        settings.restoreExcept(Set.of());
        reversePath.restore();
    }
}
