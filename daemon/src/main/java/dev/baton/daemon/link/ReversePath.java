package dev.baton.daemon.link;

import dev.baton.linux.RouteNetlink;
import dev.baton.wire.netlink.Ipv4Setting;
import dev.baton.wire.netlink.LinkDetails;
import dev.baton.wire.netlink.LinkRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The check of where packets come from (`rp_filter`), which must be off on an interface of its own MAC address: the
/// way back may lead over its base. The kernel takes the stricter of `all` and the interface's own value, so what
/// stands in `all` is given to every interface instead.
public final class ReversePath {
    private static final String ALL = "ipv4/conf/all/rp_filter";
    private static final String DEFAULT = "ipv4/conf/default/rp_filter";

    private final RouteNetlink netlink;
    private final Consumer<String> log;
    /// The own values of interfaces that got a stricter one, by index.
    private final Map<Integer, Integer> before = new LinkedHashMap<>();

    private Optional<Integer> defaultBefore = Optional.empty();
    private int all;

    public ReversePath(RouteNetlink netlink, Consumer<String> log) {
        this.netlink = netlink;
        this.log = log;
    }

    /// What `all` was before, if it was changed; 0 if not.
    public int all() {
        return all;
    }

    /// Remembers what a daemon before this one had changed.
    public void recall(int formerAll) {
        all = Math.max(all, formerAll);
    }

    /// Gives each interface what `all` says, and clears `all`.
    public void relax(List<LinkDetails> links) {
        int present = ProcSys.read(ALL).orElse(0);
        if (present == 0) {
            return;
        }
        List<LinkRequest> requests = new ArrayList<>();
        for (LinkDetails link : links) {
            int own = link.ipv4().getOrDefault(Ipv4Setting.RP_FILTER, present);
            if (own < present) {
                before.put(link.link().index(), own);
                requests.add(new LinkRequest.SetIpv4(link.link().index(), Map.of(Ipv4Setting.RP_FILTER, present)));
            }
        }
        netlink.execute(requests);
        Optional<String> refusal = ProcSys.write(ALL, 0);
        if (refusal.isPresent()) {
            log.accept(refusal.get() + "; packets to addresses on an interface of its own MAC address may be dropped");
            return;
        }
        all = present;
        defaultBefore = ProcSys.read(DEFAULT).filter(value -> value < present);
        defaultBefore.ifPresent(value -> ProcSys.write(DEFAULT, present));
        log.accept("net.ipv4.conf.all.rp_filter " + present + " is given to each interface, so that those with a MAC "
                + "address of their own can do without");
    }

    /// Puts everything back.
    public void restore() {
        if (all != 0) {
            ProcSys.write(ALL, all).ifPresent(log);
        }
        List<LinkRequest> requests = new ArrayList<>();
        before.forEach(
                (index, value) -> requests.add(new LinkRequest.SetIpv4(index, Map.of(Ipv4Setting.RP_FILTER, value))));
        // An interface that is gone has nothing to put back.
        netlink.execute(requests);
        defaultBefore.ifPresent(value -> ProcSys.write(DEFAULT, value));
        before.clear();
        defaultBefore = Optional.empty();
        all = 0;
    }
}
