package dev.baton.config.cluster;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import java.util.List;

/// Finds instances of different virtual routers that use one id on one link, and instances that only one host
/// has.
final class ClashRule implements Rule {
    @Override
    public void check(Cluster cluster) {
        List<RouterGroup> groups = cluster.groups();
        for (int later = 1; later < groups.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                clash(cluster, groups.get(earlier), groups.get(later));
            }
        }
        if (cluster.hosts().size() > 1) {
            groups.stream().filter(RouterGroup::isAlone).forEach(group -> alone(cluster, groups, group.first()));
        }
    }

    private static void clash(Cluster cluster, RouterGroup one, RouterGroup other) {
        for (Member first : one.members()) {
            for (Member second : other.members()) {
                // two of the same file are that file's own mistake and reported there
                if (!first.path().equals(second.path()) && clashes(first, second)) {
                    cluster.report(Finding.of(Code.VRID_CLASH, second.span("virtual_router_id"))
                            .with("vrid", second.spec().vrid().value())
                            .with("name", second.spec().name())
                            .with("path", second.path())
                            .with("othername", first.spec().name())
                            .with("other", first.path())
                            .also(first.span("virtual_router_id")));
                    return;
                }
            }
        }
    }

    /// On one link as far as the files tell: the same interface name and group, or adverts sent to each other.
    private static boolean clashes(Member one, Member other) {
        boolean sameId = one.spec().vrid().equals(other.spec().vrid())
                && one.spec().family() == other.spec().family();
        if (!sameId || one.isUnicast() != other.isUnicast()) {
            return false;
        }
        if (one.isUnicast()) {
            return other.source().filter(one.peers()::contains).isPresent()
                    || one.source().filter(other.peers()::contains).isPresent();
        }
        return one.spec().device().equals(other.spec().device());
    }

    /// Unless a clash explains it already.
    private static void alone(Cluster cluster, List<RouterGroup> groups, Member member) {
        boolean clashes = groups.stream()
                .flatMap(group -> group.members().stream())
                .anyMatch(other -> !other.equals(member) && (clashes(member, other) || clashes(other, member)));
        if (!clashes) {
            cluster.report(Finding.of(Code.INSTANCE_ALONE, member.header())
                    .with("name", member.spec().name())
                    .with("path", member.path()));
        }
    }
}
