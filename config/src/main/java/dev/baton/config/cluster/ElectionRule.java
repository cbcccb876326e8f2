package dev.baton.config.cluster;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.model.Preemption;
import dev.baton.model.Priority;
import dev.baton.model.RouterState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds elections that do not go as the files suggest: priorities that tie, more than one MASTER, a MASTER
/// that a BACKUP outranks, and `nopreempt` where it cannot act.
final class ElectionRule implements Rule {
    @Override
    public void check(Cluster cluster) {
        for (RouterGroup group : cluster.groups()) {
            if (!group.isAlone()) {
                ties(cluster, group);
                masters(cluster, group);
                nopreempt(cluster, group);
            }
        }
    }

    private static void ties(Cluster cluster, RouterGroup group) {
        Map<Priority, Member> seen = new HashMap<>();
        for (Member member : group.members()) {
            Member first = seen.putIfAbsent(member.spec().priority(), member);
            if (first != null) {
                cluster.report(Finding.of(Code.EQUAL_PRIORITIES, member.span("priority"))
                        .with("name", member.spec().name())
                        .with("priority", member.spec().priority().value())
                        .with("path", member.path())
                        .with("other", first.path())
                        .also(first.span("priority")));
            }
        }
    }

    private static void masters(Cluster cluster, RouterGroup group) {
        List<Member> masters = group.members().stream()
                .filter(member -> member.spec().initialState() == RouterState.MASTER)
                .toList();
        for (Member master : masters.stream().skip(1).toList()) {
            cluster.report(Finding.of(Code.TWO_MASTERS, master.span("state"))
                    .with("name", master.spec().name())
                    .with("path", master.path())
                    .with("other", masters.getFirst().path())
                    .also(masters.getFirst().span("state")));
        }
        if (masters.size() == 1) {
            outranked(cluster, group, masters.getFirst());
        }
    }

    private static void outranked(Cluster cluster, RouterGroup group, Member master) {
        group.members().stream()
                .max(Comparator.comparing(member -> member.spec().priority()))
                .filter(best -> best.spec().priority().compareTo(master.spec().priority()) > 0)
                .ifPresent(best -> cluster.report(Finding.of(Code.MASTER_OUTRANKED, master.span("state"))
                        .with("name", master.spec().name())
                        .with("path", master.path())
                        .with("priority", master.spec().priority().value())
                        .with("other", best.path())
                        .with("higher", best.spec().priority().value())
                        .also(best.span("priority"))));
    }

    /// `nopreempt` stops the host that would take over, so it belongs to the one with the higher priority.
    private static void nopreempt(Cluster cluster, RouterGroup group) {
        Member best = group.members().stream()
                .max(Comparator.comparing(member -> member.spec().priority()))
                .orElseThrow();
        Member lowest = group.members().stream()
                .min(Comparator.comparing(member -> member.spec().priority()))
                .orElseThrow();
        boolean bestPreempts = !(best.spec().preemption() instanceof Preemption.NoPreempt) && !best.has("nopreempt");
        if (bestPreempts
                && lowest.spec().preemption() instanceof Preemption.NoPreempt
                && lowest.spec().priority().compareTo(best.spec().priority()) < 0) {
            cluster.report(Finding.of(Code.NOPREEMPT_ON_WRONG_SIDE, lowest.span("nopreempt"))
                    .with("name", lowest.spec().name())
                    .with("path", lowest.path())
                    .with("other", best.path())
                    .with("higher", best.spec().priority().value())
                    .also(best.span("priority")));
        }
    }
}
