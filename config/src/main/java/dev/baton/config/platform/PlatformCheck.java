package dev.baton.config.platform;

import dev.baton.config.ConfigResult;
import dev.baton.config.cluster.Cluster;
import dev.baton.config.cluster.Host;
import dev.baton.config.cluster.Member;
import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.diagnostic.Findings;
import dev.baton.config.platform.Platform.Limit;
import dev.baton.config.source.Span;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds what a platform's network will not do, and says what will happen there and what to write instead.
public final class PlatformCheck {
    private static final Set<String> MAC_KEYWORDS = Set.of("use_vmac", "use_vmac_addr", "vmac_xmit_base", "use_ipvlan");
    private static final Set<String> MOVERS = Set.of("notify", "notify_master");

    private final Platform platform;
    private final Findings findings;

    private PlatformCheck(Platform platform, Findings findings) {
        this.platform = platform;
        this.findings = findings;
    }

    /// Adds what would go wrong on the platform.
    ///
    /// @param results one of each host
    public static void check(Platform platform, List<ConfigResult> results, Findings findings) {
        PlatformCheck check = new PlatformCheck(platform, findings);
        Cluster cluster = new Cluster(results, findings);
        for (Host host : cluster.hosts()) {
            host.members().forEach(check::member);
            check.wholeFile(host);
            check.addressesOf(host);
        }
        if (cluster.hosts().size() > 1) {
            check.addressesOf(cluster);
        }
    }

    private void member(Member member) {
        if (!member.isUnicast()) {
            report(Trap.MULTICAST, member.header(), member.spec().name());
        }
        member.statement().children().stream()
                .filter(child -> MAC_KEYWORDS.contains(child.name()))
                .findFirst()
                .ifPresent(child -> report(Trap.VMAC, child.line(), child.name()));
        boolean moves = member.statement().children().stream().anyMatch(child -> MOVERS.contains(child.name()));
        if (!moves && member.allAddresses().findAny().isPresent()) {
            report(Trap.MOVE, member.header(), member.spec().name());
        }
        for (String block : List.of("virtual_ipaddress", "virtual_ipaddress_excluded")) {
            member.lines(block).forEach(this::addressLine);
        }
        hosts(member);
    }

    private void addressLine(Statement line) {
        for (Word word : line.arguments()) {
            switch (word.text()) {
                case "brd", "broadcast" -> report(Trap.BROADCAST, word.span(), word.text());
                case "use_vmac" -> report(Trap.VMAC, word.span(), word.text());
                default -> {
                    // every other option stays on the host
                }
            }
        }
        Member.address(line)
                .filter(PublicAddresses::contain)
                .ifPresent(address -> report(Trap.PUBLIC_ADDRESS, line.span(), address.toString()));
    }

    private void wholeFile(Host host) {
        for (Statement statement : host.result().tree().statements()) {
            if (statement.is("virtual_server")) {
                virtualServer(statement);
            } else if (statement.is("global_defs")) {
                statement.children().stream()
                        .filter(child -> child.is("lvs_sync_daemon"))
                        .forEach(child -> report(Trap.MULTICAST, child.span(), child.name()));
            }
        }
    }

    private void virtualServer(Statement server) {
        Optional<Statement> kind = server.children().stream()
                .filter(child -> child.is("lb_kind") || child.is("lvs_method"))
                .reduce((_, later) -> later);
        String method = kind.flatMap(each -> each.argument(0)).map(Word::text).orElse("NAT");
        Optional<Trap> byMethod = Trap.ofWord("ipvs-" + method.toLowerCase(Locale.ROOT))
                .filter(trap -> platform.consequence(trap).isPresent());
        if (byMethod.isPresent()) {
            report(byMethod.get(), kind.map(Statement::line).orElseGet(server::line), "virtual_server");
        } else {
            report(Trap.IPVS, server.line(), "virtual_server");
        }
    }

    private void hosts(Member member) {
        long hosts = member.peers().size() + 1L;
        member.last("unicast_peer")
                .ifPresent(
                        block -> limit(Platform.HOSTS_PER_ADDRESS, hosts, block.span(), "hosts share the addresses"));
    }

    private void addressesOf(Host host) {
        Map<IpAddress, Span> addresses = addresses(host.members());
        if (!addresses.isEmpty()) {
            Span last = List.copyOf(addresses.values()).getLast();
            limit(Platform.ADDRESSES_PER_HOST, addresses.size(), last, "virtual addresses on one host");
        }
    }

    /// All hosts together, unless one of them alone is over its own limit: then that has been said.
    private void addressesOf(Cluster cluster) {
        Map<IpAddress, Span> addresses = addresses(cluster.members());
        if (!addresses.isEmpty() && findings.count(Code.PLATFORM_LIMIT) == 0) {
            Span last = List.copyOf(addresses.values()).getLast();
            limit(Platform.ADDRESSES_PER_NETWORK, addresses.size(), last, "virtual addresses in one network");
        }
    }

    private static Map<IpAddress, Span> addresses(List<Member> members) {
        Map<IpAddress, Span> addresses = new LinkedHashMap<>();
        for (Member member : members) {
            member.spec()
                    .virtualAddresses()
                    .forEach(each ->
                            addresses.putIfAbsent(each.address(), member.lineOf("virtual_ipaddress", each.address())));
            member.spec()
                    .excludedAddresses()
                    .forEach(each -> addresses.putIfAbsent(
                            each.address(), member.lineOf("virtual_ipaddress_excluded", each.address())));
        }
        return addresses;
    }

    private void limit(String name, long count, Span span, String what) {
        Optional<Limit> limit = platform.limit(name);
        limit.filter(each -> count > each.most())
                .ifPresent(each -> findings.add(Finding.of(Code.PLATFORM_LIMIT, span)
                        .with("platform", platform.title())
                        .with("count", count)
                        .with("what", what)
                        .with("most", each.most())
                        .with("beyond", each.beyond())
                        .with("limit", name)));
    }

    private void report(Trap trap, Span span, String word) {
        platform.consequence(trap)
                .ifPresent(consequence -> findings.add(Finding.of(trap.code(), span)
                        .with("platform", platform.title())
                        .with("word", word)
                        .with("happens", consequence.happens())
                        .with("instead", consequence.instead())));
    }
}
