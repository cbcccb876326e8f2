package dev.baton.sim;

import dev.baton.model.Preemption;
import dev.baton.model.Priority;
import dev.baton.model.VirtualRouterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Makes a schedule of faults. Most breakages are repaired after a while; at the end everything is.
final class RandomFaults {
    private final SplitMix64 dice;
    private final List<NodeSpec> nodes;
    private final long unit;
    private final Victims victims;
    private final List<TimedFault> faults = new ArrayList<>();
    private long at;

    /// @param unit the time in which a lost master is noticed, more or less
    RandomFaults(SplitMix64 dice, List<NodeSpec> nodes, Duration unit) {
        this.dice = dice;
        this.nodes = nodes;
        this.unit = unit.toNanos();
        victims = new Victims(nodes);
    }

    List<TimedFault> make() {
        at = dice.between(unit, 2 * unit);
        int wildness = dice.pick(List.of(0, 10, 10, 50));
        long count = dice.between(10, 80);
        for (int fault = 0; fault < count; fault++) {
            if (dice.inPercent(wildness)) {
                strike();
                at += dice.inPercent(70) ? dice.between(unit, 3 * unit) : dice.between(0, unit);
            } else {
                fell(victims.next());
            }
        }
        repairEverything();
        faults.sort(Comparator.comparing(TimedFault::at));
        return faults;
    }

    /// When the scenario is over: long enough after the last repair for every promise to be due.
    Duration end() {
        return Duration.ofNanos(at + 8 * unit);
    }

    /// Takes a node away for so long that it is missed, and brings it back.
    private void fell(String node) {
        long later = at + dice.between(unit, unit * 5 / 4);
        switch (dice.below(4)) {
            case 0 -> pair(new Fault.PowerOff(node), later, new Fault.PowerOn(node));
            case 1 -> pair(new Fault.Crash(node), later, new Fault.Start(node));
            case 2 -> {
                later = at + dice.between(unit / 4, unit / 2);
                pair(new Fault.Stop(node), later, new Fault.Start(node));
            }
            case 3 -> pair(new Fault.LinkDown(node), later, new Fault.LinkUp(node));
            default -> throw new IllegalStateException("no such fault");
        }
        at = later + dice.between(unit, unit * 5 / 4);
    }

    private void strike() {
        String node = anyNode();
        long later = at + dice.between(unit / 8, 4 * unit);
        switch (dice.below(17)) {
            case 0, 1, 2 -> pair(new Fault.PowerOff(node), later, new Fault.PowerOn(node));
            case 3, 4, 5 -> pair(new Fault.Crash(node), later, new Fault.Start(node));
            case 6, 7, 8 -> pair(new Fault.Stop(node), later, new Fault.Start(node));
            case 9, 10 -> pair(new Fault.LinkDown(node), later, new Fault.LinkUp(node));
            case 11 -> add(at, new Fault.Stall(node, length()));
            case 12 -> add(at, new Fault.Partition(sides(), length()));
            case 13 -> add(at, new Fault.Clog(node, length()));
            case 14 -> add(at, new Fault.Delay(Duration.ofNanos(dice.between(unit / 100, unit)), length()));
            case 15 -> add(at, new Fault.Loss((int) dice.between(1, 100), length()));
            case 16 -> addRare(node);
            default -> throw new IllegalStateException("no such fault");
        }
    }

    private void addRare(String node) {
        switch (dice.below(5)) {
            case 0 -> add(at, new Fault.OneWay(node, otherThan(node), length()));
            case 1 -> add(at, new Fault.Duplicate((int) dice.between(1, 100), length()));
            case 2 -> {
                NodeSpec spec = dice.pick(nodes);
                var address = spec.vrrp()
                        .routers()
                        .getFirst()
                        .virtualAddresses()
                        .getFirst()
                        .address();
                add(at, new Fault.Delete(address, spec.name()));
            }
            case 3 -> add(at, new Fault.Reload(node));
            case 4 -> add(at, new Fault.Reprioritise(node, new Priority((int) dice.between(1, 254))));
            default -> throw new IllegalStateException("no such fault");
        }
    }

    private void pair(Fault breakage, long later, Fault repair) {
        add(at, breakage);
        if (dice.inPercent(90)) {
            add(later, repair);
        }
    }

    private void add(long when, Fault fault) {
        faults.add(new TimedFault(Duration.ofNanos(when), fault));
    }

    private void repairEverything() {
        for (TimedFault fault : faults) {
            at = Math.max(at, fault.at().toNanos() + lengthOf(fault.fault()));
        }
        for (NodeSpec node : nodes) {
            add(at, new Fault.PowerOn(node.name()));
            add(at, new Fault.Start(node.name()));
            add(at, new Fault.LinkUp(node.name()));
        }
        add(at, new Fault.Heal());
    }

    private static long lengthOf(Fault fault) {
        return switch (fault) {
            case Fault.OfNetwork impairment -> impairment.length().toNanos();
            case Fault.Stall stall -> stall.length().toNanos();
            case Fault.OfNode other -> 0;
            case Fault.Heal heal -> 0;
        };
    }

    private Duration length() {
        return Duration.ofNanos(dice.inPercent(30) ? dice.between(unit / 50, unit) : dice.between(unit, 5 * unit));
    }

    private List<Set<String>> sides() {
        Set<String> left = new HashSet<>();
        Set<String> right = new HashSet<>();
        for (NodeSpec node : nodes) {
            (dice.inPercent(50) ? left : right).add(node.name());
        }
        if (left.isEmpty() || right.isEmpty()) {
            String alone = anyNode();
            left.addAll(right);
            right.clear();
            left.remove(alone);
            right.add(alone);
        }
        return List.of(left, right);
    }

    private String anyNode() {
        return dice.pick(nodes).name();
    }

    private String otherThan(String node) {
        List<String> others = nodes.stream()
                .map(NodeSpec::name)
                .filter(name -> !name.equals(node))
                .toList();
        return dice.pick(others);
    }

    /// Who is master most likely, so that to fell it makes a failover: always the best if it preempts, else the best
    /// two by turns.
    private static final class Victims {
        private final List<String> names;
        private int turn;

        private Victims(List<NodeSpec> nodes) {
            List<NodeSpec> best = new ArrayList<>(nodes.reversed());
            best.sort(Comparator.comparing((NodeSpec node) -> first(node).priority())
                    .reversed());
            boolean preempts = first(best.get(0)).preemption() instanceof Preemption.Preempt
                    && first(best.get(0))
                                    .priority()
                                    .compareTo(first(best.get(1)).priority())
                            > 0;
            names = best.stream().limit(preempts ? 1 : 2).map(NodeSpec::name).toList();
        }

        private static VirtualRouterSpec first(NodeSpec node) {
            return node.vrrp().routers().getFirst();
        }

        private String next() {
            return names.get(turn++ % names.size());
        }
    }
}
