/// The command line.
@org.jspecify.annotations.NullMarked
module dev.baton.cli {
    requires static transitive org.jspecify;
    requires dev.baton.config;
    requires dev.baton.daemon;
    requires dev.baton.linux;
    requires dev.baton.sim;
    requires dev.baton.vpc;
    requires info.picocli;
    requires tools.jackson.databind;

    opens dev.baton.cli to
            info.picocli;
}
