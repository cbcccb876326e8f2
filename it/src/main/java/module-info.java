/// The laboratory: networks from namespaces with real programs on them, for tests and for benchmarks.
///
/// It is the main code of this module, not of `testkit`, because it starts Baton's own application and measures with
/// `linux`, and `testkit` depends on nothing of ours.
@org.jspecify.annotations.NullMarked
module dev.baton.it {
    requires static transitive org.jspecify;

    exports dev.baton.it.lab;
}
