package dev.baton.vpc.ovn;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The operations of one transaction (RFC 7047 section 5.2) that make of the rows that were found the rows that shall
/// be: nothing else is touched, and equal rows cost nothing.
final class Changes {
    /// In `external_ids` of each row of ours: whose it is, and its key.
    static final String OWNER = "baton-owner";

    static final String KEY = "baton-key";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String owner;
    private final SequencedMap<String, Row> wanted = new LinkedHashMap<>();
    private final SequencedMap<String, Found> found = new LinkedHashMap<>();
    private final Map<String, String> fresh = new HashMap<>();
    private final ArrayNode operations = JSON.arrayNode();

    /// A row of ours that is there.
    record Found(String table, JsonNode row) {
        String key() {
            return Value.pairs(row.path("external_ids")).getOrDefault(KEY, "");
        }

        JsonNode uuid() {
            return row.path("_uuid");
        }
    }

    private Changes(String owner, Collection<Row> wanted, Collection<Found> found) {
        this.owner = owner;
        wanted.forEach(row -> this.wanted.put(row.key(), row));
        found.forEach(row -> this.found.put(row.key(), row));
    }

    /// @param wanted parents before their children
    /// @param references where rows of a table may be referred to: by table, the parent's table and column
    static ArrayNode between(
            String owner, Collection<Row> wanted, Collection<Found> found, Map<String, Set<Reference>> references) {
        Changes changes = new Changes(owner, wanted, found);
        changes.wanted.values().forEach(changes::putRight);
        changes.found.values().stream()
                .filter(row -> !changes.wanted.containsKey(row.key()))
                .forEach(row -> changes.remove(row, references));
        return changes.operations;
    }

    /// A column of a table that refers to rows.
    record Reference(String table, String column) {}

    private void putRight(Row row) {
        Optional<Found> there = Optional.ofNullable(found.get(row.key()));
        if (there.isEmpty()) {
            insert(row);
            return;
        }
        ObjectNode different = JSON.objectNode();
        row.columns().forEach((column, value) -> {
            if (!value.is(there.get().row().path(column))) {
                different.set(column, value.json());
            }
        });
        if (!different.isEmpty()) {
            operations.add(on("update", row.table(), there.get().uuid()).set("row", different));
        }
    }

    private void insert(Row row) {
        String name = "row" + fresh.size();
        fresh.put(row.key(), name);
        ObjectNode columns = JSON.objectNode();
        row.columns().forEach((column, value) -> columns.set(column, value.json()));
        columns.set(
                "external_ids", Value.of(Map.of(OWNER, owner, KEY, row.key())).json());
        ObjectNode insert = JSON.objectNode().put("op", "insert").put("table", row.table());
        insert.put("uuid-name", name).set("row", columns);
        operations.add(insert);
        row.parent()
                .ifPresent(parent -> refer(
                        parent.table(),
                        uuid(parent.key()),
                        parent.column(),
                        "insert",
                        JSON.arrayNode().add("named-uuid").add(name)));
    }

    /// Rows that stand by themselves are deleted; the server removes others when nobody refers to them any more.
    private void remove(Found row, Map<String, Set<Reference>> references) {
        Set<Reference> from = references.getOrDefault(row.table(), new LinkedHashSet<>());
        if (from.isEmpty()) {
            operations.add(on("delete", row.table(), row.uuid()));
        }
        for (Reference reference : from) {
            ObjectNode mutate = JSON.objectNode().put("op", "mutate").put("table", reference.table());
            mutate.set("where", JSON.arrayNode().add(condition(reference.column(), "includes", set(row.uuid()))));
            operations.add(mutate.set(
                    "mutations", JSON.arrayNode().add(condition(reference.column(), "delete", set(row.uuid())))));
        }
    }

    private void refer(String table, JsonNode parent, String column, String mutator, JsonNode child) {
        operations.add(on("mutate", table, parent)
                .set("mutations", JSON.arrayNode().add(condition(column, mutator, set(child)))));
    }

    private JsonNode uuid(String key) {
        return fresh.containsKey(key)
                ? JSON.arrayNode().add("named-uuid").add(fresh.get(key))
                : Optional.ofNullable(found.get(key))
                        .map(Found::uuid)
                        .orElseThrow(() -> new IllegalStateException("no parent " + key));
    }

    private static ObjectNode on(String operation, String table, JsonNode uuid) {
        ObjectNode node = JSON.objectNode().put("op", operation).put("table", table);
        node.set("where", JSON.arrayNode().add(condition("_uuid", "==", uuid)));
        return node;
    }

    private static ArrayNode condition(String column, String function, JsonNode value) {
        return JSON.arrayNode().add(column).add(function).add(value);
    }

    private static JsonNode set(JsonNode element) {
        return JSON.arrayNode().add("set").add(JSON.arrayNode().add(element));
    }
}
