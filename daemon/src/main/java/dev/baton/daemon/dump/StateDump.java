package dev.baton.daemon.dump;

import dev.baton.daemon.control.WallTime;
import dev.baton.model.Authentication;
import dev.baton.model.Configuration;
import dev.baton.model.InstanceSetup;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpFamily;
import dev.baton.model.Notifications;
import dev.baton.model.Preemption;
import dev.baton.model.RouterState;
import dev.baton.model.SyncGroupSpec;
import dev.baton.model.Tracked;
import dev.baton.model.Transport;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpVersion;
import dev.baton.vrrp.RouterView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The daemon's settings and instances as `keepalived.data` has them, as far as Baton knows what stands there.
public final class StateDump {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE MMM ppd HH:mm:ss.SSSSSS yyyy", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private final StringBuilder text = new StringBuilder();
    private final Configuration configuration;
    private final WallTime clock;

    private StateDump(Configuration configuration, WallTime clock) {
        this.configuration = configuration;
        this.clock = clock;
    }

    /// All of it.
    public static String of(Configuration configuration, List<RouterView> routers, WallTime clock) {
        StateDump dump = new StateDump(configuration, clock);
        dump.globals();
        dump.heading("VRRP Topology");
        routers.forEach(dump::router);
        if (!configuration.vrrp().syncGroups().isEmpty()) {
            dump.heading("VRRP Sync groups");
            configuration.vrrp().syncGroups().forEach(group -> dump.group(group, routers));
        }
        return dump.text.toString();
    }

    private void globals() {
        heading("Global definitions");
        var values = configuration.globals().values();
        line(1, "Network namespace = " + values.getOrDefault("net_namespace", "(default)"));
        if (values.containsKey("instance")) {
            line(1, "Instance name = " + values.get("instance"));
        }
        line(1, "Router ID = " + configuration.routerId());
        line(1, "Script security " + (configuration.globals().scriptSecurity() ? "enabled" : "disabled"));
        values.forEach((keyword, value) -> line(1, keyword + " = " + value));
        configuration.globals().flags().stream().sorted().forEach(keyword -> line(1, keyword));
    }

    private void router(RouterView router) {
        VirtualRouterSpec spec = router.spec();
        line(1, "VRRP Instance = " + router.name());
        line(3, "VRRP Version = " + spec.version().number());
        if (spec.family() == IpFamily.IPV6) {
            line(3, "Using Native IPv6");
        }
        configuration.vrrp().syncGroups().stream()
                .filter(group -> group.members().contains(router.name()))
                .forEach(group -> line(3, "Sync group = " + group.name()));
        line(3, "State = " + router.state());
        line(3, "Wantstate = " + router.state());
        line(3, "Number of config faults = 0");
        line(
                3,
                "Number of interface and track script faults = "
                        + router.faults().size());
        line(3, "Last transition = " + moment(router));
        line(3, "Interface = " + spec.device().map(InterfaceName::value).orElse("not configured"));
        if (spec.transport() instanceof Transport.Unicast unicast) {
            unicast.vrf().ifPresent(vrf -> line(3, "VRF = " + vrf));
        }
        transport(spec);
        announcing(spec);
        election(router);
        authentication(spec.authentication());
        entries(router);
        notifications(router.name());
    }

    private String moment(RouterView router) {
        Instant at = clock.of(router.lastTransition());
        return "%d.%06d (%s)".formatted(at.getEpochSecond(), at.getNano() / 1_000, DATE.format(at));
    }

    private void transport(VirtualRouterSpec spec) {
        spec.transport().source().ifPresent(source -> line(3, "Using src_ip = " + source));
        switch (spec.transport()) {
            case Transport.Multicast(var source, var group) -> line(3, "Multicast address " + group);
            case Transport.Unicast unicast -> {
                line(3, "Unicast Peer :");
                unicast.peers().forEach(peer -> line(5, peer.address().toString()));
            }
        }
    }

    private void announcing(VirtualRouterSpec spec) {
        line(3, "Gratuitous ARP delay = " + spec.announcing().delay().toSeconds());
        line(3, "Gratuitous ARP repeat = " + spec.announcing().repeat());
        line(3, "Gratuitous ARP refresh = " + spec.announcing().refresh().toSeconds());
        line(3, "Gratuitous ARP refresh repeat = " + spec.announcing().refreshRepeat());
        line(
                3,
                "Gratuitous ARP lower priority delay = "
                        + spec.announcing().lowerPriorityDelay().toSeconds());
        line(3, "Gratuitous ARP lower priority repeat = " + spec.announcing().lowerPriorityRepeat());
        line(3, "Down timer adverts = " + spec.downTimerAdverts());
        line(
                3,
                "Send advert after receive lower priority advert = "
                        + !spec.rules().lowerPrioNoAdvert());
        line(
                3,
                "Send advert after receive higher priority advert = "
                        + spec.rules().higherPrioSendAdvert());
    }

