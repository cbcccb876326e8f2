package dev.baton.linux;

import static dev.baton.wire.netlink.IpvsConstants.IP_VS_CONN_F_DROUTE;
import static dev.baton.wire.netlink.IpvsConstants.IP_VS_CONN_F_MASQ;
import static dev.baton.wire.netlink.IpvsConstants.IP_VS_CONN_F_TUNNEL;
import static dev.baton.wire.netlink.IpvsConstants.IP_VS_CONN_F_TUNNEL_TYPE_GRE;
import static dev.baton.wire.netlink.IpvsConstants.IP_VS_CONN_F_TUNNEL_TYPE_GUE;
import static dev.baton.wire.netlink.IpvsConstants.IP_VS_CONN_F_TUNNEL_TYPE_IPIP;
import static dev.baton.wire.netlink.IpvsConstants.IP_VS_STATE_BACKUP;
import static dev.baton.wire.netlink.IpvsConstants.IP_VS_STATE_MASTER;
import static dev.baton.wire.netlink.IpvsConstants.IP_VS_SVC_F_ONEPACKET;
import static dev.baton.wire.netlink.IpvsConstants.IP_VS_SVC_F_PERSISTENT;
import static dev.baton.wire.netlink.IpvsConstants.IP_VS_SVC_F_SCHED1;
import static dev.baton.wire.netlink.IpvsConstants.IP_VS_SVC_F_SCHED2;
import static dev.baton.wire.netlink.IpvsConstants.IP_VS_SVC_F_SCHED3;
import static dev.baton.wire.netlink.IpvsConstants.IP_VS_TUNNEL_ENCAP_FLAG_CSUM;
import static dev.baton.wire.netlink.IpvsConstants.IP_VS_TUNNEL_ENCAP_FLAG_REMCSUM;

import dev.baton.dataplane.Destination;
import dev.baton.dataplane.ServiceKey;
import dev.baton.dataplane.SyncDaemon;
import dev.baton.dataplane.VirtualService;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpFamily;
import dev.baton.model.VirtualServerSpec.Forwarding;
import dev.baton.model.VirtualServerSpec.Forwarding.Method;
import dev.baton.model.VirtualServerSpec.Persistence;
import dev.baton.model.VirtualServerSpec.Protocol;
import dev.baton.wire.netlink.IpvsDaemon;
import dev.baton.wire.netlink.IpvsDestination;
import dev.baton.wire.netlink.IpvsDestination.Tunnel;
import dev.baton.wire.netlink.IpvsService;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// What the data plane's port speaks of, in the form that the kernel's IPVS has, and back. What can be written in two
/// ways, such as `flag-2` and `sh-port`, comes back in one.
final class IpvsForm {
    /// What the kernel chooses where nothing is said.
    private static final String DEFAULT_GROUP = "224.0.0.81";

    private static final int DEFAULT_PORT = 8848;
    private static final int DEFAULT_TTL = 1;

    /// min_mtu in start_sync_thread of net/netfilter/ipvs/ip_vs_sync.c.
    private static final int HEARD_AT_LEAST = 1024;

    private IpvsForm() {}

    static IpvsService.Key of(ServiceKey key) {
        return switch (key) {
            case ServiceKey.Mark mark -> new IpvsService.Key.Mark((int) mark.mark(), mark.family());
            case ServiceKey.Address at -> new IpvsService.Key.Address(at.address(), number(at.protocol()), at.port());
        };
    }

    static ServiceKey of(IpvsService.Key key) {
        return switch (key) {
            case IpvsService.Key.Mark mark -> new ServiceKey.Mark(Integer.toUnsignedLong(mark.mark()), mark.family());
            case IpvsService.Key.Address at -> new ServiceKey.Address(at.address(), at.port(), protocol(at.protocol()));
        };
    }

    private static int number(Protocol protocol) {
        return switch (protocol) {
            case TCP -> 6;
            case UDP -> 17;
            case SCTP -> 132;
        };
    }

