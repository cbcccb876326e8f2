package dev.baton.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// A classic BPF program that keeps what its socket need not hear from waking anybody up: netlink messages of one
/// type that tell of changes asked for by one socket.
///
/// @param type of the messages, `RTM_*`
/// @param port `nlmsg_pid` of whoever asked
record SocketFilter(int type, int port) {
    private static final int BPF_LD_ABS_HALF = 0x28;
    private static final int BPF_LD_ABS_WORD = 0x20;
    private static final int BPF_JMP_JEQ_K = 0x15;
    private static final int BPF_RET_K = 0x06;
    private static final int ALL_OF_IT = -1;
    private static final int INSTRUCTION_SIZE = 8;
    private static final int NLMSG_TYPE = 4;
    private static final int NLMSG_PID = 12;

    /// `struct sock_fprog`.
    MemorySegment program(Arena arena) {
        // struct sock_filter: code, jump if true, jump if false, constant. Loads are big-endian, netlink is not.
        int[][] instructions = {
            {BPF_LD_ABS_HALF, 0, 0, NLMSG_TYPE},
            {BPF_JMP_JEQ_K, 0, 3, isLittleEndian() ? Short.reverseBytes((short) type) & 0xffff : type},
            {BPF_LD_ABS_WORD, 0, 0, NLMSG_PID},
            {BPF_JMP_JEQ_K, 0, 1, isLittleEndian() ? Integer.reverseBytes(port) : port},
            {BPF_RET_K, 0, 0, 0},
            {BPF_RET_K, 0, 0, ALL_OF_IT},
        };
        MemorySegment code = arena.allocate((long) instructions.length * INSTRUCTION_SIZE, 8);
        for (int index = 0; index < instructions.length; index++) {
            write(instructions[index], code.asSlice((long) index * INSTRUCTION_SIZE, INSTRUCTION_SIZE));
        }
        MemorySegment program = arena.allocate(16, 8);
        program.set(JAVA_SHORT, 0, (short) instructions.length);
        program.set(JAVA_LONG, 8, code.address());
        return program;
    }

    private static void write(int[] instruction, MemorySegment at) {
        at.set(JAVA_SHORT, 0, (short) instruction[0]);
        at.set(JAVA_BYTE, 2, (byte) instruction[1]);
        at.set(JAVA_BYTE, 3, (byte) instruction[2]);
        at.set(JAVA_INT, 4, instruction[3]);
    }

    private static boolean isLittleEndian() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }
}
