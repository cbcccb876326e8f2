package dev.baton.vpc.ovn;

import dev.baton.havip.HaVipId;
import dev.baton.havip.InstanceId;
import dev.baton.havip.cloud.CloudEvent;
import dev.baton.vpc.VpcException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Tells who has a HaVip by OVN's word: the parent of its virtual port in the southbound database. Told of, not asked
/// for; a connection that ends is made again.
final class Southbound implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.baton.vpc.ovn");
    private static final String DATABASE = "OVN_Southbound";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Executor NEXT_ATTEMPT = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final OvsdbAddress address;
    private final Consumer<CloudEvent> facts;
    private volatile Optional<OvsdbClient> client = Optional.empty();
    private volatile boolean closed;

    private Southbound(OvsdbAddress address, Consumer<CloudEvent> facts) {
        this.address = address;
        this.facts = facts;
    }

    /// Connects, and says nothing yet.
    ///
    /// @throws VpcException if nobody answers there
    static Southbound connect(OvsdbAddress address, Consumer<CloudEvent> facts) throws VpcException {
        Southbound southbound = new Southbound(address, facts);
        southbound.client = Optional.of(OvsdbClient.connect(address, southbound::take));
        return southbound;
    }

    /// Tells from now on, beginning with what is so.
    void watch() throws VpcException {
        OvsdbClient connection = client.orElseThrow();
        connection.monitor(DATABASE, "Port_Binding", "logical_port", "type", "virtual_parent");
        CompletableFuture<Void> _ = connection.end().thenAcceptAsync(this::lost, NEXT_ATTEMPT);
    }

    /// Takes a HaVip from who may not have it any more, if it has it: OVN looks at the parents of a virtual port
    /// when one announces the address, and not when they change.
    void dethrone(HaVipId haVip, InstanceId instance) throws VpcException {
        ObjectNode update = JSON.objectNode().put("op", "update").put("table", "Port_Binding");
        update.set(
                "where",
                JSON.arrayNode()
                        .add(JSON.arrayNode().add("logical_port").add("==").add(haVip.value()))
                        .add(JSON.arrayNode().add("virtual_parent").add("==").add(instance.value())));
        ObjectNode nobody = JSON.objectNode();
        nobody.set("virtual_parent", Value.of(List.of()).json());
        nobody.set("chassis", Value.of(List.of()).json());
        ArrayNode _ = client.orElseThrow().transact(DATABASE, JSON.arrayNode().add(update.set("row", nobody)));
    }

    private void lost(String why) {
        if (closed) {
            return;
        }
        try {
            client = Optional.of(OvsdbClient.connect(address, this::take));
            watch();
            LOG.log(Level.INFO, "{0} is back, after: {1}", address, why);
        } catch (VpcException e) {
            LOG.log(Level.WARNING, "who has which HaVip is not known: {0}", e.getMessage());
            NEXT_ATTEMPT.execute(() -> lost(why));
        }
    }

    private void take(JsonNode update) {
        for (JsonNode change : update.path("Port_Binding")) {
            JsonNode row = change.path("new");
            if (row.path("type").asString("").equals("virtual")) {
                Optional<InstanceId> parent = Value.texts(row.path("virtual_parent")).stream()
                        .findFirst()
                        .map(InstanceId::new);
                facts.accept(new CloudEvent.MasterChanged(
                        new HaVipId(row.path("logical_port").asString("")), parent));
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        client.ifPresent(OvsdbClient::close);
    }
}