    private static Protocol protocol(int number) {
        return switch (number) {
            case 6 -> Protocol.TCP;
            case 17 -> Protocol.UDP;
            case 132 -> Protocol.SCTP;
            default -> throw new IllegalArgumentException("IP protocol " + number);
        };
    }

    static IpvsService of(VirtualService service) {
        int flags = service.oncePerPacket() ? IP_VS_SVC_F_ONEPACKET : 0;
        for (String flag : service.flags()) {
            flags |= schedulerFlag(flag);
        }
        return new IpvsService(
                of(service.key()),
                service.scheduler(),
                flags | (service.persistence().isPresent() ? IP_VS_SVC_F_PERSISTENT : 0),
                service.persistence().map(each -> (int) each.seconds()).orElse(0),
                service.persistence()
                        .map(Persistence::granularity)
                        .orElse(8 * service.key().family().bytes()),
                service.persistence().flatMap(Persistence::engine));
    }

    private static int schedulerFlag(String name) {
        return switch (name) {
            case "flag-1", "sh-fallback", "mh-fallback" -> IP_VS_SVC_F_SCHED1;
            case "flag-2", "sh-port", "mh-port" -> IP_VS_SVC_F_SCHED2;
            case "flag-3" -> IP_VS_SVC_F_SCHED3;
            default -> throw new IllegalArgumentException("scheduler flag " + name);
        };
    }

    static VirtualService of(IpvsService service) {
        boolean persistent = (service.flags() & IP_VS_SVC_F_PERSISTENT) != 0;
        return new VirtualService(
                of(service.key()),
                service.scheduler(),
                schedulerFlags(service),
                (service.flags() & IP_VS_SVC_F_ONEPACKET) != 0,
                persistent
                        ? Optional.of(new Persistence(service.timeout(), service.prefix(), service.engine()))
                        : Optional.empty());
    }

    private static Set<String> schedulerFlags(IpvsService service) {
        boolean hashing =
                service.scheduler().equals("sh") || service.scheduler().equals("mh");
        Set<String> flags = new LinkedHashSet<>();
        if ((service.flags() & IP_VS_SVC_F_SCHED1) != 0) {
            flags.add(hashing ? service.scheduler() + "-fallback" : "flag-1");
        }
        if ((service.flags() & IP_VS_SVC_F_SCHED2) != 0) {
            flags.add(hashing ? service.scheduler() + "-port" : "flag-2");
        }
        if ((service.flags() & IP_VS_SVC_F_SCHED3) != 0) {
            flags.add("flag-3");
        }
        return flags;
    }

    static IpvsDestination of(Destination destination) {
        return new IpvsDestination(
                destination.key().address(),
                destination.key().port(),
                method(destination.forwarding().method()),
                tunnel(destination.forwarding()),
                (int) destination.weight(),
                (int) destination.upperThreshold().orElse(0),
                (int) destination.lowerThreshold().orElse(0));
    }

    private static int method(Method method) {
        return switch (method) {
            case NAT -> IP_VS_CONN_F_MASQ;
            case DR -> IP_VS_CONN_F_DROUTE;
            case TUN -> IP_VS_CONN_F_TUNNEL;
        };
    }

