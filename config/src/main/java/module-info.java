/// keepalived.conf: source, spans, tree, diagnostics, model. Pure; files come through SourceLoader.
@org.jspecify.annotations.NullMarked
module dev.baton.config {
    requires static transitive org.jspecify;
    requires transitive dev.baton.model;
}
