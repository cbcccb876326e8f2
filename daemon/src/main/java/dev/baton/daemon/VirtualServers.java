package dev.baton.daemon;

import dev.baton.daemon.control.StatusSource;
import dev.baton.daemon.notify.Notifier;
import dev.baton.daemon.service.Services;
import dev.baton.daemon.service.ServicesStatus;
import dev.baton.linux.NetworkEvent;
import dev.baton.model.BalancingSpec.ConnectionSync;
import dev.baton.model.Configuration;
import dev.baton.model.GlobalSettings;
import dev.baton.model.IpAddress;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.model.VirtualServerSpec;
import dev.baton.vrrp.Effect;
import dev.baton.wire.netlink.InterfaceAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Has virtual servers checked and balanced; the work is done on threads of their own, which start with the first
/// configuration that has any.
final class VirtualServers implements Companion {
    private final Bridge bridge;
    private final Notifier notifier;
    /// Written by the protocol thread alone.
    private volatile Optional<Services> services = Optional.empty();
    private boolean asksForAddresses;
    /// Of the data plane, if it has one of its own.
    private Optional<String> namespace = Optional.empty();
    private final Set<String> masters = new HashSet<>();
    /// The instance whose state connections follow.
    private Optional<String> followed = Optional.empty();
    /// What tracked files say; a service that comes later has to know too.
    private final Map<String, Long> files = new HashMap<>();
    /// On how many interfaces each address is, while services ask for it.
    private final Map<IpAddress, Set<Integer>> held = new HashMap<>();

    VirtualServers(Bridge bridge, Notifier notifier) {
        this.bridge = bridge;
        this.notifier = notifier;
    }

    @Override
    public void configured(Tick now, Configuration configuration) {
        followed = configuration.balancing().sync().flatMap(ConnectionSync::instance);
        boolean isAsked = !configuration.virtualServers().isEmpty()
                || configuration.balancing().sync().isPresent();
        if (!isAsked && services.isEmpty()) {
            return;
        }
        boolean isFirst = services.isEmpty();
        Optional<String> asked = namespace(configuration.globals());
        if (isFirst) {
            namespace = asked;
        } else if (!asked.equals(namespace)) {
            bridge.log().line("Another net_namespace_ipvs counts from the next start on");
        }
        Services running = services.orElseGet(this::begin);
        services = Optional.of(running);
        boolean askedBefore = asksForAddresses;
        asksForAddresses = configuration.virtualServers().stream().anyMatch(VirtualServerSpec::suspendWithoutAddress);
        if (asksForAddresses && !askedBefore) {
            take(bridge.network().addresses());
        }
        followed.ifPresent(instance -> running.master(masters.contains(instance)));
        running.configure(configuration, Set.copyOf(held.keySet()));
        if (isFirst) {
            files.forEach(running::fileValue);
        }
    }

    private Services begin() {
        return new Services(
                bridge.log()::line,
                notifier,
                mail -> notifier.mail(mail.subject(), mail.body()),
                FilePathFacts.ofEnvironment(),
                namespace);
    }

    /// `net_namespace_ipvs`; without a name it is the default one.
    private static Optional<String> namespace(GlobalSettings settings) {
        return settings.flags().contains("net_namespace_ipvs")
                ? Optional.of("")
                : Optional.ofNullable(settings.values().get("net_namespace_ipvs"));
    }

    private void take(List<InterfaceAddress> addresses) {
        held.clear();
        addresses.forEach(this::add);
    }

    private boolean add(InterfaceAddress address) {
        return held.computeIfAbsent(address.prefix().address(), _ -> new HashSet<>())
                .add(address.interfaceIndex());
    }

    private boolean remove(InterfaceAddress address) {
        IpAddress gone = address.prefix().address();
        Set<Integer> links = held.getOrDefault(gone, new HashSet<>());
        boolean removed = links.remove(address.interfaceIndex());
        if (links.isEmpty()) {
            held.remove(gone);
        }
        return removed;
    }

    @Override
    public void networkChanged(Tick now, NetworkEvent change) {
        if (!asksForAddresses) {
            return;
        }
        boolean changed = switch (change) {
            case NetworkEvent.AddressChanged(InterfaceAddress address) -> add(address);
            case NetworkEvent.AddressRemoved(InterfaceAddress address) -> remove(address);
            case NetworkEvent.Resynchronised all -> {
                take(all.addresses());
                yield true;
            }
            case NetworkEvent.LinkChanged _, NetworkEvent.LinkRemoved _ -> false;
        };
        if (changed) {
            services.ifPresent(running -> running.addresses(Set.copyOf(held.keySet())));
        }
    }

    @Override
    public void after(Tick now, Effect effect) {
        if (!(effect instanceof Effect.Entered entered)) {
            return;
        }
        boolean isMaster = entered.to() == RouterState.MASTER;
        if (isMaster) {
            masters.add(entered.router());
        } else {
            masters.remove(entered.router());
        }
        if (followed.filter(entered.router()::equals).isPresent()) {
            services.ifPresent(running -> running.master(isMaster));
        }
    }

    /// A tracked file's number, from any thread.
    void fileValue(String file, long value) {
        bridge.loop().post(() -> {
            files.put(file, value);
            services.ifPresent(running -> running.fileValue(file, value));
        });
    }

    @Override
    public Optional<StatusSource> status() {
        return Optional.of(new ServicesStatus(() -> services));
    }

    @Override
    public void close() {
        services.ifPresent(Services::close);
    }
}
