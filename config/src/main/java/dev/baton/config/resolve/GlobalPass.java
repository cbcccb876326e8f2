package dev.baton.config.resolve;

import dev.baton.model.AdvertRules;
import dev.baton.model.Announcing;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.VrrpVersion;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Rejects nothing by itself: takes the settings of the daemon and the defaults for instances from `global_defs`.
/// Several
/// such blocks count as one.
final class GlobalPass implements Pass {
    private static final IpAddress GROUP4 = IpAddress.of("224.0.0.18");
    private static final IpAddress GROUP6 = IpAddress.of("ff02::12");

    @Override
    public void run(Resolution resolution) {
        Block block = Block.merged(resolution.tree().named("global_defs"));
        Optional<Boolean> mail = block.bool("smtp_alert").filter(_ -> block.has("smtp_alert"));
        Optional<Boolean> mailCheckers = block.bool("smtp_alert_checker").filter(_ -> block.has("smtp_alert_checker"));
        resolution.globals(new Globals(
                new SettingsReader(resolution, block).read(),
                block.number("vrrp_version").filter(version -> version == 3).isPresent()
                        ? VrrpVersion.V3
                        : VrrpVersion.V2,
                block.number("vrrp_down_timer_adverts").map(Math::toIntExact).orElse(3),
                block.has("vrrp_check_unicast_src"),
                group(block, "vrrp_mcast_group4", IpFamily.IPV4, GROUP4),
                group(block, "vrrp_mcast_group6", IpFamily.IPV6, GROUP6),
                minimal(block, AnnouncingKeywords.read(resolution, block, "vrrp_", Announcing.DEFAULT, false, false)),
                block.has("vrrp_garp_lower_prio_repeat"),
                block.has("vrrp_garp_lower_prio_delay"),
                rules(block),
                startupDelay(block),
                block.bool("smtp_alert_vrrp")
                        .filter(_ -> block.has("smtp_alert_vrrp"))
                        .or(() -> mail)
                        .orElse(false),
                mailCheckers.or(() -> mail).orElse(false),
                mailCheckers.or(() -> mail).orElse(true),
                block.has("vrrp_notify_priority_changes")
                        && block.bool("vrrp_notify_priority_changes").orElse(false)));
    }

    private static IpAddress group(Block block, String name, IpFamily family, IpAddress otherwise) {
        return block.address(name)
                .filter(address -> address.isMulticast() && address.family() == family)
                .orElse(otherwise);
    }

    private static Duration startupDelay(Block block) {
        return block.millionths("vrrp_startup_delay")
                .map(micros -> Duration.of(micros, ChronoUnit.MICROS))
                .orElse(Duration.ZERO);
    }

    /// `vrrp_min_garp`: one announcement and no second burst, for what is still at its default.
    private static Announcing minimal(Block block, Announcing announcing) {
        if (!block.has("vrrp_min_garp") || !block.bool("vrrp_min_garp").orElse(false)) {
            return announcing;
        }
        boolean delayed = block.has("vrrp_garp_master_delay");
        return new Announcing(
                block.has("vrrp_garp_master_repeat") ? announcing.repeat() : 1,
                delayed ? announcing.delay() : Duration.ZERO,
                announcing.refresh(),
                announcing.refreshRepeat(),
                block.has("vrrp_garp_lower_prio_repeat") ? announcing.lowerPriorityRepeat() : 1,
                block.has("vrrp_garp_lower_prio_delay") || delayed ? announcing.lowerPriorityDelay() : Duration.ZERO,
                announcing.garpInterval(),
                announcing.naInterval(),
                announcing.extra());
    }

    private static AdvertRules rules(Block block) {
        AdvertRules defaults = AdvertRules.DEFAULT;
        return new AdvertRules(
                block.flag("vrrp_strict", defaults.strict()),
                block.flag("vrrp_skip_check_adv_addr", defaults.skipCheckAdvAddr()),
                block.flag("vrrp_lower_prio_no_advert", defaults.lowerPrioNoAdvert()),
                block.flag("vrrp_higher_prio_send_advert", defaults.higherPrioSendAdvert()),
                block.flag("vrrp_owner_ignore_adverts", defaults.ownerIgnoreAdverts()),
                // keepalived looks at the keyword only, not at its value
                block.has("v3_checksum_as_v2") || defaults.v3ChecksumAsV2(),
                defaults.oldUnicastChecksum(),
                defaults.accept());
    }
}
