package dev.baton.config.cluster;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.source.Span;
import dev.baton.config.syntax.Statement;
import dev.baton.model.Preemption;
import dev.baton.model.SyncGroupSpec;
import dev.baton.model.Tracked;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// Finds weights that do not do what they are for: too small to ever move the addresses, so large that they
/// turn the priorities round while all is well, or without effect because the other host never preempts.
///
/// Tracked files are left out: their value can be anything.
final class WeightRule implements Rule {
    @Override
    public void check(Cluster cluster) {
        for (RouterGroup group : cluster.groups()) {
            boolean counts = group.members().stream().noneMatch(member -> isWeightless(cluster, member));
            if (!group.isAlone() && counts) {
                check(cluster, group);
            }
        }
    }

    /// Weights of a sync group's members do not count unless the group says so.
    private static boolean isWeightless(Cluster cluster, Member member) {
        return cluster.hosts().stream()
                .filter(host -> host.members().contains(member))
                .flatMap(host -> host.result().configuration().stream())
                .flatMap(configuration -> configuration.vrrp().syncGroups().stream())
                .filter(group -> !group.trackingWeight())
                .map(SyncGroupSpec::members)
                .anyMatch(members -> members.contains(member.spec().name()));
    }

    private static void check(Cluster cluster, RouterGroup group) {
        Member best = highest(group.members(), WeightRule::whenWell);
        Member named = highest(group.members(), WeightRule::base);
        if (whenWell(best) > whenWell(named) && base(best) < base(named)) {
            turnedRound(cluster, best, named);
            return;
        }
        List<Member> rivals =
                group.members().stream().filter(member -> !member.equals(best)).toList();
        Member rival = highest(rivals, WeightRule::whenWell);
        if (best.spec().priority().isOwner() || whenWell(best) <= whenWell(rival)) {
            return;
        }
        weighted(best).findFirst().ifPresent(line -> {
            if (whenFailed(best) >= whenWell(rival)) {
                neverDecides(cluster, best, rival, line);
            } else if (rival.spec().preemption() instanceof Preemption.NoPreempt) {
                cluster.report(Finding.of(Code.WEIGHT_WITHOUT_PREEMPTION, line)
                        .with("name", best.spec().name())
                        .with("path", best.path())
                        .with("failed", whenFailed(best))
                        .with("other", rival.path())
                        .also(rival.span("nopreempt")));
            }
        });
    }

    private static void turnedRound(Cluster cluster, Member best, Member named) {
        cluster.report(Finding.of(
                        Code.WEIGHT_ALWAYS_DECIDES, weighted(best).findFirst().orElseGet(() -> best.span("priority")))
                .with("name", best.spec().name())
                .with("path", best.path())
                .with("well", whenWell(best))
                .with("other", named.path())
                .with("priority", base(named))
                .with("rival", whenWell(named))
                .also(named.span("priority")));
    }

    private static void neverDecides(Cluster cluster, Member best, Member rival, Span line) {
        cluster.report(Finding.of(Code.WEIGHT_NEVER_DECIDES, line)
                .with("name", best.spec().name())
                .with("path", best.path())
                .with("failed", whenFailed(best))
                .with("other", rival.path())
                .with("rival", whenWell(rival))
                .with("least", whenWell(best) - whenWell(rival) + 1)
                .also(rival.span("priority")));
    }

    private static Member highest(List<Member> members, ToIntFunction<Member> priority) {
        return members.stream().max(Comparator.comparingInt(priority)).orElseThrow();
    }

    private static int base(Member member) {
        return member.spec().priority().value();
    }

    /// The priority while everything that is tracked is well.
    private static int whenWell(Member member) {
        return effective(member, true);
    }

    /// The priority when everything that is tracked has failed.
    private static int whenFailed(Member member) {
        return effective(member, false);
    }

    /// keepalived adds a positive weight while the object is well and a negative one while it is not;
    /// `reverse` turns the sign; the result is kept within 1 to 254, and an owner's priority never changes.
    private static int effective(Member member, boolean well) {
        if (member.spec().priority().isOwner()) {
            return base(member);
        }
        int sum = member.spec().tracked().stream()
                .filter(WeightRule::isWeighted)
                .mapToInt(each -> well == each.weight() > 0 ? (each.reverse() ? -each.weight() : each.weight()) : 0)
                .sum();
        return Math.clamp(base(member) + (long) sum, 1, 254);
    }

    private static boolean isWeighted(Tracked tracked) {
        return tracked.weight() != 0 && tracked.kind() != Tracked.Kind.FILE;
    }

    /// Where the weights are written, or the lines that inherit them.
    private static Stream<Span> weighted(Member member) {
        return member.spec().tracked().stream()
                .filter(WeightRule::isWeighted)
                .map(each -> line(member, each).map(Statement::line).orElseGet(member::header));
    }

    private static Optional<Statement> line(Member member, Tracked tracked) {
        String block = switch (tracked.kind()) {
            case INTERFACE -> "track_interface";
            case SCRIPT -> "track_script";
            case FILE -> "track_file";
            case PROCESS -> "track_process";
            case BFD -> "track_bfd";
            case STATIC -> "track_group";
        };
        return member.lines(block).stream()
                .filter(line -> line.name().equals(tracked.name()))
                .findFirst();
    }
}
