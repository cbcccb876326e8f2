package dev.baton.daemon.host;

import dev.baton.daemon.host.DesiredState.Wish;
import dev.baton.linux.Errno;
import dev.baton.linux.KernelException;
import dev.baton.linux.RouteNetlink;
import dev.baton.model.IpFamily;
import dev.baton.wire.netlink.RouteRequest.Verb;
import dev.baton.wire.netlink.RtNetlinkConstants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What the kernel has of the kinds of entries that are wished for.
final class PresentEntries {
    private PresentEntries() {}

    /// Their identities, and whether we put them there in this life or an earlier one.
    static Map<Object, Boolean> of(RouteNetlink netlink, List<Wish> wanted) {
        Map<Object, Boolean> present = new HashMap<>();
        if (has(wanted, Entry.OfAddress.class::isInstance)) {
            netlink.addresses()
                    .forEach(address -> present.put(
                            new Entry.OfAddress(address).identity(),
                            address.protocol() == AddressTranslation.PROTOCOL));
        }
        for (IpFamily family : IpFamily.values()) {
            if (has(wanted, entry -> isRoute(entry, family))) {
                netlink.routes(family).forEach(route -> present.put(route.identity(), isOurs(route.protocol())));
            }
            if (has(wanted, entry -> entry instanceof Entry.OfRule(var rule) && rule.family() == family)) {
                netlink.rules(family).forEach(rule -> present.put(rule, isOurs(rule.protocol())));
            }
        }
        return present;
    }

    /// All that bears our marks: of this daemon, an earlier one, another Baton or, routes and rules, a keepalived.
    static List<Entry> ours(RouteNetlink netlink) {
        List<Entry> ours = new ArrayList<>();
        netlink.addresses().stream()
                .filter(address -> address.protocol() == AddressTranslation.PROTOCOL)
                .forEach(address -> ours.add(new Entry.OfAddress(address)));
        for (IpFamily family : IpFamily.values()) {
            netlink.routes(family, RtNetlinkConstants.RTPROT_KEEPALIVED)
                    .forEach(route -> ours.add(new Entry.OfRoute(route, Verb.ADD)));
            netlink.rules(family).stream()
                    .filter(rule -> isOurs(rule.protocol()))
                    .forEach(rule -> ours.add(new Entry.OfRule(rule)));
        }
        return ours;
    }

    private static boolean isRoute(Entry entry, IpFamily family) {
        return entry instanceof Entry.OfRoute(var route, var _)
                && route.destination().family() == family;
    }

    private static boolean isOurs(int protocol) {
        return protocol == RtNetlinkConstants.RTPROT_KEEPALIVED;
    }

    private static boolean has(List<Wish> wanted, Predicate<Entry> kind) {
        return wanted.stream().map(Wish::entry).anyMatch(kind);
    }

    /// True for the kernel's ways to say that what is to be deleted is not there.
    static boolean saysThatItIsGone(KernelException why) {
        return AddressTranslation.saysThatItIsGone(why) || why.is(Errno.ESRCH) || why.is(Errno.ENOENT);
    }
}
