package dev.baton.linux;

import dev.baton.wire.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells of every process that starts, becomes another program or ends (`linux/cn_proc.h`). One thread at a time.
///
/// The kernel offers this to root in the first network and process namespaces only, and not at all if it was
/// built without it (`CONFIG_PROC_EVENTS`).
public final class ProcessMonitor implements Pollable, AutoCloseable {
    /// What is told about processes; threads are left out.
    public interface Listener {
        /// A process was made, or became another program, or changed its name.
        void changed(int pid);

        /// A process has ended.
        void ended(int pid);

        /// Events were lost: look at all processes again.
        void lost();
    }

    private static final int NETLINK_CONNECTOR = 11;
    private static final int CN_IDX_PROC = 1;
    private static final int CN_VAL_PROC = 1;
    private static final int PROC_CN_MCAST_LISTEN = 1;
    private static final int PROC_EVENT_NONE = 0;
    private static final int PROC_EVENT_FORK = 0x1;
    private static final int PROC_EVENT_EXEC = 0x2;
    private static final int PROC_EVENT_COMM = 0x200;
    private static final int PROC_EVENT_EXIT = 0x80000000;
    /// `struct nlmsghdr`, `struct cn_msg`, `enum proc_cn_mcast_op`.
    private static final int REQUEST_SIZE = 16 + 20 + 4;
    /// `struct cn_msg`; `struct proc_event` follows: what, cpu, time, then what depends on the event.
    private static final int EVENT = 20;

    private static final int EVENT_DATA = EVENT + 16;
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;

    private final NetlinkSocket socket;
    private final List<NetlinkMessage> messages = new ArrayList<>();

    private ProcessMonitor(NetlinkSocket socket) {
        this.socket = socket;
    }

    /// Opens it, if it is to be had here.
    public static Optional<ProcessMonitor> open() {
        try {
            NetlinkSocket socket = NetlinkSocket.open(NETLINK_CONNECTOR, "process events", 4096, RECEIVE_BUFFER);
            ProcessMonitor monitor = new ProcessMonitor(socket);
            if (monitor.subscribe()) {
                return Optional.of(monitor);
            }
            socket.close();
            return Optional.empty();
        } catch (KernelException notHere) {
            return Optional.empty();
        }
    }

    private boolean subscribe() {
        try {
            socket.join(CN_IDX_PROC);
            write(socket.request());
            socket.send("ask for process events", "");
            messages.clear();
            // The answer is there when the request has been sent, or never comes.
            return socket.poll(messages) > 0;
        } catch (KernelException notHere) {
            return false;
        }
    }

    private static void write(ByteBuffer request) {
        request.order(ByteOrder.nativeOrder());
        request.putInt(REQUEST_SIZE)
                .putShort((short) 3)
                .putShort((short) 0)
                .putInt(0)
                .putInt(0);
        request.putInt(CN_IDX_PROC).putInt(CN_VAL_PROC).putInt(0).putInt(0);
        request.putShort((short) 4).putShort((short) 0);
        request.putInt(PROC_CN_MCAST_LISTEN);
    }

    @Override
    public int fd() {
        return socket.fd();
    }

    /// Hands over what has happened since the last call, without waiting.
    public void receive(Listener listener) {
        while (true) {
            messages.clear();
            int result = socket.poll(messages);
            if (result == 0) {
                return;
            }
            if (result == -Errno.ENOBUFS.number()) {
                listener.lost();
            } else if (result < 0) {
                throw new KernelException("receive process events", -result, "");
            }
            messages.forEach(message -> tell(message.payload(), listener));
        }
    }

    private static void tell(ByteBuffer payload, Listener listener) {
        if (payload.limit() < EVENT_DATA + 8 || payload.getInt(0) != CN_IDX_PROC) {
            return;
        }
        switch (payload.getInt(EVENT)) {
            // parent, its thread group, child, its thread group
            case PROC_EVENT_FORK -> changed(payload.getInt(EVENT_DATA + 8), payload.getInt(EVENT_DATA + 12), listener);
            case PROC_EVENT_EXEC, PROC_EVENT_COMM ->
                changed(payload.getInt(EVENT_DATA), payload.getInt(EVENT_DATA + 4), listener);
            case PROC_EVENT_EXIT -> {
                if (payload.getInt(EVENT_DATA) == payload.getInt(EVENT_DATA + 4)) {
                    listener.ended(payload.getInt(EVENT_DATA));
                }
            }
            case PROC_EVENT_NONE -> {
                // The answer to somebody's request.
            }
            default -> {
                // Changes of user, session and the like.
            }
        }
    }

    private static void changed(int pid, int process, Listener listener) {
        if (pid == process) {
            listener.changed(pid);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
