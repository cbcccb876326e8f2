package dev.baton.daemon.link;

import dev.baton.daemon.setting.FormerSettings;
import dev.baton.daemon.setting.ProcSys;
import dev.baton.linux.RouteNetlink;
import dev.baton.wire.netlink.Ipv4Setting;
import dev.baton.wire.netlink.LinkDetails;
import dev.baton.wire.netlink.LinkRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The check of where packets come from (`rp_filter`), which must be off on an interface of its own MAC address: the
/// way back may lead over its base. The kernel takes the stricter of `all` and the interface's own value, so what
/// stands in `all` is given to every interface instead.
public final class ReversePath {
    private static final String BEGINNING = "ipv4/conf/";
    private static final String ENDING = "/rp_filter";
    private static final String ALL = BEGINNING + "all" + ENDING;
    private static final String DEFAULT = BEGINNING + "default" + ENDING;

    private final RouteNetlink netlink;
    private final FormerSettings former;
    private final Consumer<String> log;
    /// What `all` was before; 0 if it was not changed.
    private int all;

    public ReversePath(RouteNetlink netlink, FormerSettings former, Consumer<String> log) {
        this.netlink = netlink;
        this.former = former;
        this.log = log;
        this.all = former.before(ALL).orElse(0);
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
        Map<String, Integer> before = new HashMap<>(Map.of(ALL, present));
        ProcSys.read(DEFAULT).filter(value -> value < present).ifPresent(value -> before.put(DEFAULT, value));
        List<LinkRequest> requests = new ArrayList<>();
        for (LinkDetails link : links) {
            int own = link.ipv4().getOrDefault(Ipv4Setting.RP_FILTER, present);
            if (own < present) {
                before.put(name(link), own);
                requests.add(new LinkRequest.SetIpv4(link.link().index(), Map.of(Ipv4Setting.RP_FILTER, present)));
            }
        }
        former.remember(before);
        netlink.execute(requests);
        Optional<String> refusal = ProcSys.write(ALL, 0);
        if (refusal.isPresent()) {
            former.forget(Set.of(ALL, DEFAULT));
            log.accept(refusal.get() + "; packets to addresses on an interface of its own MAC address may be dropped");
            return;
        }
        all = present;
        if (before.containsKey(DEFAULT)) {
            ProcSys.write(DEFAULT, present);
        }
        log.accept("net.ipv4.conf.all.rp_filter " + present + " is given to each interface, so that those with a MAC "
                + "address of their own can do without");
    }

    private static String name(LinkDetails link) {
        return BEGINNING + link.link().name() + ENDING;
    }

    /// Puts everything back. An interface that is gone has nothing to put back.
    public void restore() {
        if (all != 0) {
            ProcSys.write(ALL, all).ifPresent(log);
        }
        Set<String> changed = former.changed(BEGINNING, ENDING);
        if (!changed.isEmpty()) {
            former.before(DEFAULT).ifPresent(value -> ProcSys.write(DEFAULT, value));
            List<LinkRequest> requests = new ArrayList<>();
            for (LinkDetails link : netlink.linkDetails()) {
                former.before(name(link))
                        .ifPresent(value -> requests.add(
                                new LinkRequest.SetIpv4(link.link().index(), Map.of(Ipv4Setting.RP_FILTER, value))));
            }
            netlink.execute(requests);
            former.forget(changed);
        }
        all = 0;
    }
}
