package dev.baton.vpc.ovn;

import dev.baton.vpc.VpcException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One connection to an OVSDB server (RFC 7047): transactions, and news of what a monitor watches. For any thread.
final class OvsdbClient implements AutoCloseable {
    private static final long SECONDS_MAX = 15;
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final OvsdbAddress address;
    private final SocketChannel channel;
    private final Consumer<JsonNode> news;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    private OvsdbClient(OvsdbAddress address, SocketChannel channel, Consumer<JsonNode> news) {
        this.address = address;
        this.channel = channel;
        this.news = news;
    }

    /// Connects, for transactions only.
    ///
    /// @throws VpcException if nobody listens there
    static OvsdbClient connect(OvsdbAddress address) throws VpcException {
        return connect(address, update -> {});
    }

    /// Connects.
    ///
    /// @param news takes the table updates of monitors, on the connection's own thread; must not block
    static OvsdbClient connect(OvsdbAddress address, Consumer<JsonNode> news) throws VpcException {
        try {
            SocketChannel channel = address.socket() instanceof UnixDomainSocketAddress
                    ? SocketChannel.open(StandardProtocolFamily.UNIX)
                    : SocketChannel.open();
            try {
                channel.connect(address.socket());
            } catch (IOException | UnresolvedAddressException e) {
                channel.close();
                throw e;
            }
            OvsdbClient client = new OvsdbClient(address, channel, news);
            Thread.ofPlatform().daemon().name("ovsdb").start(client::read);
            return client;
        } catch (IOException | UnresolvedAddressException e) {
            throw new VpcException(
                    "no OVSDB server answers at " + address, Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    /// Carries out these operations, all of them or none.
    ///
    /// @param database by its name, `OVN_Northbound`
    /// @return an answer for each of them
    /// @throws VpcException if the server refuses one, or is gone
    ArrayNode transact(String database, ArrayNode operations) throws VpcException {
        ArrayNode parameters = MAPPER.createArrayNode().add(database);
        operations.forEach(parameters::add);
        JsonNode answers = call("transact", parameters);
        for (JsonNode each : answers) {
            if (each.hasNonNull("error")) {
                throw new VpcException(
                        database + " at " + address,
                        each.path("error").asString("") + ": "
                                + each.path("details").asString(""));
            }
        }
        return (ArrayNode) answers;
    }

    /// Watches all rows of a table; what is there already is told first, before this returns.
    void monitor(String database, String table, String... columns) throws VpcException {
        ArrayNode names = MAPPER.createArrayNode();
        for (String column : columns) {
            names.add(column);
        }
        ObjectNode requests = MAPPER.createObjectNode();
        requests.set(table, MAPPER.createObjectNode().set("columns", names));
        JsonNode initial = call(
                "monitor", MAPPER.createArrayNode().add(database).add(table).add(requests));
        news.accept(initial);
    }

    /// Completes with the reason when the connection has ended.
    CompletableFuture<String> end() {
        return end;
    }

    boolean isOpen() {
        return !end.isDone();
    }

    private JsonNode call(String method, ArrayNode parameters) throws VpcException {
        long id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            ObjectNode request = MAPPER.createObjectNode().put("id", id).put("method", method);
            send(request.set("params", parameters));
            if (end.isDone()) {
                throw new VpcException(address.toString(), end.join());
            }
            return answer.get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (IOException | ExecutionException e) {
            throw new VpcException(address.toString(), e);
        } catch (TimeoutException e) {
            throw new VpcException(address.toString(), "no answer in " + SECONDS_MAX + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VpcException(address.toString(), "interrupted");
        } finally {
            waiting.remove(id);
        }
    }

    private synchronized void send(JsonNode message) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(MAPPER.writeValueAsBytes(message));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void read() {
        String why = "the server has closed the connection";
        try (InputStream in = Channels.newInputStream(channel);
                MappingIterator<JsonNode> messages =
                        MAPPER.readerFor(JsonNode.class).readValues(in)) {
            while (messages.hasNextValue()) {
                take(messages.nextValue());
            }
        } catch (IOException | JacksonException e) {
            why = Objects.requireNonNullElse(e.getMessage(), e.toString());
        }
        String reason = why;
        end.complete(reason);
        waiting.values().forEach(each -> each.completeExceptionally(new IOException(reason)));
    }

    private void take(JsonNode message) throws IOException {
        switch (message.path("method").asString("")) {
            case "echo" -> {
                ObjectNode answer = MAPPER.createObjectNode().putNull("error");
                answer.set("result", message.path("params"));
                send(answer.set("id", message.path("id")));
            }
            case "update" -> news.accept(message.path("params").path(1));
            default -> answered(message);
        }
    }

    private void answered(JsonNode message) {
        Optional<CompletableFuture<JsonNode>> caller =
                Optional.ofNullable(waiting.get(message.path("id").asLong(0)));
        if (message.hasNonNull("error")) {
            caller.ifPresent(each -> each.completeExceptionally(
                    new IOException(message.path("error").toString())));
        } else {
            caller.ifPresent(each -> each.complete(message.path("result")));
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            end.complete(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }
}
