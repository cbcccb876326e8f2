package dev.baton.dataplane;

import dev.baton.model.BalancingSpec.ConnectionSync;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Ipv4Address;
import dev.baton.model.RealServerSpec;
import dev.baton.model.ServiceHealth;
import dev.baton.model.VirtualServerGroupSpec.Entry;
import dev.baton.model.VirtualServerSpec;
import dev.baton.model.VirtualServerSpec.Forwarding;
import dev.baton.model.VirtualServerSpec.Forwarding.Method;
import dev.baton.model.VirtualServerSpec.Protocol;
import dev.baton.model.VirtualServerSpec.SorryServer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What one virtual server wants of a data plane, with what health checks found.
public final class Desired {
    /// Addresses that one range of a group may span; each is a service of its own.
    public static final int RANGE_MOST = 65_536;

    private Desired() {}

    /// The pools of a virtual server: one for each address and mark that it answers to.
    ///
    /// Alive servers have their weight. Dead ones are absent, or have weight 0 with `inhibit_on_failure`. While the
    /// sorry server answers, the others are absent, or have weight 0.
    ///
    /// @throws IllegalArgumentException if a range of a group spans more than [#RANGE_MOST] addresses
    public static List<Pool> of(VirtualServerSpec spec, ServiceHealth health) {
        return keys(spec.service()).stream()
                .map(key -> new Pool(service(spec, key), destinations(spec, health, key)))
                .toList();
    }

    /// The sync daemons of a machine: one that sends while its instance is MASTER, else one that hears; both without an
    /// instance.
    public static List<SyncDaemon> daemons(ConnectionSync sync, boolean isMaster) {
        if (sync.instance().isEmpty()) {
            return List.of(daemon(sync, SyncDaemon.Role.MASTER), daemon(sync, SyncDaemon.Role.BACKUP));
        }
        return List.of(daemon(sync, isMaster ? SyncDaemon.Role.MASTER : SyncDaemon.Role.BACKUP));
    }

    private static SyncDaemon daemon(ConnectionSync sync, SyncDaemon.Role role) {
        return new SyncDaemon(role, sync.device(), sync.id(), sync.maxLength(), sync.group(), sync.port(), sync.ttl());
    }

    private static VirtualService service(VirtualServerSpec spec, ServiceKey key) {
        return new VirtualService(
                key, spec.scheduler(), spec.schedulerFlags(), spec.oncePerPacket(), spec.persistence());
    }

    /// What packets belong to a virtual server.
    ///
    /// @throws IllegalArgumentException if a range of a group spans more than [#RANGE_MOST] addresses
    public static List<ServiceKey> keys(VirtualServerSpec.Service service) {
        return switch (service) {
            case VirtualServerSpec.Service.Address at ->
                List.of(new ServiceKey.Address(at.address(), at.port(), at.protocol()));
            case VirtualServerSpec.Service.Mark mark -> List.of(new ServiceKey.Mark(mark.mark(), mark.family()));
            case VirtualServerSpec.Service.Group group -> {
                List<ServiceKey> keys = new ArrayList<>();
                group.group().entries().forEach(entry -> addKeys(keys, entry, group.protocol()));
                yield keys.stream().distinct().toList();
            }
        };
    }

    private static void addKeys(List<ServiceKey> keys, Entry entry, Protocol protocol) {
        switch (entry) {
            case Entry.Mark mark ->
                keys.add(new ServiceKey.Mark(mark.mark(), mark.family().orElse(IpFamily.IPV4)));
            case Entry.Range range -> {
                BigInteger first = new BigInteger(1, range.first().bytes());
                BigInteger count =
                        new BigInteger(1, range.last().bytes()).subtract(first).add(BigInteger.ONE);
                if (count.compareTo(BigInteger.valueOf(RANGE_MOST)) > 0) {
                    throw new IllegalArgumentException(
                            "the range from " + range.first() + " to " + range.last() + " is too large");
                }
                for (int i = 0; i < count.intValueExact(); i++) {
                    IpAddress address = address(first.add(BigInteger.valueOf(i)), range.first());
                    keys.add(new ServiceKey.Address(address, range.port(), protocol));
                }
            }
        }
    }

    private static IpAddress address(BigInteger value, IpAddress like) {
        byte[] number = value.toByteArray();
        byte[] bytes = new byte[like instanceof Ipv4Address ? 4 : 16];
        int count = Math.min(number.length, bytes.length);
        System.arraycopy(number, number.length - count, bytes, bytes.length - count, count);
        return IpAddress.of(bytes);
    }

    private static List<Destination> destinations(VirtualServerSpec spec, ServiceHealth health, ServiceKey key) {
        Map<Destination.Key, Destination> found = new LinkedHashMap<>();
        Map<Destination.Key, ServiceHealth.Server> states = new LinkedHashMap<>();
        health.servers()
                .forEach(state -> states.put(
                        new Destination.Key(state.id().address(), state.id().port()), state));
        for (RealServerSpec server : spec.realServers()) {
            // Of two with the same address and port the first is checked, and counts.
            ServiceHealth.Server state = states.remove(new Destination.Key(server.address(), server.port()));
            if (state == null) {
                continue;
            }
            boolean takes = state.alive() && !health.sorry();
            if (takes || server.inhibit()) {
                Destination destination = destination(server, takes ? state.weight() : 0, key);
                found.putIfAbsent(destination.key(), destination);
            }
        }
        spec.sorryServer()
                .filter(sorry -> health.sorry() || sorry.inhibit())
                .map(sorry -> destination(sorry, health.sorry() ? 1 : 0, key))
                .ifPresent(sorry -> found.put(sorry.key(), sorry));
        return new ArrayList<>(found.values());
    }

    private static Destination destination(RealServerSpec server, long weight, ServiceKey key) {
        return new Destination(
                new Destination.Key(server.address(), port(server.forwarding(), server.port(), key)),
                server.forwarding(),
                weight,
                server.upperThreshold(),
                server.lowerThreshold());
    }

    private static Destination destination(SorryServer sorry, long weight, ServiceKey key) {
        return new Destination(
                new Destination.Key(sorry.address(), port(sorry.forwarding(), sorry.port(), key)),
                sorry.forwarding(),
                weight,
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /// Only translated packets can have another port than the service's.
    private static int port(Forwarding forwarding, int written, ServiceKey key) {
        int service = switch (key) {
            case ServiceKey.Address address -> address.port();
            case ServiceKey.Mark _ -> 0;
        };
        return forwarding.method() == Method.NAT && written != 0 ? written : service;
    }
}
