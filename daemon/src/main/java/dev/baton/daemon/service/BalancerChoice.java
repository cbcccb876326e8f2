package dev.baton.daemon.service;

import dev.baton.dataplane.DataPlane;
import dev.baton.dataplane.LoadBalancer;
import dev.baton.linux.Errno;
import dev.baton.linux.IpvsLoadBalancer;
import dev.baton.linux.KernelException;
import dev.baton.linux.NetworkNamespace;
import dev.baton.linux.NftCommands;
import dev.baton.linux.NftLoadBalancer;
import dev.baton.linux.NftNotices;
import dev.baton.model.BalancingSpec.Plane;
import java.util.Optional;
import java.util.function.Supplier;

/// Which data plane serves: the one that was asked for, or with `auto` IPVS where the kernel has it, else nftables.
final class BalancerChoice {
    /// What was chosen.
    ///
    /// @param sentence says what and why, as the end of a sentence
    /// @param notices tells when somebody else changes what is ours, where anything does
    record Chosen(DataPlane plane, LoadBalancer balancer, String sentence, Optional<NftNotices> notices) {}

    /// A way to nftables.
    ///
    /// @param means such as `libnftables`
    record Nftables(LoadBalancer balancer, String means, Optional<NftNotices> notices) {
        static Nftables by(NftCommands nft) {
            NftLoadBalancer balancer = NftLoadBalancer.with(nft);
            return new Nftables(balancer, nft.means(), Optional.of(balancer.notices()));
        }
    }

    private final Optional<String> namespace;
    private final Supplier<LoadBalancer> ipvs;
    private final Supplier<Optional<Nftables>> nftables;

    /// Among what this machine has.
    ///
    /// @param namespace in which it is wanted: a name of `ip netns`, or nothing for that of process 1
    BalancerChoice(Optional<String> namespace) {
        this(namespace, IpvsLoadBalancer::open, () -> NftCommands.open().map(Nftables::by));
    }

    /// @param ipvs throws ENOENT if there is none
    BalancerChoice(Supplier<LoadBalancer> ipvs, Supplier<Optional<Nftables>> nftables) {
        this(Optional.empty(), ipvs, nftables);
    }

    private BalancerChoice(
            Optional<String> namespace, Supplier<LoadBalancer> ipvs, Supplier<Optional<Nftables>> nftables) {
        this.namespace = namespace;
        this.ipvs = ipvs;
        this.nftables = nftables;
    }

    /// Opens it in the network namespace that was asked for, else in the calling thread's, on whose thread it then
    /// lives; empty if there is none. The thread stays in that namespace.
    ///
    /// @throws dev.baton.linux.KernelException if the kernel does not let us; ENOENT if there is no such namespace
    Optional<Chosen> choose(Plane wanted) {
        namespace.ifPresent(BalancerChoice::enter);
        return switch (wanted) {
            case AUTO -> ipvs("IPVS, which this kernel has").or(() -> nftables(", as this kernel has no IPVS"));
            case IPVS -> ipvs("IPVS, as balancer says");
            case NFTABLES -> nftables(", as balancer says");
        };
    }

    private static void enter(String namespace) {
        try (NetworkNamespace there =
                namespace.isEmpty() ? NetworkNamespace.ofProcess(1) : NetworkNamespace.named(namespace)) {
            there.enter();
        }
    }

    private Optional<Chosen> ipvs(String sentence) {
        try {
            return Optional.of(new Chosen(DataPlane.IPVS, ipvs.get(), sentence, Optional.empty()));
        } catch (KernelException refused) {
            if (refused.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private Optional<Chosen> nftables(String why) {
        return nftables.get()
                .map(nft -> new Chosen(
                        DataPlane.NFTABLES, nft.balancer(), "nftables through " + nft.means() + why, nft.notices()));
    }

    /// Why there is none, and what helps.
    String whyNone(Plane wanted) {
        String nft = "install libnftables1 or nftables";
        return switch (wanted) {
            case AUTO -> "there is neither IPVS in this kernel nor nftables on this machine; " + nft;
            case IPVS ->
                "this kernel has no IPVS; load the module ip_vs, or let nftables do it with baton { balancer nftables }";
            case NFTABLES -> "nftables is not on this machine; " + nft;
        };
    }
}
