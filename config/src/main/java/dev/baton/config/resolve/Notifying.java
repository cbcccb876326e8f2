package dev.baton.config.resolve;

import dev.baton.model.Notifications;
import dev.baton.model.Notifications.Occasion;
import dev.baton.model.Script;
import java.util.EnumMap;
import java.util.Map;

/// Reads the `notify*` keywords of an instance or a sync group.
final class Notifying {
    private static final Map<Occasion, String> KEYWORDS = Map.of(
            Occasion.MASTER, "notify_master",
            Occasion.BACKUP, "notify_backup",
            Occasion.FAULT, "notify_fault",
            Occasion.STOP, "notify_stop",
            Occasion.DELETED, "notify_deleted",
            Occasion.LOWER_PRIORITY, "notify_master_rx_lower_pri",
            Occasion.ANY, "notify");

    private Notifying() {}

    static Notifications read(Resolution resolution, Block block) {
        Map<Occasion, Script> scripts = new EnumMap<>(Occasion.class);
        KEYWORDS.forEach((occasion, keyword) ->
                Scripts.read(resolution, block, keyword).ifPresent(script -> scripts.put(occasion, script)));
        Globals globals = resolution.globals();
        return new Notifications(
                scripts,
                block.has("notify_deleted"),
                block.bool("smtp_alert").orElse(globals.mailVrrp()),
                block.bool("notify_priority_changes").orElse(globals.priorityChanges()));
    }
}
