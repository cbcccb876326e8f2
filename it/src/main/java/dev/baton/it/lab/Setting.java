package dev.baton.it.lab;

import java.time.Duration;
import java.util.List;

/// How the two sides of a pair talk to each other: what both must have configured alike.
///
/// @param version 2 or 3
/// @param interval Advertisement_Interval: whole seconds in version 2, hundredths in version 3
public record Setting(
        int version, Family family, Transport transport, Authentication authentication, Duration interval) {
    /// The virtual router's number in all settings.
    public static final int VRID = 51;

    /// What all settings with a password use.
    public static final String PASSWORD = "k33pal1v";

    /// Which addresses are shared.
    public enum Family {
        IPV4("172.16.0.222"),
        IPV6("fd00::222");

        private final String shared;

        Family(String shared) {
            this.shared = shared;
        }

        /// The address that a client asks for.
        public String shared() {
            return shared;
        }

        /// All shared addresses with their prefix lengths; a link-local one comes first in IPv6.
        public List<String> virtualAddresses() {
            return switch (this) {
                case IPV4 -> List.of(shared + "/16");
                case IPV6 -> List.of("fe80::222/64", shared + "/64");
            };
        }
    }

    /// How adverts reach the other side.
    public enum Transport {
        UNICAST,
        MULTICAST
    }

    /// What proves that an advert comes from a friend; version 3 has none.
    public enum Authentication {
        NONE,
        PASS,
        AH
    }

    /// Skew_Time of a backup with this priority.
    public Duration skew(int priority) {
        return interval.multipliedBy(256 - priority).dividedBy(256);
    }

    /// Master_Down_Interval of a backup with this priority.
    public Duration masterDown(int priority) {
        return interval.multipliedBy(3).plus(skew(priority));
    }

    /// The same in the words of `keepalived.conf`, for a host that has one peer.
    ///
    /// @param options further lines of the instance, such as `nopreempt`
    public String keepalivedConf(String own, String peer, int priority, List<String> options) {
        StringBuilder conf = new StringBuilder("vrrp_instance VI_1 {\n");
        line(conf, "state BACKUP");
        line(conf, "interface eth0");
        line(conf, "virtual_router_id " + VRID);
        line(conf, "priority " + priority);
        line(conf, "version " + version);
        line(conf, "advert_int " + interval.toMillis() / 1000.0);
        if (authentication != Authentication.NONE) {
            line(conf, "authentication {\nauth_type " + authentication + "\nauth_pass " + PASSWORD + "\n}");
        }
        if (transport == Transport.UNICAST) {
            line(conf, "unicast_src_ip " + own + "\nunicast_peer {\n" + peer + "\n}");
        }
        line(conf, "virtual_ipaddress {\n" + String.join("\n", family.virtualAddresses()) + "\n}");
        options.forEach(option -> line(conf, option));
        return conf.append("}\n").toString();
    }

    private static void line(StringBuilder conf, String text) {
        text.lines().forEach(line -> conf.append("    ").append(line).append('\n'));
    }

    /// Such as `v3 IPv6 multicast 100 ms` or `v2 IPv4 unicast PASS 1000 ms`.
    @Override
    public String toString() {
        String proof = authentication == Authentication.NONE ? "" : authentication + " ";
        return "v" + version + " " + (family == Family.IPV4 ? "IPv4 " : "IPv6 ")
                + transport.name().toLowerCase(java.util.Locale.ROOT) + " " + proof + interval.toMillis() + " ms";
    }
}
