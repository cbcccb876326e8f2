package dev.baton.vpc.ovn;

import dev.baton.vpc.VpcException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The switch of this host's Open vSwitch into which OVN programs its flows: devices become its ports.
final class IntegrationBridge implements AutoCloseable {
    private static final String DATABASE = "Open_vSwitch";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final OvsdbClient client;
    private final String name;
    private final String owner;

    private IntegrationBridge(OvsdbClient client, String name, String owner) {
        this.client = client;
        this.name = name;
        this.owner = owner;
    }

    /// @throws VpcException if nobody answers there
    static IntegrationBridge of(OvsdbAddress address, String name, String owner) throws VpcException {
        return new IntegrationBridge(OvsdbClient.connect(address), name, owner);
    }

    /// What Open vSwitch was told about OVN: `ovn-remote`, `system-id`.
    SortedMap<String, String> settings() throws VpcException {
        ArrayNode rows = select("Open_vSwitch", JSON.arrayNode(), "external_ids");
        return Value.pairs(rows.path(0).path("external_ids"));
    }

    /// Whether packets pass through a program instead of the kernel.
    ///
    /// @throws VpcException if there is no such bridge
    boolean isUserspace() throws VpcException {
        ArrayNode rows = select("Bridge", where("name", "==", JSON.stringNode(name)), "datapath_type");
        if (rows.isEmpty()) {
            throw new VpcException("the integration bridge " + name, "there is none; does ovn-controller run here?");
        }
        return rows.path(0).path("datapath_type").asString("").equals("netdev");
    }

    /// Makes the device a port of the bridge that stands for a logical port.
    void add(String device, String logicalPort) throws VpcException {
        JsonNode ours = Value.of(Map.of(Changes.OWNER, owner)).json();
        JsonNode of =
                Value.of(Map.of(Changes.OWNER, owner, "iface-id", logicalPort)).json();
        ObjectNode interfaceRow = JSON.objectNode().put("name", device);
        interfaceRow.set("external_ids", of);
        ObjectNode port = JSON.objectNode().put("name", device);
        port.set("interfaces", named("interface"));
        port.set("external_ids", ours);
        client.transact(
                DATABASE,
                JSON.arrayNode()
                        .add(insert("Interface", "interface", interfaceRow))
                        .add(insert("Port", "port", port))
                        .add(mutate("insert", named("port"))));
    }

    /// Takes a port of ours away; fine if there is none.
    void remove(String device) throws VpcException {
        removeAll(where("name", "==", JSON.stringNode(device)));
    }

    /// Takes all ports of ours away.
    void sweep() throws VpcException {
        removeAll(where(
                "external_ids",
                "includes",
                Value.of(Map.of(Changes.OWNER, owner)).json()));
    }

    /// The devices that are ports of ours.
    SortedSet<String> devices() throws VpcException {
        SortedSet<String> devices = new java.util.TreeSet<>();
        select(
                        "Port",
                        where(
                                "external_ids",
                                "includes",
                                Value.of(Map.of(Changes.OWNER, owner)).json()),
                        "name")
                .forEach(row -> devices.add(row.path("name").asString("")));
        return devices;
    }

    private void removeAll(ArrayNode where) throws VpcException {
        ArrayNode removals = JSON.arrayNode();
        select("Port", where, "_uuid").forEach(row -> removals.add(mutate("delete", row.path("_uuid"))));
        if (!removals.isEmpty()) {
            client.transact(DATABASE, removals);
        }
    }

    private ArrayNode select(String table, ArrayNode where, String column) throws VpcException {
        ObjectNode select = JSON.objectNode().put("op", "select").put("table", table);
        select.set("where", where);
        select.set("columns", JSON.arrayNode().add(column));
        ArrayNode answers = client.transact(DATABASE, JSON.arrayNode().add(select));
        return Optional.of(answers.path(0).path("rows"))
                .filter(ArrayNode.class::isInstance)
                .map(ArrayNode.class::cast)
                .orElseGet(JSON::arrayNode);
    }

    private static ArrayNode where(String column, String function, JsonNode value) {
        return JSON.arrayNode().add(JSON.arrayNode().add(column).add(function).add(value));
    }

    private static ObjectNode insert(String table, String rowName, ObjectNode row) {
        ObjectNode insert =
                JSON.objectNode().put("op", "insert").put("table", table).put("uuid-name", rowName);
        return insert.set("row", row);
    }

    private JsonNode mutate(String mutator, JsonNode port) {
        ObjectNode mutate = JSON.objectNode().put("op", "mutate").put("table", "Bridge");
        mutate.set("where", where("name", "==", JSON.stringNode(name)));
        JsonNode set = JSON.arrayNode().add("set").add(JSON.arrayNode().add(port));
        return mutate.set("mutations", where("ports", mutator, set));
    }

    private static JsonNode named(String rowName) {
        return JSON.arrayNode().add("named-uuid").add(rowName);
    }

    @Override
    public void close() {
        client.close();
    }
}
