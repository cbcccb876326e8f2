package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.RtNetlinkConstants.IFA_ADDRESS;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFA_BROADCAST;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFA_CACHEINFO;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFA_FLAGS;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFA_LABEL;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFA_LOCAL;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFA_PROTO;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// An address of an interface: what is asked of the kernel, and what it says it has (`struct ifaddrmsg`).
///
/// @param prefix the local address with the length of its network (with a peer: of the peer's network)
/// @param peer the other end of a point-to-point address
/// @param label IPv4 only, at most 15 bytes, by custom `eth0:1`
/// @param scope `RT_SCOPE_*`
/// @param flags `IFA_F_*`
/// @param protocol `IFA_PROTO`, who put it there (Linux 5.18); 0 is not set
public record InterfaceAddress(
        int interfaceIndex,
        IpPrefix prefix,
        Optional<IpAddress> peer,
        Optional<IpAddress> broadcast,
        Optional<String> label,
        int scope,
        int flags,
        int protocol,
        Lifetime lifetime) {
    private static final int IFADDRMSG_SIZE = 8;
    private static final int LABEL_MAX = 15;

    public InterfaceAddress {
        if (label.isPresent() && (label.get().isEmpty() || label.get().length() > LABEL_MAX)) {
            throw new IllegalArgumentException("a label has 1 to " + LABEL_MAX + " bytes, not '" + label.get() + "'");
        }
    }

    /// How long the kernel keeps the address if nobody renews it (`struct ifa_cacheinfo`).
    ///
    /// @param validSeconds until it is removed, unsigned 32 bits; [#FOREVER_SECONDS] is never
    /// @param preferredSeconds until it is no longer chosen as a source; at most `validSeconds`
    /// @param stamp when the kernel last set it, hundredths of a second of its own clock; 0 is not told
    public record Lifetime(long validSeconds, long preferredSeconds, long stamp) {
        public static final long FOREVER_SECONDS = 0xffff_ffffL;
        public static final Lifetime FOREVER = new Lifetime(FOREVER_SECONDS, FOREVER_SECONDS);

        /// As it is asked for.
        public Lifetime(long validSeconds, long preferredSeconds) {
            this(validSeconds, preferredSeconds, 0);
        }

        public Lifetime {
            if (validSeconds < 1 || validSeconds > FOREVER_SECONDS) {
                throw new IllegalArgumentException("valid_lft " + validSeconds + " is outside 1 to " + FOREVER_SECONDS);
            }
            if (preferredSeconds < 0 || preferredSeconds > validSeconds) {
                throw new IllegalArgumentException(
                        "preferred_lft " + preferredSeconds + " is outside 0 to valid_lft " + validSeconds);
            }
        }

        boolean isForever() {
            return validSeconds == FOREVER_SECONDS && preferredSeconds == FOREVER_SECONDS;
        }

        /// A lease: the kernel removes the address when it has not been renewed for this many seconds.
        public static Lifetime lease(long seconds) {
            return new Lifetime(seconds, seconds);
        }
    }

    /// The address for ever, with every option at its default.
    public static InterfaceAddress of(int interfaceIndex, IpPrefix prefix) {
        return new InterfaceAddress(
                interfaceIndex,
                prefix,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                0,
                Lifetime.FOREVER);
    }

    public InterfaceAddress withLabel(String newLabel) {
        return new InterfaceAddress(
                interfaceIndex, prefix, peer, broadcast, Optional.of(newLabel), scope, flags, protocol, lifetime);
    }

    public InterfaceAddress withLifetime(Lifetime newLifetime) {
        return new InterfaceAddress(
                interfaceIndex, prefix, peer, broadcast, label, scope, flags, protocol, newLifetime);
    }

    public InterfaceAddress withProtocol(int newProtocol) {
        return new InterfaceAddress(
                interfaceIndex, prefix, peer, broadcast, label, scope, flags, newProtocol, lifetime);
    }

    public InterfaceAddress withFlags(int newFlags) {
        return new InterfaceAddress(
                interfaceIndex, prefix, peer, broadcast, label, scope, newFlags, protocol, lifetime);
    }

    public IpAddress address() {
        return prefix.address();
    }

    /// Writes `struct ifaddrmsg` and the attributes of a request behind a header that [NetlinkWriter#begin]
    /// wrote.
    void write(NetlinkWriter writer) {
        boolean ipv4 = prefix.family() == IpFamily.IPV4;
        writer.u8(RouteRequest.family(prefix.family()))
                .u8(prefix.length())
                .u8(flags)
                .u8(scope);
        writer.u32(interfaceIndex);
        writer.attribute(IFA_LOCAL, prefix.address().bytes());
        writer.attribute(IFA_ADDRESS, peer.orElse(prefix.address()).bytes());
        broadcast.ifPresent(address -> writer.attribute(IFA_BROADCAST, address.bytes()));
        if (ipv4) {
            label.ifPresent(text -> writer.attributeString(IFA_LABEL, text));
        }
        writer.attributeU32(IFA_FLAGS, flags);
        if (protocol != 0) {
            writer.attributeU8(IFA_PROTO, protocol);
        }
        if (!lifetime.isForever()) {
            writer.attribute(IFA_CACHEINFO, cacheInfo());
        }
    }

    private byte[] cacheInfo() {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.nativeOrder())
                .putInt((int) lifetime.preferredSeconds())
                .putInt((int) lifetime.validSeconds())
                .array();
    }

    /// Reads an `RTM_NEWADDR` or `RTM_DELADDR`. The lifetime is what is left of it, rounded down by the kernel.
    ///
    /// @throws IllegalArgumentException if the message is too short or has no address
    public static InterfaceAddress parse(NetlinkMessage message) {
        ByteBuffer payload = message.payload();
        if (payload.limit() < IFADDRMSG_SIZE) {
            throw new IllegalArgumentException("struct ifaddrmsg has " + payload.limit() + " bytes");
        }
        NetlinkAttributes attributes = new NetlinkAttributes(payload, IFADDRMSG_SIZE);
        IpAddress address = attributes
                .bytes(IFA_ADDRESS)
                .or(() -> attributes.bytes(IFA_LOCAL))
                .map(IpAddress::of)
                .orElseThrow(() -> new IllegalArgumentException("an address message without IFA_ADDRESS"));
        IpAddress local = attributes.bytes(IFA_LOCAL).map(IpAddress::of).orElse(address);
        return new InterfaceAddress(
                payload.getInt(4),
                new IpPrefix(local, payload.get(1) & 0xff),
                local.equals(address) ? Optional.empty() : Optional.of(address),
                attributes.bytes(IFA_BROADCAST).map(IpAddress::of),
                attributes.string(IFA_LABEL).filter(text -> !text.isEmpty()),
                payload.get(3) & 0xff,
                attributes.u32(IFA_FLAGS).orElse(payload.get(2) & 0xff),
                attributes.u8(IFA_PROTO).orElse(0),
                attributes
                        .bytes(IFA_CACHEINFO)
                        .filter(info -> info.length >= 8)
                        .map(InterfaceAddress::lifetime)
                        .orElse(Lifetime.FOREVER));
    }

    private static Lifetime lifetime(byte[] cacheInfo) {
        ByteBuffer buffer = ByteBuffer.wrap(cacheInfo).order(ByteOrder.nativeOrder());
        long preferred = Integer.toUnsignedLong(buffer.getInt(0));
        long valid = Integer.toUnsignedLong(buffer.getInt(4));
        // In the second before it goes, the kernel shows an address with nothing left.
        long stamp = cacheInfo.length < 16 ? 0 : Integer.toUnsignedLong(buffer.getInt(12));
        return new Lifetime(Math.max(valid, 1), Math.min(preferred, Math.max(valid, 1)), stamp);
    }
}
