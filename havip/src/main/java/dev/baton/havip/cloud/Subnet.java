package dev.baton.havip.cloud;

import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.Ipv4Address;
import java.util.Optional;
import java.util.Set;

/// An IPv4 prefix without host bits, and which of its addresses a client can have.
///
/// @param base the first address, as an unsigned number
/// @param length 0 to 32
record Subnet(long base, int length) {
    /// The cloud keeps the network's own address and the last three; the third last is the subnet's router.
    private static final int RESERVED_AT_END = 3;

    /// Empty if it is no prefix, or one with host bits set.
    static Optional<Subnet> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,2}")) {
            return Optional.empty();
        }
        int length = Integer.parseInt(text.substring(slash + 1));
        return Ipv4Address.parse(text.substring(0, slash))
                .filter(base -> length <= 32)
                .map(base -> new Subnet(Integer.toUnsignedLong(base.value()), length))
                .filter(subnet -> subnet.base % subnet.size() == 0);
    }

    static Subnet of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException(text + " is no subnet"));
    }

    long size() {
        return 1L << (32 - length);
    }

    boolean contains(Ipv4Address address) {
        long at = Integer.toUnsignedLong(address.value()) - base;
        return at >= 0 && at < size();
    }

    boolean contains(Subnet other) {
        return other.length >= length && other.base >= base && other.base < base + size();
    }

    boolean overlaps(Subnet other) {
        return contains(other) || other.contains(this);
    }

    /// True if the cloud keeps this one for itself.
    boolean isReserved(Ipv4Address address) {
        long at = Integer.toUnsignedLong(address.value()) - base;
        return at == 0 || at >= size() - RESERVED_AT_END;
    }

    /// How many addresses clients can have in all.
    long usable() {
        return size() - 1 - RESERVED_AT_END;
    }

    /// The lowest address that is neither reserved nor taken, from `first` on.
    Optional<Ipv4Address> free(IpAddress first, Set<String> taken) {
        long lowest = first instanceof Ipv4Address ipv4 ? Integer.toUnsignedLong(ipv4.value()) : base;
        for (long at = Math.max(lowest, base + 1); at < base + size() - RESERVED_AT_END; at++) {
            Ipv4Address address = new Ipv4Address((int) at);
            if (!taken.contains(address.toString())) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    Optional<Ipv4Address> free(Set<String> taken) {
        return free(prefix().address(), taken);
    }

    IpPrefix prefix() {
        return new IpPrefix(new Ipv4Address((int) base), length);
    }

    @Override
    public String toString() {
        return prefix().toString();
    }
}
