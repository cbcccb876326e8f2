package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Finding;
import dev.baton.config.diagnostic.Findings;
import dev.baton.config.source.ReadOptions;
import dev.baton.config.source.Source;
import dev.baton.config.source.SourceLoader;
import dev.baton.config.syntax.SyntaxTree;
import dev.baton.config.syntax.Word;
import dev.baton.model.Configuration;
import dev.baton.model.GarpGroupSpec;
import dev.baton.model.Notifications;
import dev.baton.model.Script;
import dev.baton.model.SslSpec;
import dev.baton.model.StaticEntries;
import dev.baton.model.SyncGroupSpec;
import dev.baton.model.VirtualServerSpec;
import dev.baton.model.VrrpSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the passes share: the tree, the findings, and the parts of the model that are ready.
public final class Resolution {

    private final SourceLoader loader;
    private final SyntaxTree tree;
    private final Block own;
    private final ReadOptions options;
    private final Findings findings;
    private final Trackers trackers = new Trackers();
    private final List<WrittenScript> scripts = new ArrayList<>();
    private final List<Instance> instances = new ArrayList<>();
    private final List<SyncGroupSpec> syncGroups = new ArrayList<>();
    private final List<Notifications> groupNotifications = new ArrayList<>();
    private final List<GarpGroupSpec> garpGroups = new ArrayList<>();
    private final List<VirtualServerSpec> virtualServers = new ArrayList<>();
    private StaticEntries statics = StaticEntries.NONE;
    private Optional<SslSpec> ssl = Optional.empty();
    private Optional<Globals> globals = Optional.empty();

    /// Nothing has been resolved yet.
    public Resolution(SourceLoader loader, SyntaxTree tree, ReadOptions options, Findings findings) {
        this.loader = loader;
        this.tree = tree;
        this.own = Block.merged(tree.named("baton"));
        this.options = options;
        this.findings = findings;
    }

    /// A script and the word that names it.
    record WrittenScript(Script script, Word word) {}

    SyntaxTree tree() {
        return tree;
    }

    /// The `baton` block at the top, which may be empty.
    Block own() {
        return own;
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

    /// A file that the configuration names, relative to the source that names it.
    SourceLoader.Loaded load(Source from, String path) {
        String parent = from.path().contains("/")
                ? from.path().substring(0, from.path().lastIndexOf('/') + 1)
                : loader.workingDirectory() + "/";
        return loader.load(path.startsWith("/") ? path : parent + path);
    }

    Globals globals() {
        return globals.orElseThrow(() -> new IllegalStateException("GlobalPass comes first"));
    }

    void globals(Globals resolved) {
        this.globals = Optional.of(resolved);
    }

    Trackers trackers() {
        return trackers;
    }

    List<WrittenScript> scripts() {
        return scripts;
    }

    List<Instance> instances() {
        return instances;
    }

    void addGroup(SyncGroupSpec group, Notifications notifications) {
        syncGroups.add(group);
        groupNotifications.add(notifications);
    }

    List<GarpGroupSpec> garpGroups() {
        return garpGroups;
    }

    void statics(StaticEntries resolved) {
        this.statics = resolved;
    }

    void ssl(SslSpec resolved) {
        this.ssl = Optional.of(resolved);
    }

    List<VirtualServerSpec> virtualServers() {
        return virtualServers;
    }

    /// The whole, once every pass has run.
    public Configuration configuration() {
        return new Configuration(
                globals().settings(),
                new VrrpSpec(
                        instances.stream().map(Instance::spec).toList(),
                        syncGroups,
                        trackers.scripts().values().stream()
                                .map(Trackers.WeightedScript::spec)
                                .toList(),
                        garpGroups,
                        globals().startupDelay()),
                instances.stream().map(Instance::setup).toList(),
                groupNotifications,
                List.copyOf(trackers.files().values()),
                List.copyOf(trackers.processes().values()),
                List.copyOf(trackers.bfd().values()),
                LinkPollingReader.read(this),
                LinkDelaysReader.read(this),
                statics,
                ssl,
                virtualServers,
                BalancingReader.read(this));
    }
}
