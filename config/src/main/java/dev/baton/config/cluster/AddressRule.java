package dev.baton.config.cluster;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.model.VirtualAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Finds hosts of one virtual router that would hold different addresses, or the same one with different
/// prefixes.
final class AddressRule implements Rule {
    private static final String BLOCK = "virtual_ipaddress";

    @Override
    public void check(Cluster cluster) {
        for (RouterGroup group : cluster.groups()) {
            for (Member other : group.others()) {
                sets(cluster, group.first(), other);
                prefixes(cluster, group.first(), other);
            }
        }
    }

    private static void sets(Cluster cluster, Member one, Member other) {
        lacking(cluster, one, other);
        lacking(cluster, other, one);
    }

    private static void lacking(Cluster cluster, Member has, Member lacks) {
        Set<String> missing = new TreeSet<>(has.addresses());
        missing.removeAll(lacks.addresses());
        if (missing.isEmpty()) {
            return;
        }
        Finding finding = Finding.of(
                        Code.ADDRESSES_DIFFER,
                        lacks.last(BLOCK).map(each -> each.span()).orElseGet(lacks::header))
                .with("name", lacks.spec().name())
                .with("path", lacks.path())
                .with("other", has.path())
                .with("addresses", String.join(", ", missing));
        has.spec().virtualAddresses().stream()
                .filter(each -> missing.contains(each.address().toString()))
                .forEach(each -> finding.also(has.lineOf(BLOCK, each.address())));
        cluster.report(finding);
    }

    private static void prefixes(Cluster cluster, Member one, Member other) {
        for (VirtualAddress address : other.spec().virtualAddresses()) {
            List<VirtualAddress> same = one.spec().virtualAddresses().stream()
                    .filter(each -> each.address().equals(address.address()))
                    .filter(each -> each.prefix().length() != address.prefix().length())
                    .toList();
            for (VirtualAddress differing : same) {
                cluster.report(Finding.of(Code.PREFIX_DIFFERS, other.lineOf(BLOCK, address.address()))
                        .with("address", address.address())
                        .with("length", address.prefix().length())
                        .with("path", other.path())
                        .with("expected", differing.prefix().length())
                        .with("other", one.path())
                        .also(one.lineOf(BLOCK, address.address())));
            }
        }
    }
}
