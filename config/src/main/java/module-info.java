/// keepalived.conf: source, spans, tree, diagnostics, model. Pure; files come through SourceLoader.
///
/// Deliberately absent: any access to files, clocks or the network, and any exception for a wrong
/// configuration.
@org.jspecify.annotations.NullMarked
module dev.baton.config {
    requires static transitive org.jspecify;
    requires transitive dev.baton.model;
    requires dev.baton.dataplane;

    exports dev.baton.config;
    exports dev.baton.config.check;
    exports dev.baton.config.cluster;
    exports dev.baton.config.diagnostic;
    exports dev.baton.config.format;
    exports dev.baton.config.keyword;
    exports dev.baton.config.platform;
    exports dev.baton.config.render;
    exports dev.baton.config.source;
    exports dev.baton.config.syntax;
}
