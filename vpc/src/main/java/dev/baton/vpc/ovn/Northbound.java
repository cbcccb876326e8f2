package dev.baton.vpc.ovn;

import dev.baton.vpc.VpcException;
import dev.baton.vpc.ovn.Changes.Found;
import dev.baton.vpc.ovn.Changes.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// OVN's northbound database, in which the rows with our name are ours and all others are left alone.
final class Northbound implements AutoCloseable {
    private static final String DATABASE = "OVN_Northbound";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long UP_MILLIS = 5_000;

    /// Parents before children; those without a reference stand by themselves.
    private static final Map<String, Set<Reference>> TABLES = new LinkedHashMap<>();

    static {
        TABLES.put("Logical_Switch", Set.of());
        TABLES.put("Logical_Router", Set.of());
        TABLES.put("ACL", Set.of(new Reference("Logical_Switch", "acls")));
        TABLES.put("Logical_Switch_Port", Set.of(new Reference("Logical_Switch", "ports")));
        TABLES.put("Logical_Router_Port", Set.of(new Reference("Logical_Router", "ports")));
        TABLES.put("Gateway_Chassis", Set.of(new Reference("Logical_Router_Port", "gateway_chassis")));
        TABLES.put("NAT", Set.of(new Reference("Logical_Router", "nat")));
        TABLES.put("Logical_Router_Static_Route", Set.of(new Reference("Logical_Router", "static_routes")));
    }

    private final OvsdbAddress address;
    private final String owner;
    private OvsdbClient client;

    private Northbound(OvsdbAddress address, String owner, OvsdbClient client) {
        this.address = address;
        this.owner = owner;
        this.client = client;
    }

    /// @param owner the name under which rows are ours
    /// @throws VpcException if nobody answers there
    static Northbound connect(OvsdbAddress address, String owner) throws VpcException {
        return new Northbound(address, owner, OvsdbClient.connect(address));
    }

    /// Makes our rows those.
    ///
    /// @return how many operations it took
    /// @throws VpcException if the database refuses; it is as it was then
    int make(Collection<Row> wanted) throws VpcException {
        ArrayNode changes = Changes.between(owner, wanted, found(), TABLES);
        if (!changes.isEmpty()) {
            client().transact(DATABASE, changes);
        }
        return changes.size();
    }

    /// Waits until the port's flows are in place, some seconds at most.
    void awaitUp(String port) throws VpcException {
        ObjectNode wait =
                JSON.objectNode().put("op", "wait").put("timeout", UP_MILLIS).put("table", "Logical_Switch_Port");
        wait.set(
                "where",
                JSON.arrayNode().add(JSON.arrayNode().add("name").add("==").add(port)));
        wait.set("columns", JSON.arrayNode().add("up"));
        wait.put("until", "==")
                .set("rows", JSON.arrayNode().add(JSON.objectNode().put("up", true)));
        client().transact(DATABASE, JSON.arrayNode().add(wait));
    }

    private List<Found> found() throws VpcException {
        ArrayNode operations = JSON.arrayNode();
        List<String> tables = List.copyOf(TABLES.keySet());
        for (String table : tables) {
            ObjectNode select = JSON.objectNode().put("op", "select").put("table", table);
            JsonNode ours = JSON.arrayNode()
                    .add("external_ids")
                    .add("includes")
                    .add(Value.of(Map.of(Changes.OWNER, owner)).json());
            operations.add(select.set("where", JSON.arrayNode().add(ours)));
        }
        ArrayNode answers = client().transact(DATABASE, operations);
        List<Found> rows = new ArrayList<>();
        for (int at = 0; at < tables.size(); at++) {
            String table = tables.get(at);
            answers.path(at).path("rows").forEach(row -> rows.add(new Found(table, row)));
        }
        return rows;
    }

    /// A database that was restarted is found again.
    private OvsdbClient client() throws VpcException {
        if (!client.isOpen()) {
            client.close();
            client = OvsdbClient.connect(address);
        }
        return client;
    }

    @Override
    public void close() {
        client.close();
    }
}