    private void election(RouterView router) {
        VirtualRouterSpec spec = router.spec();
        line(3, "Virtual Router ID = " + spec.vrid().value());
        line(3, "Priority = " + spec.priority().value());
        line(3, "Effective priority = " + router.effectivePriority().value());
        line(3, "Advert interval = " + interval(spec));
        router.master().ifPresent(master -> line(3, "Master router = " + master));
        line(3, "Accept = " + enabled(spec.rules().accept()));
        line(3, "Preempt = " + enabled(spec.preemption() instanceof Preemption.Preempt));
        if (spec.preemption() instanceof Preemption.Preempt(Duration delay) && !delay.isZero()) {
            line(3, "Preempt delay = " + delay.toSeconds() + " secs");
        }
        line(
                3,
                "Promote_secondaries = "
                        + enabled(configuration
                                .setup(router.name())
                                .filter(InstanceSetup::promoteSecondaries)
                                .isPresent()));
    }

    private static String interval(VirtualRouterSpec spec) {
        return spec.version() == VrrpVersion.V2
                ? spec.advertInterval().toSeconds() + " sec"
                : spec.advertInterval().toMillis() + " milli-sec";
    }

    private void authentication(Authentication authentication) {
        switch (authentication) {
            case Authentication.None none -> {}
            case Authentication.Password password -> line(3, "Authentication type = SIMPLE_PASSWORD");
            case Authentication.AuthenticationHeader header -> line(3, "Authentication type = IPSEC_AH");
            case Authentication.HmacTrailer trailer -> line(3, "Authentication type = HMAC");
        }
    }

    private void entries(RouterView router) {
        VirtualRouterSpec spec = router.spec();
        line(3, "Virtual IP (" + spec.virtualAddresses().size() + "):");
        addresses(router, spec.virtualAddresses());
        if (!spec.excludedAddresses().isEmpty()) {
            line(3, "Virtual IP Excluded :");
            addresses(router, spec.excludedAddresses());
        }
        Optional<InstanceSetup> setup = configuration.setup(router.name());
        list(
                "Virtual Routes :",
                setup.stream()
                        .flatMap(each -> each.routes().stream())
                        .map(EntryText::of)
                        .toList());
        list(
                "Virtual Rules :",
                setup.stream()
                        .flatMap(each -> each.rules().stream())
                        .map(EntryText::of)
                        .toList());
        tracked(router, Tracked.Kind.INTERFACE, "Tracked interfaces :");
        tracked(router, Tracked.Kind.SCRIPT, "Tracked scripts :");
        tracked(router, Tracked.Kind.FILE, "Tracked files :");
        tracked(router, Tracked.Kind.PROCESS, "Tracked processes :");
    }

    private void addresses(RouterView router, List<VirtualAddress> addresses) {
        boolean held = router.state() == RouterState.MASTER;
        addresses.forEach(address -> line(5, EntryText.of(address, router.spec().device(), held)));
    }

    private void tracked(RouterView router, Tracked.Kind kind, String title) {
        list(
                title,
                router.spec().tracked().stream()
                        .filter(each -> each.kind() == kind)
                        .map(each -> each.name() + " weight " + each.weight())
                        .toList());
    }

    private void list(String title, List<String> entries) {
        if (!entries.isEmpty()) {
            line(3, title);
            entries.forEach(entry -> line(5, entry));
        }
    }

    private void notifications(String router) {
        Optional<Notifications> notifications = configuration.setup(router).map(InstanceSetup::notifications);
        boolean mails = notifications.filter(Notifications::smtpAlert).isPresent();
        line(3, "Using smtp notification = " + (mails ? "yes" : "no"));
        boolean deleted = notifications.filter(Notifications::tellsDeletion).isPresent();
        line(3, "Notify deleted = " + (deleted ? "Deleted" : "Fault"));
        boolean changes = notifications.filter(Notifications::priorityChanges).isPresent();
        line(3, "Notify priority changes = " + changes);
    }

    private void group(SyncGroupSpec group, List<RouterView> routers) {
        List<RouterState> states = routers.stream()
                .filter(router -> group.members().contains(router.name()))
                .map(RouterView::state)
                .distinct()
                .toList();
        line(1, "VRRP Sync Group = " + group.name() + ", " + (states.size() == 1 ? states.getFirst() : "INIT"));
        line(3, "VRRP member instances :");
        group.members().forEach(member -> line(5, member));
    }

    private static String enabled(boolean yes) {
        return yes ? "enabled" : "disabled";
    }

    private void heading(String title) {
        line(0, "------< " + title + " >------");
    }

    private void line(int indent, String content) {
        text.repeat(' ', indent).append(content).append('\n');
    }
}
