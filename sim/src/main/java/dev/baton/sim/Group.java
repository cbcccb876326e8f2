package dev.baton.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The members of one virtual router: same interface, VRID and family on different machines.
final class Group {
    private final String name;
    private final List<Member> members;
    private final Bounds bounds;
    /// Since when `[listener][sender]` is certain to get every advert; [Long#MAX_VALUE] if it is not.
    private final long[][] audibleSince;
    private List<Clique> cliques = List.of();
    private Optional<Member> lastMaster = Optional.empty();

    Group(String name, List<Member> members, long pacing, NetworkQuality quality) {
        this.name = name;
        this.members = List.copyOf(members);
        bounds = new Bounds(members.stream().map(member -> member.spec).toList(), pacing, quality);
        audibleSince = new long[members.size()][members.size()];
        for (long[] row : audibleSince) {
            java.util.Arrays.fill(row, Long.MAX_VALUE);
        }
    }

    String name() {
        return name;
    }

    List<Member> members() {
        return members;
    }

    Bounds bounds() {
        return bounds;
    }

    List<Clique> cliques() {
        return cliques;
    }

    /// Notes who has become master; true if it was somebody else before.
    boolean masterIs(Member member) {
        boolean isFailover = lastMaster.isPresent() && !lastMaster.get().equals(member);
        lastMaster = Optional.of(member);
        return isFailover;
    }

    /// Since when the listener has certainly got every advert of the sender; a stall of the listener does not count,
    /// since its sockets fill meanwhile.
    long audibleSince(Member listener, Member sender) {
        return audibleSince[members.indexOf(listener)][members.indexOf(sender)];
    }

    /// What the machine's sockets could not hold is lost.
    void overflowed(Machine machine, long now) {
        for (int listener = 0; listener < members.size(); listener++) {
            if (members.get(listener).machine.equals(machine)) {
                for (int sender = 0; sender < members.size(); sender++) {
                    if (audibleSince[listener][sender] != Long.MAX_VALUE) {
                        audibleSince[listener][sender] = now;
                    }
                }
            }
        }
    }

    /// Power, links, daemons or the network have changed.
    ///
    /// @param settled when everything that is still under way will have arrived
    void connectivityChanged(long now, long settled, Conditions conditions) {
        long from = Math.max(now, settled);
        for (int listener = 0; listener < members.size(); listener++) {
            for (int sender = 0; sender < members.size(); sender++) {
                boolean audible = isAudible(members.get(listener), members.get(sender), conditions);
                if (!audible) {
                    audibleSince[listener][sender] = Long.MAX_VALUE;
                } else if (audibleSince[listener][sender] == Long.MAX_VALUE) {
                    audibleSince[listener][sender] = from;
                }
            }
        }
        cliques = findCliques(from, conditions);
    }

    private static boolean isAudible(Member listener, Member sender, Conditions conditions) {
        return sender.machine.isAble()
                && listener.machine.isPlugged()
                && listener.machine.runsDaemon()
                && conditions.relation(sender.node(), listener.node()) == Conditions.Relation.CLEAN;
    }

    private List<Clique> findCliques(long from, Conditions conditions) {
        List<Member> left = new ArrayList<>();
        for (Member member : members) {
            if (member.machine.isAble()) {
                left.add(member);
            }
        }
        List<Clique> found = new ArrayList<>();
        while (!left.isEmpty()) {
            List<Member> component = takeComponent(left, conditions);
            if (isClean(component, conditions)) {
                found.add(new Clique(component, sinceWhen(component, from)));
            }
        }
        return found;
    }

    private long sinceWhen(List<Member> component, long from) {
        for (Clique clique : cliques) {
            if (clique.isMadeOf(component)) {
                return clique.since();
            }
        }
        return from;
    }

    private static List<Member> takeComponent(List<Member> left, Conditions conditions) {
        List<Member> component = new ArrayList<>();
        component.add(left.removeFirst());
        for (int index = 0; index < component.size(); index++) {
            String node = component.get(index).node();
            for (Member other : List.copyOf(left)) {
                if (conditions.relation(node, other.node()) != Conditions.Relation.CUT) {
                    left.remove(other);
                    component.add(other);
                }
            }
        }
        return component;
    }

    private static boolean isClean(List<Member> component, Conditions conditions) {
        for (Member a : component) {
            for (Member b : component) {
                if (!a.equals(b) && conditions.relation(a.node(), b.node()) != Conditions.Relation.CLEAN) {
                    return false;
                }
            }
        }
        return true;
    }
}
