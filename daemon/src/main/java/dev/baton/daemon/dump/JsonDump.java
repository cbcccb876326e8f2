package dev.baton.daemon.dump;

import dev.baton.daemon.control.JsonLine;
import dev.baton.daemon.control.WallTime;
import dev.baton.model.Authentication;
import dev.baton.model.Configuration;
import dev.baton.model.InstanceSetup;
import dev.baton.model.InterfaceName;
import dev.baton.model.Notifications;
import dev.baton.model.Notifications.Occasion;
import dev.baton.model.Preemption;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.model.Tracked;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Counter;
import dev.baton.vrrp.RouterView;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The instances as `keepalived.json` has them: same keys, same order, same units.
public final class JsonDump {
    /// Those that keepalived does not count.
    private static final Set<Counter> OURS = EnumSet.range(Counter.VERSION_ERR, Counter.STALLED);

    private static final Map<String, Occasion> SCRIPTS = scripts();

    private final Configuration configuration;
    private final WallTime clock;

    private JsonDump(Configuration configuration, WallTime clock) {
        this.configuration = configuration;
        this.clock = clock;
    }

    private static Map<String, Occasion> scripts() {
        Map<String, Occasion> scripts = new LinkedHashMap<>();
        scripts.put("script_backup", Occasion.BACKUP);
        scripts.put("script_master", Occasion.MASTER);
        scripts.put("script_fault", Occasion.FAULT);
        scripts.put("script_stop", Occasion.STOP);
        scripts.put("script_deleted", Occasion.DELETED);
        scripts.put("script", Occasion.ANY);
        scripts.put("script_master_rx_lower_pri", Occasion.LOWER_PRIORITY);
        return scripts;
    }

    /// An array, or with `json_version 2` an object around it.
    public static String of(Configuration configuration, List<RouterView> routers, WallTime clock) {
        JsonDump dump = new JsonDump(configuration, clock);
        Object tree = routers.stream().map(dump::router).toList();
        boolean second = "2".equals(configuration.globals().values().get("json_version"));
        // keepalived's parser friends expect its escapes.
        return JsonLine.of(second ? Map.of("vrrp", tree) : tree).replace("/", "\\/");
    }

    private Map<String, Object> router(RouterView router) {
        Map<String, Object> data = new LinkedHashMap<>();
        protocol(data, router);
        state(data, router);
        Optional<InstanceSetup> setup = configuration.setup(router.name());
        Optional<Notifications> notifications = setup.map(InstanceSetup::notifications);
        data.put("smtp_alert", notifications.filter(Notifications::smtpAlert).isPresent());
        data.put(
                "notify_deleted",
                notifications.filter(Notifications::tellsDeletion).isPresent());
        SCRIPTS.forEach((key, occasion) -> notifications
                .flatMap(each -> Optional.ofNullable(each.scripts().get(occasion)))
                .ifPresent(script -> data.put(key, EntryText.of(script))));
        lists(data, router, setup);
        authentication(data, router.spec().authentication());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("data", data);
        tree.put("stats", statistics(router));
        return tree;
    }

    private void protocol(Map<String, Object> data, RouterView router) {
        VirtualRouterSpec spec = router.spec();
        data.put("iname", router.name());
        data.put("dont_track_primary", number(spec.rules().dontTrackPrimary()));
        data.put("skip_check_adv_addr", number(spec.rules().skipCheckAdvAddr()));
        data.put("strict_mode", number(spec.rules().strict()));
        boolean own = configuration
                .setup(router.name())
                .flatMap(InstanceSetup::ownLink)
                .isPresent();
        String device = spec.device().map(InterfaceName::value).orElse("");
        data.put("vmac_ifname", own ? device : "");
        data.put("ifp_ifname", device);
        data.put("master_priority", router.masterPriority());
        data.put("last_transition", lastTransition(router));
        data.put("garp_delay", seconds(spec.announcing().delay()));
        data.put("garp_refresh", seconds(spec.announcing().refresh()));
        data.put("garp_rep", spec.announcing().repeat());
        data.put("garp_refresh_rep", spec.announcing().refreshRepeat());
        data.put("garp_lower_prio_delay", seconds(spec.announcing().lowerPriorityDelay()));
        data.put("garp_lower_prio_rep", spec.announcing().lowerPriorityRepeat());
        data.put("lower_prio_no_advert", number(spec.rules().lowerPrioNoAdvert()));
        data.put("higher_prio_send_advert", number(spec.rules().higherPrioSendAdvert()));
        data.put("vrid", spec.vrid().value());
        data.put("base_priority", spec.priority().value());
    }

