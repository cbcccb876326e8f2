package dev.baton.havip;

import dev.baton.model.IpAddress;
import dev.baton.model.MacAddress;

/// What an ARP frame says about its sender (RFC 826), taken from the wire without belief.
///
/// @param frameSource the Ethernet header's source address
/// @param senderMac `ar$sha`
/// @param senderIp `ar$spa`
/// @param targetIp `ar$tpa`
public record ArpClaim(MacAddress frameSource, MacAddress senderMac, IpAddress senderIp, IpAddress targetIp) {
    /// A claim as an honest host makes it when it announces an address.
    public static ArpClaim announcement(MacAddress mac, IpAddress address) {
        return new ArpClaim(mac, mac, address, address);
    }

    /// True for an announcement, "gratuitous ARP": request or reply, the sender asks for itself (RFC 5227 §3).
    public boolean isAnnouncement() {
        return senderIp.equals(targetIp);
    }

    /// True for a probe, which claims nothing yet (RFC 5227 §2.1.1).
    public boolean isProbe() {
        return senderIp.isUnspecified();
    }
}
