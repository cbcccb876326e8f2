package dev.baton.vrrp;

import dev.baton.model.AddressKeeping;
import dev.baton.model.AdvertRules;
import dev.baton.model.Announcing;
import dev.baton.model.Authentication;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import dev.baton.model.Preemption;
import dev.baton.model.Priority;
import dev.baton.model.RouterState;
import dev.baton.model.Tracked;
import dev.baton.model.Transport;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.Vrid;
import dev.baton.model.VrrpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An instance for tests: the tutorial's VI_1 on HA1 until something is changed.
final class SpecBuilder {
    static final InterfaceName ETH0 = new InterfaceName("eth0");

    String name = "VI_1";
    Optional<InterfaceName> device = Optional.of(ETH0);
    int vrid = 51;
    IpFamily family = IpFamily.IPV4;
    VrrpVersion version = VrrpVersion.V2;
    RouterState initialState = RouterState.MASTER;
    int priority = 120;
    Duration interval = Duration.ofSeconds(1);
    int downTimerAdverts = 3;
    Authentication authentication = new Authentication.Password("1111");
    Transport transport = unicast("172.16.0.224", "172.16.0.225");
    List<String> virtual = List.of("172.16.0.222/16");
    List<String> excluded = List.of();
    Preemption preemption = Preemption.DEFAULT;
    Announcing announcing = Announcing.DEFAULT;
    AdvertRules rules = AdvertRules.DEFAULT;
    List<Tracked> tracked = List.of();
    AddressKeeping keeping = AddressKeeping.DEFAULT;

    /// HA1 of the tutorial.
    static SpecBuilder ha1() {
        return new SpecBuilder();
    }

    /// HA2 of the tutorial.
    static SpecBuilder ha2() {
        SpecBuilder builder = new SpecBuilder();
        builder.initialState = RouterState.BACKUP;
        builder.transport = unicast("172.16.0.225", "172.16.0.224");
        return builder;
    }

    /// A version 3 router without authentication at 100 ms.
    static SpecBuilder v3() {
        SpecBuilder builder = new SpecBuilder();
        builder.version = VrrpVersion.V3;
        builder.interval = Duration.ofMillis(100);
        builder.authentication = new Authentication.None();
        return builder;
    }

    /// A version 3 router for IPv6 by multicast.
    static SpecBuilder ipv6() {
        SpecBuilder builder = v3();
        builder.family = IpFamily.IPV6;
        builder.transport = new Transport.Multicast(Optional.of(IpAddress.of("fe80::1")), IpAddress.of("ff02::12"));
        builder.virtual = List.of("fe80::100/64", "2001:db8::100/64");
        return builder;
    }

    static Transport.Unicast unicast(String source, String... peers) {
        List<Transport.Peer> list = java.util.Arrays.stream(peers)
                .map(peer -> new Transport.Peer(IpAddress.of(peer)))
                .toList();
        return new Transport.Unicast(Optional.of(IpAddress.of(source)), list, Optional.empty(), false);
    }

    /// Everything as in an existing instance.
    static SpecBuilder from(VirtualRouterSpec spec) {
        SpecBuilder builder = new SpecBuilder();
        builder.name = spec.name();
        builder.device = spec.device();
        builder.vrid = spec.vrid().value();
        builder.family = spec.family();
        builder.version = spec.version();
        builder.initialState = spec.initialState();
        builder.priority = spec.priority().value();
        builder.interval = spec.advertInterval();
        builder.downTimerAdverts = spec.downTimerAdverts();
        builder.authentication = spec.authentication();
        builder.transport = spec.transport();
        builder.virtual = spec.virtualAddresses().stream()
                .map(address -> address.prefix().toString())
                .toList();
        builder.excluded = spec.excludedAddresses().stream()
                .map(address -> address.prefix().toString())
                .toList();
        builder.preemption = spec.preemption();
        builder.announcing = spec.announcing();
        builder.rules = spec.rules();
        builder.tracked = spec.tracked();
        builder.keeping = spec.keeping();
        return builder;
    }

    /// What a peer sends must be addressed to us.
    SpecBuilder towardsItself() {
        transport = switch (transport) {
            case Transport.Multicast multicast -> multicast;
            case Transport.Unicast unicast ->
                new Transport.Unicast(
                        unicast.source(),
                        List.of(new Transport.Peer(unicast.source().orElseThrow())),
                        unicast.ttl(),
                        unicast.checkSource(),
                        unicast.vrf());
        };
        return this;
    }

    SpecBuilder named(String name) {
        this.name = name;
        return this;
    }

    /// Without interface, in the host's routing domain.
    SpecBuilder anywhere() {
        device = Optional.empty();
        return this;
    }

    /// Without interface, in this routing domain.
    SpecBuilder inVrf(InterfaceName vrf) {
        if (transport instanceof Transport.Unicast unicast) {
            transport = new Transport.Unicast(
                    unicast.source(), unicast.peers(), unicast.ttl(), unicast.checkSource(), Optional.of(vrf));
        }
        return anywhere();
    }

    SpecBuilder vrid(int vrid) {
        this.vrid = vrid;
        return this;
    }

    SpecBuilder priority(int priority) {
        this.priority = priority;
        return this;
    }

    SpecBuilder interval(Duration interval) {
        this.interval = interval;
        return this;
    }

    SpecBuilder authentication(Authentication authentication) {
        this.authentication = authentication;
        return this;
    }

    SpecBuilder multicast(String source) {
        transport = new Transport.Multicast(Optional.of(IpAddress.of(source)), IpAddress.of("224.0.0.18"));
        return this;
    }

    SpecBuilder transport(Transport transport) {
        this.transport = transport;
        return this;
    }

    SpecBuilder virtual(String... prefixes) {
        virtual = List.of(prefixes);
        return this;
    }

    SpecBuilder excluded(String... prefixes) {
        excluded = List.of(prefixes);
        return this;
    }

    SpecBuilder nopreempt() {
        preemption = new Preemption.NoPreempt();
        return this;
    }

    SpecBuilder preemptDelay(Duration delay) {
        preemption = new Preemption.Preempt(delay);
        return this;
    }

    SpecBuilder announcing(Announcing announcing) {
        this.announcing = announcing;
        return this;
    }

    SpecBuilder rules(AdvertRules rules) {
        this.rules = rules;
        return this;
    }

    SpecBuilder keeping(AddressKeeping.Lease lease, AddressKeeping.OnLoss onLoss) {
        this.keeping = new AddressKeeping(lease, onLoss);
        return this;
    }

    SpecBuilder tracks(Tracked... tracked) {
        this.tracked = List.of(tracked);
        return this;
    }

    VirtualRouterSpec build() {
        return new VirtualRouterSpec(
                name,
                device,
                new Vrid(vrid),
                family,
                version,
                initialState,
                new Priority(priority),
                interval,
                downTimerAdverts,
                authentication,
                transport,
                addresses(virtual),
                addresses(excluded),
                preemption,
                announcing,
                rules,
                tracked,
                keeping);
    }

    private static List<VirtualAddress> addresses(List<String> prefixes) {
        return prefixes.stream()
                .map(text -> text.split("/", 2))
                .map(parts -> new IpPrefix(IpAddress.of(parts[0]), Integer.parseInt(parts[1])))
                .map(VirtualAddress::of)
                .toList();
    }
}
