/// Baton beside keepalived in the same run, in the laboratory of `it`: outages, footprint, start.
///
/// Invariant: nothing is measured alone; a figure without keepalived's figure of the same minute says little.
@org.jspecify.annotations.NullMarked
module dev.baton.bench {
    requires static transitive org.jspecify;
    requires dev.baton.it;
}
