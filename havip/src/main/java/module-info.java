/// The VPC's engines. Here the fabric: bindings, announcements, owners. In `cloud` what stands behind the API: its
/// actions,
/// limits and asynchronous states, over the `resource`s that a store keeps; in `api` the shape of the calls that the
/// gateway passes on. Pure: no clock, thread, file or socket. How packets move is a driver's business.
@org.jspecify.annotations.NullMarked
module dev.baton.havip {
    requires static transitive org.jspecify;
    requires transitive dev.baton.model;

    exports dev.baton.havip;
    exports dev.baton.havip.api;
    exports dev.baton.havip.cloud;
    exports dev.baton.havip.resource;
}
