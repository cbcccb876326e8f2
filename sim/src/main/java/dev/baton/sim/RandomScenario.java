package dev.baton.sim;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.Ipv4Address;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Makes a scenario out of a seed: a population, configurations that fit together, a network, clocks and a schedule of
/// faults that ends with everything repaired, so that the end must be peaceful.
public final class RandomScenario {
    static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final int FIRST_HOST = 0x0a00_000a;
    private static final int DRIFT_PPM_MAX = 500;
    private static final long START_MILLIS_MAX = 2_000;

    private final SplitMix64 dice;
    private final long seed;

    private RandomScenario(long seed) {
        this.seed = seed;
        dice = new SplitMix64(seed);
    }

    /// The scenario of this seed.
    public static Scenario of(long seed) {
        return new RandomScenario(seed).make();
    }

    private Scenario make() {
        int size = dice.pick(List.of(2, 2, 2, 3, 3, 4));
        LinkKind link = dice.inPercent(25) ? LinkKind.VPC : LinkKind.ETHERNET;
        List<List<VirtualRouterSpec>> routers = new ArrayList<>();
        for (int node = 0; node < size; node++) {
            routers.add(new ArrayList<>());
        }
        boolean isMixed = dice.inPercent(40);
        int groups = dice.inPercent(25) ? 2 : 1;
        RandomRouters.Pace pace = RandomRouters.Pace.random(dice);
        for (int group = 0; group < groups; group++) {
            pace = dice.inPercent(20) ? RandomRouters.Pace.random(dice) : pace;
            List<VirtualRouterSpec> specs = new RandomRouters(dice, link, size, group + 1, pace, isMixed).make();
            IntStream.range(0, size).forEach(node -> routers.get(node).add(specs.get(node)));
        }
        List<NodeSpec> nodes = nodes(routers, isMixed);
        Duration unit = unitOf(routers.stream().flatMap(List::stream).toList());
        RandomFaults faults = new RandomFaults(dice, nodes, unit);
        List<TimedFault> schedule = faults.make();
        return new Scenario(nodes, link, quality(unit), schedule, seed, faults.end());
    }

    private List<NodeSpec> nodes(List<List<VirtualRouterSpec>> routers, boolean isMixed) {
        List<NodeSpec> nodes = new ArrayList<>();
        for (int index = 0; index < routers.size(); index++) {
            Software software = isMixed && dice.inPercent(50) ? Software.KEEPALIVED : Software.BATON;
            DriftingClock clock = clock();
            nodes.add(new NodeSpec(
                    "n" + (index + 1),
                    VrrpSpec.of(routers.get(index)),
                    software,
                    Map.of(ETH0, List.of(address(index))),
                    clock,
                    Duration.ofMillis(clock.offsetNanos() % START_MILLIS_MAX)));
        }
        return nodes;
    }

    static IpAddress address(int node) {
        return new Ipv4Address(FIRST_HOST + node);
    }

    private DriftingClock clock() {
        long offset = dice.between(0, 1_000_000_000_000L);
        return new DriftingClock(offset, (int) dice.between(-DRIFT_PPM_MAX, DRIFT_PPM_MAX));
    }

    /// The time in which the population notices that a master is gone: what faults are measured in.
    private static Duration unitOf(List<VirtualRouterSpec> routers) {
        return routers.stream()
                .map(VirtualRouterSpec::advertInterval)
                .max(Duration::compareTo)
                .orElseThrow()
                .multipliedBy(4);
    }

    /// Never so slow that the shortest interval would not get through.
    private NetworkQuality quality(Duration unit) {
        long most = Math.min(unit.toNanos() / 100, 1_000_000);
        return new NetworkQuality(
                Duration.ofNanos(dice.between(20_000, 200_000)),
                Duration.ofNanos(dice.between(0, most)),
                dice.pick(List.of(0, 0, 0, 1, 5)),
                Duration.ofNanos(dice.between(0, most)));
    }
}
