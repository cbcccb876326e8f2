package dev.baton.vpc.ovn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.vpc.ovn.Changes.Found;
import dev.baton.vpc.ovn.Changes.Reference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

class ChangesTest {
    private static final Map<String, Set<Reference>> TABLES =
            Map.of("Logical_Switch", Set.of(), "Logical_Switch_Port", Set.of(new Reference("Logical_Switch", "ports")));
    private static final Row SWITCH = Row.root("Logical_Switch", "vsw-1", Map.of("name", Value.of("vsw-1")));
    private static final Row PORT = Row.of(
            new Row.Parent("Logical_Switch", "vsw-1", "ports"),
            "Logical_Switch_Port",
            "i-1",
            Map.of(
                    "name", Value.of("i-1"),
                    "addresses", Value.of(List.of("02:00:00:00:00:01 10.0.0.1")),
                    "options", Value.of(Map.of("b", "2", "a", "1"))));
    private static final Found FOUND_SWITCH = new Found("Logical_Switch", json("""
            {"_uuid": ["uuid", "s"], "name": "vsw-1", "ports": ["uuid", "p"],
             "external_ids": ["map", [["baton-owner", "me"], ["baton-key", "vsw-1"]]]}"""));
    private static final Found FOUND_PORT = new Found("Logical_Switch_Port", json("""
            {"_uuid": ["uuid", "p"], "name": "i-1", "addresses": "02:00:00:00:00:01 10.0.0.1", "up": true,
             "options": ["map", [["a", "1"], ["b", "2"]]],
             "external_ids": ["map", [["baton-owner", "me"], ["baton-key", "i-1"]]]}"""));

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static ArrayNode between(List<Row> wanted, List<Found> found) {
        return Changes.between("me", wanted, found, TABLES);
    }

    @Test
    void whatIsAsItShallBeCostsNothing() {
        assertThat(between(List.of(SWITCH, PORT), List.of(FOUND_SWITCH, FOUND_PORT)))
                .isEmpty();
    }

    @Test
    void freshRowsAreReferredToByTheirParents() {
        assertThat(between(List.of(SWITCH, PORT), List.of())).isEqualTo(json("""
                [{"op": "insert", "table": "Logical_Switch", "uuid-name": "row0", "row": {"name": "vsw-1",
                  "external_ids": ["map", [["baton-key", "vsw-1"], ["baton-owner", "me"]]]}},
                 {"op": "insert", "table": "Logical_Switch_Port", "uuid-name": "row1", "row": {
                  "addresses": ["set", ["02:00:00:00:00:01 10.0.0.1"]], "name": "i-1",
                  "options": ["map", [["a", "1"], ["b", "2"]]],
                  "external_ids": ["map", [["baton-key", "i-1"], ["baton-owner", "me"]]]}},
                 {"op": "mutate", "table": "Logical_Switch", "where": [["_uuid", "==", ["named-uuid", "row0"]]],
                  "mutations": [["ports", "insert", ["set", [["named-uuid", "row1"]]]]]}]"""));
    }

    @Test
    void onlyWhatDiffersIsUpdated() {
        Row moved = Row.of(
                PORT.parent().orElseThrow(),
                PORT.table(),
                PORT.key(),
                Map.of("name", Value.of("i-1"), "addresses", Value.of(List.of("a", "b"))));
        assertThat(between(List.of(SWITCH, moved), List.of(FOUND_SWITCH, FOUND_PORT)))
                .isEqualTo(json("""
                [{"op": "update", "table": "Logical_Switch_Port", "where": [["_uuid", "==", ["uuid", "p"]]],
                  "row": {"addresses": ["set", ["a", "b"]]}}]"""));
    }

    @Test
    void whatIsNotWantedGoes() {
        assertThat(between(List.of(SWITCH), List.of(FOUND_SWITCH, FOUND_PORT))).isEqualTo(json("""
                [{"op": "mutate", "table": "Logical_Switch",
                  "where": [["ports", "includes", ["set", [["uuid", "p"]]]]],
                  "mutations": [["ports", "delete", ["set", [["uuid", "p"]]]]]}]"""));
        assertThat(between(List.of(), List.of(FOUND_SWITCH))).isEqualTo(json("""
                [{"op": "delete", "table": "Logical_Switch", "where": [["_uuid", "==", ["uuid", "s"]]]}]"""));
    }
}
