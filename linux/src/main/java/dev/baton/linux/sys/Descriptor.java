package dev.baton.linux.sys;

import dev.baton.linux.KernelException;

/// An open file descriptor with one owner. Closing it twice is harmless; using it after that is refused here,
/// before the kernel could mistake it for somebody else's descriptor of the same number.
public final class Descriptor implements AutoCloseable {
    private final String name;
    private int number;

    private Descriptor(int number, String name) {
        this.number = number;
        this.name = name;
    }

    /// Takes the result of a system call that opens something.
    ///
    /// @throws KernelException if the result is a negated error number
    public static Descriptor of(long result, String operation, String object) {
        return new Descriptor((int) Syscall.check(result, operation, object), object);
    }

    /// The number, for the kernel.
    ///
    /// @throws IllegalStateException after [#close]
    public int number() {
        if (number < 0) {
            throw new IllegalStateException(name + " is closed");
        }
        return number;
    }

    public boolean isOpen() {
        return number >= 0;
    }

    @Override
    public void close() {
        if (number >= 0) {
            // close(2): the descriptor is gone whatever is returned, so there is nothing to be done about an
            // error.
            Syscall.call(SyscallNumbers.close, number);
            number = -1;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
