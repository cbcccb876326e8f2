package dev.baton.config.resolve;

import dev.baton.model.Announcing;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The `garp_*` keywords, which `global_defs` has with the prefix `vrrp_`.
final class AnnouncingKeywords {
    private AnnouncingKeywords() {}

    /// What the block says, over what is inherited. The values for a losing advert follow the others, unless they are
    /// written here or were written where the others are inherited from.
    static Announcing read(
            Resolution resolution,
            Block block,
            String prefix,
            Announcing inherited,
            boolean lowerRepeatWritten,
            boolean lowerDelayWritten) {
        int repeat = count(block, prefix + "garp_master_repeat").orElse(inherited.repeat());
        Duration delay = seconds(block, prefix + "garp_master_delay").orElse(inherited.delay());
        boolean repeatFollows = block.has(prefix + "garp_master_repeat") && !lowerRepeatWritten;
        boolean delayFollows = block.has(prefix + "garp_master_delay") && !lowerDelayWritten;
        return new Announcing(
                repeat,
                delay,
                seconds(block, prefix + "garp_master_refresh").orElse(inherited.refresh()),
                count(block, prefix + "garp_master_refresh_repeat").orElse(inherited.refreshRepeat()),
                count(block, prefix + "garp_lower_prio_repeat", 0)
                        .orElse(repeatFollows ? repeat : inherited.lowerPriorityRepeat()),
                seconds(block, prefix + "garp_lower_prio_delay")
                        .orElse(delayFollows ? delay : inherited.lowerPriorityDelay()),
                micros(block, prefix + "garp_interval").orElse(inherited.garpInterval()),
                micros(block, prefix + "gna_interval").orElse(inherited.naInterval()),
                ExtraAnnouncingReader.read(resolution, block, prefix).orElse(inherited.extra()));
    }

    /// keepalived raises a count of 0 to 1.
    private static Optional<Integer> count(Block block, String name) {
        return count(block, name, 1);
    }

    private static Optional<Integer> count(Block block, String name, long least) {
        return block.number(name).map(value -> (int) Math.clamp(value, least, Integer.MAX_VALUE));
    }

    private static Optional<Duration> seconds(Block block, String name) {
        return block.number(name).map(Duration::ofSeconds);
    }

    private static Optional<Duration> micros(Block block, String name) {
        return block.millionths(name).map(micros -> Duration.of(micros, ChronoUnit.MICROS));
    }
}
