package dev.baton.dataplane;

/// What became of an operation.
public sealed interface OperationResult {
    record Done() implements OperationResult {}

    /// Nothing was changed by it.
    ///
    /// @param detail for people, such as the kernel's error
    record Refused(Cause cause, String detail) implements OperationResult {}

    /// Why an operation was refused.
    enum Cause {
        /// It is there already (`EEXIST`).
        EXISTS,
        /// There is no such service (`ESRCH`).
        NO_SERVICE,
        /// The service has no such destination, or there is no such daemon (`ENOENT`).
        UNKNOWN,
        /// A value is outside what is allowed (`EINVAL`, `ERANGE`).
        INVALID,
        /// This data plane cannot do it; [Capabilities] could have told before.
        UNSUPPORTED,
        /// The kernel failed for a reason of its own.
        FAILED
    }
}
