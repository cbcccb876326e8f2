package dev.baton.config.cluster;

import dev.baton.config.ConfigResult;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.diagnostic.Findings;
import java.util.List;

/// What the rules look at: the hosts, and which of their instances belong together.
public final class Cluster {
    private final List<Host> hosts;
    private final List<RouterGroup> groups;
    private final Findings findings;

    /// @param results one of each host
    public Cluster(List<ConfigResult> results, Findings findings) {
        this.hosts = results.stream().map(Host::of).toList();
        this.groups = RouterGroup.of(hosts);
        this.findings = findings;
    }

    public List<Host> hosts() {
        return hosts;
    }

    /// The virtual routers, of one or several hosts each.
    public List<RouterGroup> groups() {
        return groups;
    }

    /// All instances of all hosts.
    public List<Member> members() {
        return hosts.stream().flatMap(host -> host.members().stream()).toList();
    }

    public void report(Finding finding) {
        findings.add(finding);
    }
}
