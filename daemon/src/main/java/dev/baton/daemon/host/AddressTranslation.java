package dev.baton.daemon.host;

import dev.baton.linux.Errno;
import dev.baton.linux.KernelException;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import dev.baton.model.VirtualAddress;
import dev.baton.wire.netlink.InterfaceAddress;
import dev.baton.wire.netlink.InterfaceAddress.Lifetime;
import dev.baton.wire.netlink.RtNetlinkConstants;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// A virtual or static address in the kernel's terms.
public final class AddressTranslation {
    /// `IFA_PROTO` of what Baton adds: VRRP's own protocol number, so that leftovers can be told from other addresses.
    public static final int PROTOCOL = 112;

    private AddressTranslation() {}

    /// A static address, for ever.
    ///
    /// @throws Unusable if its interface is not there
    static Entry.OfAddress of(VirtualAddress address, Function<InterfaceName, Optional<Integer>> index)
            throws Unusable {
        InterfaceName device = address.device().orElseThrow(() -> new Unusable("it names no interface"));
        int number = index.apply(device).orElseThrow(() -> new Unusable("there is no interface " + device));
        return new Entry.OfAddress(of(address, number, Optional.empty()));
    }

    /// An address on an interface of this number, leased or for ever.
    public static InterfaceAddress of(VirtualAddress address, int interfaceIndex, Optional<Duration> lease) {
        return new InterfaceAddress(
                interfaceIndex,
                local(address),
                address.peer().map(IpPrefix::address),
                address.broadcast().map(broadcast -> resolve(broadcast, address.prefix())),
                address.label(),
                address.scope(),
                flags(address),
                PROTOCOL,
                lifetime(address, lease));
    }

    /// With a peer, the length is that of the peer's network (ip-address(8)).
    private static IpPrefix local(VirtualAddress address) {
        return address.peer()
                .map(peer -> new IpPrefix(address.address(), peer.length()))
                .orElse(address.prefix());
    }

    /// True for the kernel's ways to say that an address or its interface does not exist any more.
    public static boolean saysThatItIsGone(KernelException why) {
        return why.is(Errno.EADDRNOTAVAIL) || why.is(Errno.ENODEV);
    }

    /// `preferred_lft` is for IPv6 alone, as with keepalived.
    private static Lifetime lifetime(VirtualAddress address, Optional<Duration> lease) {
        long valid = lease.map(Duration::toSeconds).orElse(Lifetime.FOREVER_SECONDS);
        boolean isPreferred = address.prefix().family() == IpFamily.IPV4;
        return new Lifetime(
                valid,
                isPreferred ? valid : Math.min(valid, address.preferredSeconds().orElse(valid)));
    }

    /// keepalived adds IPv6 addresses without duplicate address detection: the former master may still answer.
    private static int flags(VirtualAddress address) {
        boolean detects = address.flags().contains(VirtualAddress.Flag.DAD);
        int flags = address.prefix().family() == IpFamily.IPV6 && !detects ? RtNetlinkConstants.IFA_F_NODAD : 0;
        for (VirtualAddress.Flag flag : address.flags()) {
            flags |= switch (flag) {
                case HOME -> RtNetlinkConstants.IFA_F_HOMEADDRESS;
                case DAD -> 0;
                case MNGTMPADDR -> RtNetlinkConstants.IFA_F_MANAGETEMPADDR;
                case NOPREFIXROUTE -> RtNetlinkConstants.IFA_F_NOPREFIXROUTE;
                case AUTOJOIN -> RtNetlinkConstants.IFA_F_MCAUTOJOIN;
            };
        }
        return flags;
    }

    private static IpAddress resolve(VirtualAddress.Broadcast broadcast, IpPrefix prefix) {
        return switch (broadcast) {
            case VirtualAddress.Broadcast.Given(IpAddress address) -> address;
            case VirtualAddress.Broadcast.HostBitsSet set -> withHostBits(prefix, true);
            case VirtualAddress.Broadcast.HostBitsClear clear -> withHostBits(prefix, false);
        };
    }

    private static IpAddress withHostBits(IpPrefix prefix, boolean set) {
        byte[] bytes = prefix.address().bytes();
        for (int bit = prefix.length(); bit < prefix.family().bits(); bit++) {
            int mask = 0x80 >>> (bit % 8);
            bytes[bit / 8] = (byte) (set ? bytes[bit / 8] | mask : bytes[bit / 8] & ~mask);
        }
        return IpAddress.of(bytes);
    }
}
