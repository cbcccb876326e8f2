/// Test support: golden files, hex fixtures, class-file and source scans. Depends on nothing of ours.
@org.jspecify.annotations.NullMarked
module dev.baton.testkit {
    requires static transitive org.jspecify;

    exports dev.baton.testkit;
}
