package dev.baton.model;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// One line of `virtual_ipaddress`, `virtual_ipaddress_excluded` or `static_ipaddress`: an address to be
/// held, and how.
///
/// @param device where it goes; empty means the instance's own interface
/// @param scope the kernel's `RT_SCOPE_*` number
/// @param label at most 15 bytes, IPv4 only (`IFA_LABEL`)
/// @param tracked false after `no_track`: when somebody deletes it, nothing happens
/// @param preferredSeconds `preferred_lft`; empty means for ever
public record VirtualAddress(
        IpPrefix prefix,
        Optional<InterfaceName> device,
        int scope,
        Optional<Broadcast> broadcast,
        Optional<String> label,
        Optional<IpPrefix> peer,
        Set<Flag> flags,
        boolean tracked,
        OptionalLong preferredSeconds,
        boolean ownVmac) {
    public VirtualAddress {
        flags = Set.copyOf(flags);
    }

    /// The address on the instance's interface with every option at its default.
    public static VirtualAddress of(IpPrefix prefix) {
        return new VirtualAddress(
                prefix,
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                true,
                OptionalLong.empty(),
                false);
    }

    public IpAddress address() {
        return prefix.address();
    }

    /// This address with the instance's interface filled in where the line names none.
    public VirtualAddress onDevice(Optional<InterfaceName> fallback) {
        return device.isPresent()
                ? this
                : new VirtualAddress(
                        prefix, fallback, scope, broadcast, label, peer, flags, tracked, preferredSeconds, ownVmac);
    }

    /// This address on another interface.
    public VirtualAddress movedTo(InterfaceName other) {
        return new VirtualAddress(
                prefix, Optional.of(other), scope, broadcast, label, peer, flags, tracked, preferredSeconds, ownVmac);
    }

    /// This address with an interface of its own MAC address.
    public VirtualAddress withOwnVmac() {
        return new VirtualAddress(
                prefix, device, scope, broadcast, label, peer, flags, tracked, preferredSeconds, true);
    }

    /// Options that become `IFA_F_*` flags.
    public enum Flag {
        HOME,
        /// `-nodad`: duplicates are looked for, as they are not otherwise. Not a flag, but the lack of one.
        DAD,
        MNGTMPADDR,
        NOPREFIXROUTE,
        AUTOJOIN
    }

    /// A broadcast address, given (`brd ADDR`) or derived from the prefix (`brd +` sets the host bits, `brd
    /// -` clears them).
    public sealed interface Broadcast {
        record Given(IpAddress address) implements Broadcast {}

        record HostBitsSet() implements Broadcast {}

        record HostBitsClear() implements Broadcast {}
    }
}
