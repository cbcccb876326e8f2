package dev.baton.daemon;

import dev.baton.daemon.link.FilterPlan;
import dev.baton.linux.KernelException;
import dev.baton.linux.NetworkEvent;
import dev.baton.linux.NfTables;
import dev.baton.model.Configuration;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpFamily;
import dev.baton.model.Tick;
import dev.baton.wire.netlink.FilterTable;
import dev.baton.wire.netlink.Link;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Keeps the nf_tables tables that a configuration asks for: one for each family that has something to filter. They
/// replace what a daemon before this one left, and go at the end. All of it lives on the [HostThread].
final class Firewall implements Companion {
    private static final Set<String> IPTABLES = Set.of("vrrp_iptables", "vrrp_ipsets");

    private final Bridge bridge;
    private final Map<IpFamily, FilterTable> inForce = new EnumMap<>(IpFamily.class);
    private Optional<FilterPlan> plan = Optional.empty();
    private Optional<NfTables> tables = Optional.empty();
    /// Of every interface when the tables were looked at last.
    private Map<String, Integer> numbers = Map.of();

    private String complaint = "";

    Firewall(Bridge bridge) {
        this.bridge = bridge;
    }

    @Override
    public void preparing(Tick now, Configuration next) {
        bridge.host().post(() -> prepare(next));
    }

    private void prepare(Configuration next) {
        FilterPlan wanted = FilterPlan.of(next);
        plan.filter(before -> !before.name().equals(wanted.name())).ifPresent(before -> removeAll());
        plan = Optional.of(wanted);
        boolean asksForIptables = IPTABLES.stream()
                .anyMatch(word -> next.globals().flags().contains(word)
                        || next.globals().values().containsKey(word));
        if (asksForIptables) {
            bridge.log()
                    .line("vrrp_iptables: packets are filtered by nftables instead, in the tables called "
                            + wanted.name());
        }
        renew();
    }

    @Override
    public void networkChanged(Tick now, NetworkEvent change) {
        switch (change) {
            case NetworkEvent.LinkChanged(Link link) -> bridge.host().post(() -> renewFor(link, true));
            case NetworkEvent.LinkRemoved(Link link) -> bridge.host().post(() -> renewFor(link, false));
            case NetworkEvent.Resynchronised everything -> bridge.host().post(this::renew);
            case NetworkEvent.AddressChanged changed -> {}
            case NetworkEvent.AddressRemoved removed -> {}
        }
    }

    /// Only a number that is new matters, or one that is gone: most changes of an interface are others.
    private void renewFor(Link link, boolean isThere) {
        boolean isKnown = Integer.valueOf(link.index()).equals(numbers.get(link.name()));
        if (isKnown != isThere
                && plan.filter(wanted -> wanted.concerns(link.name())).isPresent()) {
            renew();
        }
    }

    /// Looks which interfaces there are, and puts the tables right; on the host's thread.
    void renew() {
        if (plan.isEmpty()
                || (plan.get().hidden().isEmpty() && plan.get().macvlans().isEmpty() && inForce.isEmpty())) {
            return;
        }
        numbers = bridge.host().netlink().links().stream()
                .collect(Collectors.toMap(Link::name, Link::index, (one, other) -> other));
        for (IpFamily family : IpFamily.values()) {
            FilterTable wanted = plan.get().table(family, this::number);
            if (!wanted.equals(inForce.get(family))) {
                put(family, wanted);
            }
        }
    }

    private Optional<Integer> number(InterfaceName name) {
        return Optional.ofNullable(numbers.get(name.value()));
    }

    private void put(IpFamily family, FilterTable wanted) {
        try {
            if (!wanted.isEmpty()) {
                kernel().replace(wanted);
                inForce.put(family, wanted);
            } else if (inForce.remove(family) != null) {
                kernel().remove(wanted);
            }
        } catch (KernelException refused) {
            complain(refused);
        }
    }

    private NfTables kernel() {
        NfTables open = tables.orElseGet(NfTables::open);
        tables = Optional.of(open);
        return open;
    }

    private void complain(KernelException refused) {
        String sentence = "no_accept and the silence of macvlans are not in force: " + refused.getMessage();
        if (!complaint.equals(sentence)) {
            complaint = sentence;
            bridge.log().line(sentence);
        }
    }

    private void removeAll() {
        List<FilterTable> leaving = List.copyOf(inForce.values());
        inForce.clear();
        for (FilterTable table : leaving) {
            try {
                kernel().remove(table);
            } catch (KernelException refused) {
                complain(refused);
            }
        }
    }

    @Override
    public void close() {
        bridge.host().await(() -> {
            removeAll();
            tables.ifPresent(NfTables::close);
            tables = Optional.empty();
        });
    }
}
