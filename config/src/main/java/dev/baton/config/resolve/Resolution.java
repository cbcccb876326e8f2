package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Finding;
import dev.baton.config.diagnostic.Findings;
import dev.baton.config.source.ReadOptions;
import dev.baton.config.syntax.SyntaxTree;
import dev.baton.model.Configuration;
import dev.baton.model.VirtualServerSpec;
import java.util.ArrayList;
import java.util.List;

/// What the passes share: the tree, the findings, and the parts of the model that are ready.
public final class Resolution {
    private final SyntaxTree tree;
    private final ReadOptions options;
    private final Findings findings;
    private final List<Instance> instances = new ArrayList<>();
    private final List<VirtualServerSpec> virtualServers = new ArrayList<>();
    private Globals globals;

    public Resolution(SyntaxTree tree, ReadOptions options, Findings findings) {
        this.tree = tree;
        this.options = options;
        this.findings = findings;
        this.globals = Globals.defaults(options.hostName());
    }

    SyntaxTree tree() {
        return tree;
    }

    ReadOptions options() {
        return options;
    }

    void report(Finding finding) {
        findings.add(finding);
    }

    Findings findings() {
        return findings;
    }

    Globals globals() {
        return globals;
    }

    void globals(Globals resolved) {
        this.globals = resolved;
    }

    List<Instance> instances() {
        return instances;
    }

    List<VirtualServerSpec> virtualServers() {
        return virtualServers;
    }

    /// The whole, once every pass has run.
    public Configuration configuration() {
        return new Configuration(
                globals.routerId(), instances.stream().map(Instance::spec).toList(), virtualServers);
    }
}
