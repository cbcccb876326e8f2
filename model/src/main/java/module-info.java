/// The vocabulary every module speaks. Pure values: no clock, thread, file or socket.
@org.jspecify.annotations.NullMarked
module dev.baton.model {
    requires static transitive org.jspecify;

    exports dev.baton.model;
}
