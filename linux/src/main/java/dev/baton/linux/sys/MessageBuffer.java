package dev.baton.linux.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.ByteBuffer;

/// What `sendmsg(2)` and `recvmsg(2)` want: a `struct msghdr` with an address, one data buffer and room for
/// control messages. Made once per socket and reused for every packet; one thread at a time.
public final class MessageBuffer {
    /// `struct msghdr`: 56 bytes.
    private static final StructLayout MSGHDR = MemoryLayout.structLayout(
            ADDRESS.withName("msg_name"),
            JAVA_INT.withName("msg_namelen"),
            MemoryLayout.paddingLayout(4),
            ADDRESS.withName("msg_iov"),
            JAVA_LONG.withName("msg_iovlen"),
            ADDRESS.withName("msg_control"),
            JAVA_LONG.withName("msg_controllen"),
            JAVA_INT.withName("msg_flags"),
            MemoryLayout.paddingLayout(4));

    private static final long NAME = 0;
    private static final long NAMELEN = 8;
    private static final long IOV = 16;
    private static final long IOVLEN = 24;
    private static final long CONTROL = 32;
    private static final long CONTROLLEN = 40;
    private static final long FLAGS = 48;
    private static final long IOV_LEN = 8;
    private static final int CMSG_HDRLEN = 16;
    private static final int NAME_SIZE = 28;

    private final MemorySegment header;
    private final MemorySegment vector;
    private final MemorySegment name;
    private final MemorySegment control;
    private final MemorySegment data;
    private final ByteBuffer dataBuffer;

    /// Allocates all of it.
    ///
    /// @param arena owns the memory; must outlive every call
    /// @param dataSize the longest packet in bytes; a longer one is cut off, see [#flags()]
    /// @param controlSize room for control messages in bytes; 0 for none
    public MessageBuffer(Arena arena, int dataSize, int controlSize) {
        header = arena.allocate(MSGHDR);
        vector = arena.allocate(16, 8);
        name = arena.allocate(NAME_SIZE, 8);
        control = arena.allocate(Math.max(controlSize, 8), 8);
        data = arena.allocate(dataSize, 8);
        dataBuffer = data.asByteBuffer();
        vector.set(ADDRESS, 0, data);
        header.set(ADDRESS, NAME, name);
        header.set(ADDRESS, IOV, vector);
        header.set(JAVA_LONG, IOVLEN, 1);
        header.set(ADDRESS, CONTROL, control);
    }

    /// The packet's bytes. The same memory as [#data()].
    public ByteBuffer dataBuffer() {
        return dataBuffer;
    }

    public MemorySegment data() {
        return data;
    }

    /// The longest packet that is not cut off, in bytes.
    public int dataSize() {
        return dataBuffer.capacity();
    }

    /// The `struct sockaddr_*`.
    public MemorySegment name() {
        return name;
    }

    /// The control messages, for a sender to fill.
    public MemorySegment control() {
        return control;
    }

    /// `MSG_*` flags of the last receive.
    public int flags() {
        return header.get(JAVA_INT, FLAGS);
    }

    /// Receives one packet into the data buffer: its length, or the negated error number.
    public int receive(int fd, int flags) {
        header.set(JAVA_INT, NAMELEN, NAME_SIZE);
        header.set(JAVA_LONG, CONTROLLEN, control.byteSize());
        vector.set(JAVA_LONG, IOV_LEN, data.byteSize());
        long result;
        do {
            result = Syscall.call(SyscallNumbers.recvmsg, fd, header.address(), flags);
        } while (Syscall.interrupted(result));
        return (int) result;
    }

    /// As [#receive], for who needs neither address nor control messages: fewer bytes go to the kernel and back.
    ///
    /// @return the packet's whole length, even if it was longer than the data buffer and cut off
    public int receiveData(int fd, int flags) {
        long result;
        do {
            result = Syscall.call(
                    SyscallNumbers.recvfrom,
                    fd,
                    data.address(),
                    data.byteSize(),
                    flags | SocketConstants.MSG_TRUNC,
                    0,
                    0);
        } while (Syscall.interrupted(result));
        return (int) result;
    }

    /// Sends the first `length` bytes of the data buffer to the address in [#name()], without waiting for room.
    ///
    /// @param nameLength bytes of the address; 0 for a socket that knows its peer
    /// @param controlLength bytes of [#control()] that were filled
    /// @return bytes sent, or the negated error number
    public int send(int fd, int length, int nameLength, int controlLength) {
        header.set(JAVA_INT, NAMELEN, nameLength);
        header.set(JAVA_LONG, CONTROLLEN, controlLength);
        vector.set(JAVA_LONG, IOV_LEN, length);
        long result;
        do {
            result = Syscall.call(SyscallNumbers.sendmsg, fd, header.address(), SocketConstants.MSG_DONTWAIT);
        } while (Syscall.interrupted(result));
        return (int) result;
    }

    /// After a receive: where in [#control()] the data of this control message begins; -1 if it did not come.
    public long controlData(int level, int type) {
        long end = Math.min(header.get(JAVA_LONG, CONTROLLEN), control.byteSize());
        long at = 0;
        while (at + CMSG_HDRLEN <= end) {
            long length = control.get(JAVA_LONG, at);
            if (length < CMSG_HDRLEN) {
                return -1;
            }
            if (control.get(JAVA_INT, at + 8) == level && control.get(JAVA_INT, at + 12) == type) {
                return at + CMSG_HDRLEN;
            }
            at += (length + 7) & ~7L;
        }
        return -1;
    }

    /// Before a send: writes the header of one control message at offset 0; its data begins at offset 16.
    ///
    /// @return the length to hand to [#send]
    public int putControl(int level, int type, int dataLength) {
        control.set(JAVA_LONG, 0, CMSG_HDRLEN + dataLength);
        control.set(JAVA_INT, 8, level);
        control.set(JAVA_INT, 12, type);
        return (CMSG_HDRLEN + dataLength + 7) & ~7;
    }
}