    private void state(Map<String, Object> data, RouterView router) {
        VirtualRouterSpec spec = router.spec();
        data.put("effective_priority", router.effectivePriority().value());
        data.put("vipset", router.state() == RouterState.MASTER);
        data.put(
                "promote_secondaries",
                configuration
                        .setup(router.name())
                        .filter(InstanceSetup::promoteSecondaries)
                        .isPresent());
        data.put("adver_int", seconds(spec.advertInterval()));
        data.put("master_adver_int", seconds(router.masterInterval()));
        data.put("accept", number(spec.rules().accept()));
        data.put("nopreempt", spec.preemption() instanceof Preemption.NoPreempt);
        data.put(
                "preempt_delay",
                spec.preemption() instanceof Preemption.Preempt(Duration delay) ? seconds(delay) : BigDecimal.ZERO);
        data.put("state", router.state().number());
        data.put("wantstate", router.state().number());
        data.put("version", spec.version().number());
    }

    private static void lists(Map<String, Object> data, RouterView router, Optional<InstanceSetup> setup) {
        put(data, "vips", addresses(router, router.spec().virtualAddresses()));
        put(data, "evips", addresses(router, router.spec().excludedAddresses()));
        put(
                data,
                "vroutes",
                setup.stream()
                        .flatMap(each -> each.routes().stream())
                        .map(EntryText::of)
                        .toList());
        put(
                data,
                "vrules",
                setup.stream()
                        .flatMap(each -> each.rules().stream())
                        .map(EntryText::of)
                        .toList());
        put(data, "track_ifp", tracked(router, Tracked.Kind.INTERFACE));
        put(data, "track_script", tracked(router, Tracked.Kind.SCRIPT));
        put(data, "track_process", tracked(router, Tracked.Kind.PROCESS));
    }

    private static void put(Map<String, Object> data, String key, List<String> entries) {
        if (!entries.isEmpty()) {
            data.put(key, entries);
        }
    }

    private static List<String> addresses(RouterView router, List<VirtualAddress> addresses) {
        boolean held = router.state() == RouterState.MASTER;
        return addresses.stream()
                .map(address -> EntryText.of(address, router.spec().device(), held))
                .toList();
    }

    private static List<String> tracked(RouterView router, Tracked.Kind kind) {
        return router.spec().tracked().stream()
                .filter(each -> each.kind() == kind)
                .map(Tracked::name)
                .toList();
    }

    /// A password is nobody's business, as in keepalived since 2.4.0.
    private static void authentication(Map<String, Object> data, Authentication authentication) {
        int type = switch (authentication) {
            case Authentication.None none -> 0;
            case Authentication.Password password -> 1;
            case Authentication.AuthenticationHeader header -> 2;
            case Authentication.HmacTrailer trailer -> 0;
        };
        data.put("auth_type", type);
        if (type != 0) {
            data.put("auth_data", "********");
        }
    }

    private static Map<String, Long> statistics(RouterView router) {
        Map<String, Long> statistics = new LinkedHashMap<>();
        router.counters().forEach((counter, count) -> {
            if (!OURS.contains(counter)) {
                statistics.put(counter.name().toLowerCase(Locale.ROOT), count);
            }
        });
        return statistics;
    }

    private BigDecimal lastTransition(RouterView router) {
        if (router.lastTransition().equals(Tick.ZERO)) {
            return BigDecimal.ZERO;
        }
        Instant at = clock.of(router.lastTransition());
        return BigDecimal.valueOf(at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000, 6);
    }

    private static BigDecimal seconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
    }

    private static int number(boolean yes) {
        return yes ? 1 : 0;
    }
}
