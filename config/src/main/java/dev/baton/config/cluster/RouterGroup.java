package dev.baton.config.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The instances of several hosts that are one virtual router: at most one of each host.
///
/// Hosts agree on neither names nor anything else, so that instances are matched by what they have in common.
/// An instance that shares its addresses with another belongs to it even if its virtual router id differs:
/// that is the mistake to find.
public final class RouterGroup {
    private static final int SAME_ADDRESS = 3;
    private static final int SAME_VRID = 2;
    private static final int SAME_NAME = 1;

    /// The same id alone may be another team's router; the same name alone says nothing, since many are
    /// called VI_1.
    private static final int ENOUGH = 3;

    private final List<Member> members = new ArrayList<>();

    private RouterGroup() {}

    /// The virtual routers of these hosts, in the order of the files.
    static List<RouterGroup> of(List<Host> hosts) {
        List<RouterGroup> groups = new ArrayList<>();
        for (Host host : hosts) {
            List<RouterGroup> free = new ArrayList<>(groups);
            for (Member member : host.members()) {
                Optional<RouterGroup> best = best(free, member);
                RouterGroup group = best.orElseGet(RouterGroup::new);
                group.members.add(member);
                if (best.isEmpty()) {
                    groups.add(group);
                }
                free.remove(group);
            }
        }
        return List.copyOf(groups);
    }

    private static Optional<RouterGroup> best(List<RouterGroup> groups, Member member) {
        Optional<RouterGroup> best = Optional.empty();
        int bestLikeness = ENOUGH - 1;
        for (RouterGroup group : groups) {
            int likeness = likeness(group.members.getFirst(), member);
            if (likeness > bestLikeness) {
                best = Optional.of(group);
                bestLikeness = likeness;
            }
        }
        return best;
    }

    private static int likeness(Member one, Member other) {
        boolean sameVrid = one.spec().vrid().equals(other.spec().vrid());
        boolean sameFamily = one.spec().family() == other.spec().family();
        boolean noAddresses = one.addresses().isEmpty() && other.addresses().isEmpty();
        boolean shared = !Collections.disjoint(one.addresses(), other.addresses()) || (noAddresses && sameVrid);
        return !sameFamily
                ? 0
                : (shared ? SAME_ADDRESS : 0)
                        + (sameVrid ? SAME_VRID : 0)
                        + (one.spec().name().equals(other.spec().name()) ? SAME_NAME : 0);
    }

    /// In the order of the files; at least one.
    public List<Member> members() {
        return List.copyOf(members);
    }

    public Member first() {
        return members.getFirst();
    }

    /// All but the first.
    public List<Member> others() {
        return List.copyOf(members.subList(1, members.size()));
    }

    public boolean isAlone() {
        return members.size() == 1;
    }
}
