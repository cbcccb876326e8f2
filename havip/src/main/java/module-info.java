/// The VPC fabric's engine: bindings, announcements, owners. Pure: no clock, thread, file or socket. How packets
/// move is a driver's business; the API's words and error codes are not here either.
@org.jspecify.annotations.NullMarked
module dev.baton.havip {
    requires static transitive org.jspecify;
    requires transitive dev.baton.model;

    exports dev.baton.havip;
}
