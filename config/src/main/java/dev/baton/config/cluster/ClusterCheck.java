package dev.baton.config.cluster;

import dev.baton.config.ConfigResult;
import dev.baton.config.diagnostic.Findings;
import java.util.List;

/// Compares the files of the hosts that are to be one cluster. With a single file it finds what is wrong with
/// that host alone, such as a heartbeat that comes from a virtual address.
public final class ClusterCheck {
    private static final List<Rule> RULES = List.of(
            new AgreementRule(),
            new AddressRule(),
            new PeerRule(),
            new ElectionRule(),
            new WeightRule(),
            new ClashRule());

    private ClusterCheck() {}

    /// Adds what is wrong between the hosts.
    ///
    /// @param results one of each host, in the order in which they were named
    public static void check(List<ConfigResult> results, Findings findings) {
        Cluster cluster = new Cluster(results, findings);
        RULES.forEach(rule -> rule.check(cluster));
    }
}
