package dev.baton.linux;

/// The signals that a daemon acts on, with their numbers on x86_64 and aarch64 (signal(7)).
public enum Signal {
    HUP(1),
    INT(2),
    USR1(10),
    USR2(12),
    TERM(15),
    CHLD(17),
    /// SIGRTMIN+2 as glibc counts: what keepalived writes its JSON on.
    RTMIN_2(36),
    /// SIGRTMAX-1: keepalived writes its statistics and counts from nothing again.
    RTMAX_1(63);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /// The signal's bit in a `sigset_t`.
    long bit() {
        return 1L << (number - 1);
    }
}