    /// `type ipip`, `type gue port N`, `type gre`, each with `nocsum`, `csum` or `remcsum`.
    private static Tunnel tunnel(Forwarding forwarding) {
        if (forwarding.method() != Method.TUN) {
            return Tunnel.IPIP;
        }
        List<String> words = forwarding.options();
        int type = IP_VS_CONN_F_TUNNEL_TYPE_IPIP;
        int port = 0;
        int flags = 0;
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i)) {
                case "gue" -> type = IP_VS_CONN_F_TUNNEL_TYPE_GUE;
                case "gre" -> type = IP_VS_CONN_F_TUNNEL_TYPE_GRE;
                case "port" -> port = i + 1 < words.size() ? Integer.parseInt(words.get(i + 1)) : 0;
                case "csum" -> flags = IP_VS_TUNNEL_ENCAP_FLAG_CSUM;
                case "remcsum" -> flags = IP_VS_TUNNEL_ENCAP_FLAG_REMCSUM;
                default -> {}
            }
        }
        return new Tunnel(type, port, flags);
    }

    static Destination of(IpvsDestination destination) {
        return new Destination(
                new Destination.Key(destination.address(), destination.port()),
                forwarding(destination),
                Math.max(0, destination.weight()),
                threshold(destination.upperThreshold()),
                threshold(destination.lowerThreshold()));
    }

    private static OptionalLong threshold(int connections) {
        return connections == 0 ? OptionalLong.empty() : OptionalLong.of(Integer.toUnsignedLong(connections));
    }

    private static Forwarding forwarding(IpvsDestination destination) {
        return switch (destination.method()) {
            case IP_VS_CONN_F_DROUTE -> new Forwarding(Method.DR, List.of());
            case IP_VS_CONN_F_TUNNEL -> new Forwarding(Method.TUN, options(destination.tunnel()));
            default -> Forwarding.NAT;
        };
    }

    private static List<String> options(Tunnel tunnel) {
        List<String> options = new ArrayList<>();
        if (tunnel.type() == IP_VS_CONN_F_TUNNEL_TYPE_GUE) {
            options.addAll(List.of("type", "gue", "port", Integer.toString(tunnel.port())));
        } else if (tunnel.type() == IP_VS_CONN_F_TUNNEL_TYPE_GRE) {
            options.addAll(List.of("type", "gre"));
        }
        if ((tunnel.flags() & IP_VS_TUNNEL_ENCAP_FLAG_CSUM) != 0) {
            options.add("csum");
        }
        if ((tunnel.flags() & IP_VS_TUNNEL_ENCAP_FLAG_REMCSUM) != 0) {
            options.add("remcsum");
        }
        return options;
    }

    static IpvsDaemon of(SyncDaemon daemon) {
        return new IpvsDaemon(
                state(daemon.role()),
                daemon.device().value(),
                daemon.id(),
                number(daemon.maxLength()),
                daemon.group(),
                number(daemon.port()),
                number(daemon.ttl()));
    }

    static int state(SyncDaemon.Role role) {
        return switch (role) {
            case MASTER -> IP_VS_STATE_MASTER;
            case BACKUP -> IP_VS_STATE_BACKUP;
        };
    }

    private static OptionalInt number(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /// The kernel tells what it chose itself too. Its choice of a length depends on the interface, so that one is
    /// always told; the others are left out where they are what it chooses.
    static SyncDaemon of(IpvsDaemon daemon) {
        return new SyncDaemon(
                daemon.state() == IP_VS_STATE_MASTER ? SyncDaemon.Role.MASTER : SyncDaemon.Role.BACKUP,
                new InterfaceName(daemon.device()),
                daemon.id(),
                value(daemon.maxLength()),
                daemon.group()
                        .filter(group -> group.family() == IpFamily.IPV6
                                || !group.toString().equals(DEFAULT_GROUP)),
                value(daemon.port()).filter(port -> port != DEFAULT_PORT),
                value(daemon.ttl()).filter(ttl -> ttl != DEFAULT_TTL));
    }

    /// True if the kernel makes this length of what was asked of it.
    static boolean isMadeOf(Optional<Integer> length, SyncDaemon asked) {
        int least = asked.role() == SyncDaemon.Role.BACKUP ? HEARD_AT_LEAST : 1;
        int most = 65_535
                - (asked.group().filter(each -> each.family() == IpFamily.IPV6).isPresent() ? 48 : 28);
        return asked.maxLength()
                .map(bytes -> length.equals(Optional.of(Math.clamp(bytes, least, most))))
                .orElse(true);
    }

    private static Optional<Integer> value(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }
}
