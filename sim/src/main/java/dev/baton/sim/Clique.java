package dev.baton.sim;

import java.util.List;

/// Members of one virtual router that hear each other perfectly, and nobody else. What the protocol promises, it
/// promises to them.
///
/// @param since true time since which this has been so
record Clique(List<Member> members, long since) {
    Clique {
        members = List.copyOf(members);
    }

    int masters() {
        int count = 0;
        for (Member member : members) {
            if (member.isMaster()) {
                count++;
            }
        }
        return count;
    }

    /// The only master, or whichever of several comes first.
    Member master() {
        for (Member member : members) {
            if (member.isMaster()) {
                return member;
            }
        }
        throw new IllegalStateException("no master");
    }

    boolean isMadeOf(List<Member> others) {
        return members.equals(others);
    }
}
