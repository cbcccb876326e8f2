package dev.baton.sim;

import dev.baton.model.AdvertRules;
import dev.baton.model.Announcing;
import dev.baton.model.Authentication;
import dev.baton.model.HmacKeys;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import dev.baton.model.Ipv4Address;
import dev.baton.model.Preemption;
import dev.baton.model.Priority;
import dev.baton.model.RouterState;
import dev.baton.model.Transport;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.Vrid;
import dev.baton.model.VrrpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Makes the configurations of one virtual router for all nodes: each is what an operator might have written, and they
/// fit together.
final class RandomRouters {
    private static final IpAddress GROUP = IpAddress.of("224.0.0.18");
    private static final HmacKeys KEYS = new HmacKeys(Map.of(1, "5c".repeat(32), 2, "a7".repeat(48)), 2);
    private static final int FIRST_VIRTUAL = 0x0a00_0064;
    private static final int VIRTUAL_PER_GROUP = 16;

    private final SplitMix64 dice;
    private final LinkKind link;
    private final int size;
    private final int vrid;
    private final VrrpVersion version;
    private final Duration interval;
    private final boolean isUnicast;
    private final Authentication authentication;
    private final int owner;
    private final int spread;
    private final List<VirtualAddress> virtual;
    private final List<VirtualAddress> excluded;
    private final Optional<Preemption> commonPreemption;

    /// @param isMixed some nodes may run the model of keepalived, which knows passwords only
    RandomRouters(SplitMix64 dice, LinkKind link, int size, int vrid, Pace pace, boolean isMixed) {
        this.dice = dice;
        this.link = link;
        this.size = size;
        this.vrid = vrid;
        version = pace.version();
        interval = pace.interval();
        isUnicast = link == LinkKind.VPC || dice.inPercent(50);
        authentication = isMixed ? passwordOrNone() : anyAuthentication();
        owner = dice.inPercent(10) ? dice.below(size) : -1;
        spread = dice.pick(List.of(1, 2, 50, 50, 200));
        virtual = addresses(0, (int) dice.between(1, 3));
        excluded = addresses(8, dice.inPercent(15) ? 1 : 0);
        commonPreemption = dice.inPercent(20) ? Optional.of(new Preemption.NoPreempt()) : Optional.empty();
    }

    private Authentication passwordOrNone() {
        return version == VrrpVersion.V2 && dice.inPercent(50)
                ? new Authentication.Password("s3cret")
                : new Authentication.None();
    }

    private Authentication anyAuthentication() {
        if (dice.inPercent(15)) {
            return new Authentication.HmacTrailer(
                    KEYS,
                    dice.pick(List.of(Authentication.HmacTrailer.AntiReplay.values())),
                    Duration.ofSeconds(30),
                    dice.pick(List.of(Authentication.HmacTrailer.Mode.values())));
        }
        return version == VrrpVersion.V2 && dice.inPercent(15)
                ? new Authentication.AuthenticationHeader("s3cret")
                : passwordOrNone();
    }

    /// How fast the virtual router is.
    record Pace(VrrpVersion version, Duration interval) {
        static Pace random(SplitMix64 dice) {
            return dice.inPercent(50)
                    ? new Pace(VrrpVersion.V2, Duration.ofSeconds(dice.pick(List.of(1, 1, 1, 2))))
                    : new Pace(VrrpVersion.V3, Duration.ofMillis(dice.pick(List.of(10, 50, 100, 100, 250, 1_000))));
        }
    }

    List<VirtualRouterSpec> make() {
        List<VirtualRouterSpec> specs = new ArrayList<>();
        for (int node = 0; node < size; node++) {
            specs.add(spec(node));
        }
        return specs;
    }

    private VirtualRouterSpec spec(int node) {
        Priority priority = node == owner ? Priority.OWNER : new Priority((int) dice.between(50, 49 + spread));
        return new VirtualRouterSpec(
                "VI_" + vrid,
                Optional.of(RandomScenario.ETH0),
                new Vrid(vrid),
                IpFamily.IPV4,
                version,
                priority.isOwner() ? RouterState.MASTER : RouterState.BACKUP,
                priority,
                interval,
                3,
                authentication,
                transport(node),
                virtual,
                excluded,
                priority.isOwner() ? Preemption.DEFAULT : preemption(),
                announcing(),
                rules());
    }

    private Transport transport(int node) {
        if (!isUnicast) {
            return new Transport.Multicast(Optional.empty(), GROUP);
        }
        List<Transport.Peer> peers = IntStream.range(0, size)
                .filter(other -> other != node)
                .mapToObj(RandomScenario::address)
                .map(Transport.Peer::new)
                .toList();
        Optional<IpAddress> source = dice.inPercent(50) ? Optional.of(RandomScenario.address(node)) : Optional.empty();
        return new Transport.Unicast(source, peers, Optional.empty(), link == LinkKind.VPC && dice.inPercent(50));
    }

    private Preemption preemption() {
        return commonPreemption.orElseGet(() -> {
            if (dice.inPercent(10)) {
                return new Preemption.NoPreempt();
            }
            return dice.inPercent(15)
                    ? new Preemption.Preempt(interval.multipliedBy(dice.between(1, 10)))
                    : Preemption.DEFAULT;
        });
    }

    private Announcing announcing() {
        if (dice.inPercent(60)) {
            return Announcing.DEFAULT;
        }
        return new Announcing(
                (int) dice.between(1, 5),
                Duration.ofSeconds(dice.between(0, 5)),
                Duration.ofSeconds(dice.pick(List.of(0, 0, 10, 60))),
                1,
                (int) dice.between(0, 5),
                Duration.ofSeconds(dice.between(0, 5)),
                Duration.ofMillis(dice.pick(List.of(0, 0, 1, 20))),
                Duration.ZERO,
                Announcing.Extra.NONE);
    }

    private AdvertRules rules() {
        return new AdvertRules(
                false,
                dice.inPercent(20),
                dice.inPercent(10),
                dice.inPercent(10),
                false,
                false,
                AdvertRules.OldChecksum.DETECT,
                true);
    }

    private List<VirtualAddress> addresses(int from, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> new Ipv4Address(FIRST_VIRTUAL + vrid * VIRTUAL_PER_GROUP + from + index))
                .map(address -> VirtualAddress.of(new IpPrefix(address, 24)))
                .toList();
    }
}
