package dev.baton.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The impairments of the network at this moment.
final class Conditions {
    /// What two nodes are to each other as far as the network is concerned.
    enum Relation {
        /// Every packet arrives, in both directions and in time.
        CLEAN,
        /// No packet arrives in either direction.
        CUT,
        /// Something in between, of which nothing can be demanded.
        MURKY
    }

    private final List<Active> active = new ArrayList<>();

    private record Active(Fault.OfNetwork impairment, long until) {}

    void begin(Fault.OfNetwork impairment, long until) {
        active.add(new Active(impairment, until));
    }

    /// Ends this impairment, if it has not ended already; an equal one that lasts longer goes on.
    void end(Fault.OfNetwork impairment, long now) {
        active.removeIf(each -> each.until() <= now && each.impairment().equals(impairment));
    }

    void endAll() {
        active.clear();
    }

    boolean isBlocked(String from, String to) {
        for (Active each : active) {
            boolean blocked = switch (each.impairment()) {
                case Fault.Partition(List<Set<String>> sides, var length) -> separates(sides, from, to);
                case Fault.OneWay oneWay ->
                    oneWay.from().equals(from) && oneWay.to().equals(to);
                case Fault.Loss loss -> loss.percent() == 100;
                case Fault.Duplicate duplicate -> false;
                case Fault.Delay delay -> false;
                case Fault.Clog clog -> false;
            };
            if (blocked) {
                return true;
            }
        }
        return false;
    }

    private static boolean separates(List<Set<String>> sides, String from, String to) {
        for (Set<String> side : sides) {
            if (side.contains(from)) {
                return !side.contains(to) && sides.stream().anyMatch(other -> other.contains(to));
            }
        }
        return false;
    }

    int lossPercent() {
        return active.stream()
                .map(Active::impairment)
                .mapToInt(each -> each instanceof Fault.Loss loss ? loss.percent() : 0)
                .max()
                .orElse(0);
    }

    int duplicatePercent() {
        return active.stream()
                .map(Active::impairment)
                .mapToInt(each -> each instanceof Fault.Duplicate duplicate ? duplicate.percent() : 0)
                .max()
                .orElse(0);
    }

    /// The longest delay that a packet may have now, in nanoseconds.
    long delayNanos() {
        return active.stream()
                .map(Active::impairment)
                .mapToLong(
                        each -> each instanceof Fault.Delay delay ? delay.most().toNanos() : 0)
                .max()
                .orElse(0);
    }

    /// Until when packets between these two are held up; 0 if they are not.
    long heldUntil(String from, String to) {
        return active.stream()
                .filter(each -> each.impairment() instanceof Fault.Clog(String node, var length)
                        && (node.equals(from) || node.equals(to)))
                .mapToLong(Active::until)
                .max()
                .orElse(0);
    }

    boolean areQuiet() {
        return active.isEmpty();
    }

    Relation relation(String a, String b) {
        if (isBlocked(a, b) && isBlocked(b, a)) {
            return Relation.CUT;
        }
        for (Active each : active) {
            boolean disturbs = switch (each.impairment()) {
                case Fault.Partition partition -> false;
                case Fault.OneWay(String from, String to, var length) ->
                    (from.equals(a) && to.equals(b)) || (from.equals(b) && to.equals(a));
                case Fault.Loss loss -> loss.percent() > 0;
                case Fault.Duplicate duplicate -> false;
                case Fault.Delay delay -> true;
                case Fault.Clog clog -> clog.node().equals(a) || clog.node().equals(b);
            };
            if (disturbs) {
                return Relation.MURKY;
            }
        }
        return Relation.CLEAN;
    }
}
