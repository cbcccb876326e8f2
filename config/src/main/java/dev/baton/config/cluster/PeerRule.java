package dev.baton.config.cluster;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.source.Span;
import dev.baton.config.syntax.Statement;
import dev.baton.model.IpAddress;
import java.util.List;

/// Finds heartbeats that cannot arrive or that lie about their sender: peers that do not know each other, and a
/// source that two hosts share. What is wrong with one host alone its own file's passes say.
final class PeerRule implements Rule {
    private static final String PEERS = "unicast_peer";

    @Override
    public void check(Cluster cluster) {
        for (RouterGroup group : cluster.groups()) {
            for (Member other : group.others()) {
                sharedSource(cluster, group.first(), other);
            }
            for (Member one : group.members()) {
                group.members().stream()
                        .filter(other -> !other.equals(one))
                        .forEach(other -> mutual(cluster, one, other));
            }
        }
    }

    private static void sharedSource(Cluster cluster, Member one, Member other) {
        if (one.source().isPresent() && one.source().equals(other.source())) {
            cluster.report(Finding.of(Code.SOURCE_SHARED, sourceSpan(other))
                    .with("address", other.source().get())
                    .with("path", other.path())
                    .with("other", one.path())
                    .also(sourceSpan(one)));
        }
    }

    /// Adverts of `one` reach `other` only if `one` lists it. Nothing is known about a host that names no
    /// source.
    private static void mutual(Cluster cluster, Member one, Member other) {
        boolean bothUnicast = one.isUnicast() && other.isUnicast();
        boolean sameSource = one.source().equals(other.source());
        if (!bothUnicast || other.source().isEmpty() || sameSource) {
            return;
        }
        IpAddress source = other.source().get();
        if (!one.peers().contains(source) && !isVirtual(one, source) && !isVirtual(other, source)) {
            List<Statement> lines = one.lines(PEERS);
            cluster.report(Finding.of(
                            Code.PEER_MISSING,
                            lines.size() == 1
                                    ? lines.getFirst().span()
                                    : one.last(PEERS).map(Statement::span).orElseGet(one::header))
                    .with("name", one.spec().name())
                    .with("path", one.path())
                    .with("address", source)
                    .with("other", other.path())
                    .also(sourceSpan(other)));
        }
    }

    /// A source that is a virtual address has been reported as such.
    private static boolean isVirtual(Member member, IpAddress address) {
        return member.allAddresses().anyMatch(held -> held.address().equals(address));
    }

    private static Span sourceSpan(Member member) {
        return member.has("unicast_src_ip") ? member.span("unicast_src_ip") : member.span("mcast_src_ip");
    }
}
