package dev.baton.config.resolve;

import dev.baton.model.AdvertRules;
import dev.baton.model.Announcing;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.VrrpVersion;
import java.time.Duration;

/// Rejects nothing by itself: takes the defaults for instances from `global_defs`. Several such blocks count as one.
final class GlobalPass implements Pass {
    @Override
    public void run(Resolution resolution) {
        Block.merged(resolution.tree().named("global_defs"))
                .ifPresent(block -> resolution.globals(globals(block, resolution.globals())));
    }

    private static Globals globals(Block block, Globals defaults) {
        return new Globals(
                block.text("router_id").orElse(defaults.routerId()),
                block.number("vrrp_version").filter(version -> version == 3).isPresent()
                        ? VrrpVersion.V3
                        : defaults.version(),
                block.number("vrrp_down_timer_adverts").map(Math::toIntExact).orElse(defaults.downTimerAdverts()),
                block.has("vrrp_check_unicast_src"),
                group(block, "vrrp_mcast_group4", IpFamily.IPV4, defaults.group4()),
                group(block, "vrrp_mcast_group6", IpFamily.IPV6, defaults.group6()),
                minimal(block, AnnouncingKeywords.read(block, "vrrp_", defaults.announcing())),
                rules(block, defaults.rules()));
    }

    private static IpAddress group(Block block, String name, IpFamily family, IpAddress otherwise) {
        return block.address(name)
                .filter(address -> address.isMulticast() && address.family() == family)
                .orElse(otherwise);
    }

    /// `vrrp_min_garp`: one announcement and no second burst, for what is still at its default.
    private static Announcing minimal(Block block, Announcing announcing) {
        if (!block.bool("vrrp_min_garp").orElse(false)) {
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
                announcing.naInterval());
    }

    private static AdvertRules rules(Block block, AdvertRules defaults) {
        return new AdvertRules(
                block.bool("vrrp_strict").orElse(defaults.strict()),
                block.bool("vrrp_skip_check_adv_addr").orElse(defaults.skipCheckAdvAddr()),
                block.bool("vrrp_lower_prio_no_advert").orElse(defaults.lowerPrioNoAdvert()),
                block.bool("vrrp_higher_prio_send_advert").orElse(defaults.higherPrioSendAdvert()),
                block.bool("vrrp_owner_ignore_adverts").orElse(defaults.ownerIgnoreAdverts()),
                // keepalived looks at the keyword only, not at its value
                block.has("v3_checksum_as_v2") || defaults.v3ChecksumAsV2(),
                defaults.oldUnicastChecksum(),
                defaults.accept());
    }
}
