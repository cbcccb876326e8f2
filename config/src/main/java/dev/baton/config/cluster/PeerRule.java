package dev.baton.config.cluster;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.source.Span;
import dev.baton.config.syntax.Statement;
import dev.baton.model.IpAddress;
import java.util.List;
import java.util.Optional;

/// Finds heartbeats that cannot arrive or that lie about their sender: peers that do not know each other, a
/// host among its own peers, a source that two hosts share, and a virtual address as source or peer.
final class PeerRule implements Rule {
    private static final String PEERS = "unicast_peer";

    @Override
    public void check(Cluster cluster) {
        for (RouterGroup group : cluster.groups()) {
            for (Member member : group.members()) {
                ownAddresses(cluster, group, member);
            }
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

    /// An instance's source and peers belong to machines for good; a virtual address moves between them.
    private static void ownAddresses(Cluster cluster, RouterGroup group, Member member) {
        member.source().flatMap(source -> holder(group, source)).ifPresent(holder -> {
            IpAddress source = member.source().orElseThrow();
            cluster.report(Finding.of(Code.SOURCE_IS_VIRTUAL_ADDRESS, sourceSpan(member))
                    .with("address", source)
                    .with("name", member.spec().name())
                    .also(addressSpan(holder, source)));
        });
        for (IpAddress peer : member.peers()) {
            Span span = member.lineOf(PEERS, peer);
            Optional<Member> holder = holder(group, peer);
            if (member.source().filter(peer::equals).isPresent()) {
                cluster.report(Finding.of(Code.PEER_IS_SELF, span)
                        .with("address", peer)
                        .with("name", member.spec().name())
                        .also(sourceSpan(member)));
            } else if (holder.isPresent()) {
                cluster.report(Finding.of(Code.PEER_IS_VIRTUAL_ADDRESS, span)
                        .with("address", peer)
                        .with("name", member.spec().name())
                        .also(addressSpan(holder.get(), peer)));
            }
        }
    }

    /// The member that lists this address as virtual; preferably not one of another file.
    private static Optional<Member> holder(RouterGroup group, IpAddress address) {
        return group.members().stream()
                .filter(each ->
                        each.allAddresses().anyMatch(held -> held.address().equals(address)))
                .findFirst();
    }

    private static Span addressSpan(Member holder, IpAddress address) {
        boolean listed = holder.spec().virtualAddresses().stream()
                .anyMatch(each -> each.address().equals(address));
        return holder.lineOf(listed ? "virtual_ipaddress" : "virtual_ipaddress_excluded", address);
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
        if (!one.peers().contains(source) && holder(one, other, source).isEmpty()) {
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
    private static Optional<Member> holder(Member one, Member other, IpAddress address) {
        return List.of(one, other).stream()
                .filter(each ->
                        each.allAddresses().anyMatch(held -> held.address().equals(address)))
                .findFirst();
    }

    private static Span sourceSpan(Member member) {
        return member.has("unicast_src_ip") ? member.span("unicast_src_ip") : member.span("mcast_src_ip");
    }
}
