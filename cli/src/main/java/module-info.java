/// The command line.
@org.jspecify.annotations.NullMarked
module dev.baton.cli {
    requires static transitive org.jspecify;
    requires transitive dev.baton.daemon;
    requires transitive dev.baton.vpc;
    requires info.picocli;
    requires tools.jackson.databind;
}
