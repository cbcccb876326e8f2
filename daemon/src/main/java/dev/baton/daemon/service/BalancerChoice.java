package dev.baton.daemon.service;

import dev.baton.dataplane.DataPlane;
import dev.baton.dataplane.LoadBalancer;
import dev.baton.linux.Errno;
import dev.baton.linux.IpvsLoadBalancer;
import dev.baton.linux.KernelException;
import dev.baton.linux.NftCommands;
import dev.baton.linux.NftLoadBalancer;
import dev.baton.model.BalancingSpec.Plane;
import java.util.Optional;

/// Which data plane serves: the one that was asked for, or with `auto` IPVS where the kernel has it, else nftables.
final class BalancerChoice {
    /// What was chosen.
    ///
    /// @param sentence says what and why, as the end of a sentence
    record Chosen(DataPlane plane, LoadBalancer balancer, String sentence) {}

    /// Opens it in the calling thread's network namespace, on whose thread it then lives; empty if there is none.
    ///
    /// @throws dev.baton.linux.KernelException if the kernel does not let us
    Optional<Chosen> choose(Plane wanted) {
        return switch (wanted) {
            case AUTO -> ipvs("IPVS, which this kernel has").or(() -> nftables(", as this kernel has no IPVS"));
            case IPVS -> ipvs("IPVS, as balancer says");
            case NFTABLES -> nftables(", as balancer says");
        };
    }

    private static Optional<Chosen> ipvs(String sentence) {
        try {
            return Optional.of(new Chosen(DataPlane.IPVS, IpvsLoadBalancer.open(), sentence));
        } catch (KernelException refused) {
            if (refused.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static Optional<Chosen> nftables(String why) {
        return NftCommands.open()
                .map(nft -> new Chosen(
                        DataPlane.NFTABLES, NftLoadBalancer.with(nft), "nftables through " + nft.means() + why));
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
