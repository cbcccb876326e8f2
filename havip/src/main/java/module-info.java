/// The VPC fabric's engine: bindings, announcements, owners; in `api` the shape of the calls that the gateway passes
/// on. Pure: no clock, thread, file or socket. How packets move is a driver's business.
@org.jspecify.annotations.NullMarked
module dev.baton.havip {
    requires static transitive org.jspecify;
    requires transitive dev.baton.model;

    exports dev.baton.havip;
    exports dev.baton.havip.api;
}
