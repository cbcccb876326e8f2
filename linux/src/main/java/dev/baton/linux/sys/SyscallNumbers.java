package dev.baton.linux.sys;

import java.util.Locale;

/// System call numbers, spelled as in the man pages: `asm/unistd_64.h` for x86_64, `asm-generic/unistd.h` for
/// aarch64.
///
/// aarch64 has no `epoll_wait`, `fork` or `open`, so nothing here needs them.
public final class SyscallNumbers {
    /// True on x86_64, where `struct epoll_event` is packed.
    public static final boolean X86_64 = switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
        case "amd64", "x86_64" -> true;
        case "aarch64" -> false;
        default ->
            throw new IllegalStateException(
                    "Baton knows the system calls of x86_64 and aarch64, not of " + System.getProperty("os.arch"));
    };

    public static final int bind = pick(49, 200);
    public static final int close = pick(3, 57);
    public static final int close_range = pick(436, 436);
    public static final int connect = pick(42, 203);
    public static final int epoll_create1 = pick(291, 20);
    public static final int epoll_ctl = pick(233, 21);
    public static final int epoll_pwait = pick(281, 22);
    public static final int eventfd2 = pick(290, 19);
    public static final int execve = pick(59, 221);
    public static final int getegid = pick(108, 177);
    public static final int geteuid = pick(107, 175);
    public static final int getpriority = pick(140, 141);
    public static final int getsockname = pick(51, 204);
    public static final int getsockopt = pick(55, 209);
    public static final int gettid = pick(186, 178);
    public static final int inotify_add_watch = pick(254, 27);
    public static final int inotify_init1 = pick(294, 26);
    public static final int ioctl = pick(16, 29);
    public static final int kill = pick(62, 129);
    public static final int mknodat = pick(259, 33);
    public static final int mlockall = pick(151, 230);
    public static final int mount = pick(165, 40);
    public static final int openat = pick(257, 56);
    public static final int pidfd_open = pick(434, 434);
    public static final int pidfd_send_signal = pick(424, 424);
    public static final int prlimit64 = pick(302, 261);
    public static final int read = pick(0, 63);
    public static final int recvfrom = pick(45, 207);
    public static final int recvmsg = pick(47, 212);
    public static final int rt_sigprocmask = pick(14, 135);
    public static final int sched_getscheduler = pick(145, 120);
    public static final int sched_setaffinity = pick(203, 122);
    public static final int sched_setscheduler = pick(144, 119);
    public static final int sendmsg = pick(46, 211);
    public static final int sendto = pick(44, 206);
    public static final int setns = pick(308, 268);
    public static final int setpriority = pick(141, 140);
    public static final int setsockopt = pick(54, 208);
    public static final int signalfd4 = pick(289, 74);
    public static final int socket = pick(41, 198);
    public static final int timerfd_create = pick(283, 85);
    public static final int timerfd_settime = pick(286, 86);
    public static final int umask = pick(95, 166);
    public static final int umount2 = pick(166, 39);
    public static final int unshare = pick(272, 97);
    public static final int waitid = pick(247, 95);
    public static final int write = pick(1, 64);

    private SyscallNumbers() {}

    private static int pick(int x8664, int aarch64) {
        return X86_64 ? x8664 : aarch64;
    }
}
