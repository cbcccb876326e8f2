package dev.baton.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The instances of a daemon as a table for people.
final class InstanceTable {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final int ADDRESSES_MAX = 2;

    private InstanceTable() {}

    static String of(JsonNode instances) {
        if (instances.isEmpty()) {
            return "no instances are configured\n";
        }
        TextTable table =
                new TextTable("INSTANCE", "STATE", "PRIORITY", "INTERFACE", "ADDRESSES", "MASTER", "SINCE", "REASON");
        instances.forEach(instance -> table.row(List.of(
                instance.path("name").asString(),
                instance.path("state").asString(),
                priority(instance),
                instance.path("interface").asString("-"),
                addresses(instance),
                instance.path("master").asString("-"),
                STAMP.format(Instant.parse(instance.path("since").asString())),
                instance.path("reason").path("sentence").asString())));
        return table.toString();
    }

    /// What tracking made of it, and what is configured if that is something else.
    private static String priority(JsonNode instance) {
        int effective = instance.path("priority").asInt();
        int configured = instance.path("configured_priority").asInt();
        return effective == configured ? "" + effective : effective + " (of " + configured + ")";
    }

    private static String addresses(JsonNode instance) {
        List<String> all =
                instance.path("addresses").valueStream().map(JsonNode::asString).toList();
        if (all.isEmpty()) {
            return "-";
        }
        String first = String.join(" ", all.subList(0, Math.min(ADDRESSES_MAX, all.size())));
        return all.size() > ADDRESSES_MAX ? first + " +" + (all.size() - ADDRESSES_MAX) : first;
    }
}
