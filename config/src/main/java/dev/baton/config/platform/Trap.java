package dev.baton.config.platform;

import dev.baton.config.diagnostic.Code;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What works on a plain Ethernet and may not work elsewhere. `platforms.txt` says where it does not, and why.
public enum Trap {
    /// Adverts to a multicast group, and the connection copies of `lvs_sync_daemon`.
    MULTICAST(Code.PLATFORM_MULTICAST),
    /// Settings that only matter where broadcast is delivered.
    BROADCAST(Code.PLATFORM_BROADCAST),
    /// Frames from a MAC address of the virtual router's own.
    VMAC(Code.PLATFORM_VMAC),
    /// An address follows gratuitous ARP.
    MOVE(Code.PLATFORM_ADDRESS_MOVE),
    /// Virtual servers of any kind.
    IPVS(Code.PLATFORM_IPVS),
    IPVS_NAT(Code.PLATFORM_IPVS),
    IPVS_DR(Code.PLATFORM_IPVS),
    IPVS_TUN(Code.PLATFORM_IPVS),
    /// A public address on a host's interface.
    PUBLIC_ADDRESS(Code.PLATFORM_PUBLIC_ADDRESS);

    private final Code code;

    Trap(Code code) {
        this.code = code;
    }

    /// Under which code it is reported.
    public Code code() {
        return code;
    }

    /// As `platforms.txt` writes it.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Trap> ofWord(String word) {
        return Stream.of(values()).filter(trap -> trap.word().equals(word)).findFirst();
    }
}
