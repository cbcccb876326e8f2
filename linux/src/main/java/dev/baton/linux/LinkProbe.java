package dev.baton.linux;

import static dev.baton.linux.sys.SocketConstants.AF_INET;
import static dev.baton.linux.sys.SocketConstants.SOCK_DGRAM;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.baton.linux.sys.SocketDescriptor;
import dev.baton.linux.sys.Syscall;
import dev.baton.linux.sys.SyscallNumbers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Asks an interface whether it has a link (netdevice(7)), in the network namespace of the thread that opened
/// this. One thread at a time.
public final class LinkProbe implements AutoCloseable {
    private static final int SIOCGIFFLAGS = 0x8913;
    private static final int SIOCETHTOOL = 0x8946;
    private static final int SIOCGMIIPHY = 0x8947;
    private static final int SIOCGMIIREG = 0x8948;
    private static final int ETHTOOL_GLINK = 0x0a;
    private static final int MII_BMSR = 1;
    private static final int BMSR_LSTATUS = 0x0004;
    private static final int IFF_UP = 0x1;
    private static final int IFF_RUNNING = 0x40;
    /// `struct ifreq`: 16 bytes of name, then what the request is about.
    private static final int IFREQ_SIZE = 40;

    private static final int VALUE = 16;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment request = arena.allocate(IFREQ_SIZE, 8);
    private final MemorySegment ethtool = arena.allocate(8, 8);
    private final SocketDescriptor socket = SocketDescriptor.open(AF_INET, SOCK_DGRAM, 0, "link probe");

    private LinkProbe() {}

    public static LinkProbe open() {
        return new LinkProbe();
    }

    /// What the transceiver's status register says; empty if the interface has none that can be asked.
    public Optional<Boolean> mii(String name) {
        if (!ask(name, SIOCGMIIPHY)) {
            return Optional.empty();
        }
        // The register keeps a loss of link until it is read: the second reading is how it is now.
        for (int reading = 0; reading < 2; reading++) {
            request.set(JAVA_SHORT, VALUE + 2, (short) MII_BMSR);
            if (call(SIOCGMIIREG) < 0) {
                return Optional.empty();
            }
        }
        return Optional.of((request.get(JAVA_SHORT, VALUE + 6) & BMSR_LSTATUS) != 0);
    }

    /// What the driver says; empty if it does not.
    public Optional<Boolean> ethtool(String name) {
        name(name);
        ethtool.set(JAVA_INT, 0, ETHTOOL_GLINK);
        ethtool.set(JAVA_INT, 4, 0);
        request.set(JAVA_LONG, VALUE, ethtool.address());
        return call(SIOCETHTOOL) < 0 ? Optional.empty() : Optional.of(ethtool.get(JAVA_INT, 4) != 0);
    }

    /// Whether the interface is up and running; empty if there is no such interface.
    public Optional<Boolean> flags(String name) {
        int wanted = IFF_UP | IFF_RUNNING;
        return ask(name, SIOCGIFFLAGS)
                ? Optional.of((request.get(JAVA_SHORT, VALUE) & wanted) == wanted)
                : Optional.empty();
    }

    private boolean ask(String name, int operation) {
        name(name);
        return call(operation) >= 0;
    }

    private void name(String name) {
        request.fill((byte) 0);
        request.setString(0, name);
    }

    private long call(int operation) {
        return Syscall.call(SyscallNumbers.ioctl, socket.number(), operation, request.address());
    }

    @Override
    public void close() {
        if (socket.isOpen()) {
            socket.close();
            arena.close();
        }
    }
}
