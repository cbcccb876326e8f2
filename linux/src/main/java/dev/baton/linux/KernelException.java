package dev.baton.linux;

import java.util.Objects;

/// The kernel refused something. Says what was tried, on what, and why not:
/// `add address 172.16.0.222/16 to eth0: File exists (EEXIST)`.
public final class KernelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String operation;
    private final int errno;
    private final String object;

    /// A refusal without further words from the kernel.
    ///
    /// @param operation what was tried, in the imperative: `add address`
    /// @param errno the kernel's positive error number
    /// @param object what it was tried on: `172.16.0.222/16 to eth0`; empty if the operation says it all
    public KernelException(String operation, int errno, String object) {
        this(operation, errno, object, "");
    }

    /// A refusal that the kernel explained.
    ///
    /// @param explanation the kernel's own words (extended acknowledgement); empty if it gave none
    public KernelException(String operation, int errno, String object, String explanation) {
        super(sentence(operation, errno, object, explanation));
        this.operation = operation;
        this.errno = errno;
        this.object = object;
    }

    /// Operation, object, error and the kernel's explanation in one sentence.
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public String operation() {
        return operation;
    }

    public Errno errno() {
        return new Errno(errno);
    }

    public String object() {
        return object;
    }

    /// True if this is the given error.
    public boolean is(Errno other) {
        return errno == other.number();
    }

    private static String sentence(String operation, int errno, String object, String explanation) {
        String subject = object.isEmpty() ? operation : operation + " " + object;
        String why = explanation.isEmpty() ? "" : ": " + explanation;
        return subject + ": " + new Errno(errno) + why;
    }
}
