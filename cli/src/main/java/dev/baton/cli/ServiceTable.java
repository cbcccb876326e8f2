package dev.baton.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The virtual servers of a daemon as a table for people: a line for each, and one for each of its real servers.
final class ServiceTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private ServiceTable() {}

    static String of(JsonNode services) {
        if (services.path("virtual_servers").isEmpty()) {
            return "no virtual servers are configured\n";
        }
        TextTable table = new TextTable("SERVER", "STATE", "WEIGHT", "CONNECTIONS", "LAST CHECK", "REASON");
        services.path("virtual_servers").forEach(service -> {
            table.row(List.of(
                    service.path("name").asString(),
                    state(service),
                    "",
                    "",
                    "",
                    service.path("scheduler").asString()));
            service.path("real_servers")
                    .forEach(server -> table.row(List.of(
                            "  " + server.path("name").asString(),
                            server.path("state").asString(),
                            server.path("weight").asString(),
                            server.path("connections").asString("-"),
                            lastCheck(server.path("checks")),
                            server.path("reason").asString())));
        });
        StringBuilder text = new StringBuilder();
        text.append("balancer: ")
                .append(services.path("balancer").asString("none"))
                .append('\n');
        if (services.has("complaint")) {
            text.append(services.path("complaint").asString()).append('\n');
        }
        services.path("left_out").forEach(line -> text.append(line.asString()).append('\n'));
        return text.append(table).toString();
    }

    private static String state(JsonNode service) {
        if (service.path("sorry").asBoolean()) {
            return "SORRY";
        }
        return service.path("quorum").asBoolean() ? "UP" : "DOWN";
    }

    /// The latest of all.
    private static String lastCheck(JsonNode checks) {
        return checks.valueStream()
                .filter(check -> check.has("last"))
                .map(check -> Instant.parse(check.path("last").asString()))
                .max(Instant::compareTo)
                .map(TIME::format)
                .orElse("-");
    }
}
