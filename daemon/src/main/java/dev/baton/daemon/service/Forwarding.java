package dev.baton.daemon.service;

import dev.baton.dataplane.Destination;
import dev.baton.dataplane.Pool;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// Whether this machine forwards packets, which is left to its operator, as keepalived does.
final class Forwarding {
    private static final String IPV4 = "net.ipv4.ip_forward";
    private static final String IPV6 = "net.ipv6.conf.all.forwarding";

    private Forwarding() {}

    /// What to say if real servers are elsewhere and their packets will not leave this machine.
    static List<String> complaints(Collection<Pool> pools) {
        return Stream.of(IpFamily.IPV4, IpFamily.IPV6)
                .filter(family -> isOff(setting(family)) && goesElsewhere(pools, family))
                .map(family -> setting(family)
                        + " is 0: packets to real servers on other machines are dropped; set it to" + " 1 with sysctl")
                .toList();
    }

    private static String setting(IpFamily family) {
        return family == IpFamily.IPV4 ? IPV4 : IPV6;
    }

    private static boolean isOff(String setting) {
        try {
            return Files.readString(Path.of("/proc/sys/" + setting.replace('.', '/')))
                    .strip()
                    .equals("0");
        } catch (IOException notThere) {
            return false;
        }
    }

    private static boolean goesElsewhere(Collection<Pool> pools, IpFamily family) {
        return pools.stream()
                .flatMap(pool -> pool.destinations().stream())
                .map(Destination::key)
                .map(Destination.Key::address)
                .filter(address -> address.family() == family)
                .anyMatch(address -> !isHere(address));
    }

    private static boolean isHere(IpAddress address) {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getByAddress(address.bytes())) != null;
        } catch (SocketException | UnknownHostException unknown) {
            return false;
        }
    }
}
