package dev.baton.vpc.server;

import dev.baton.vpc.console.Console;
import dev.baton.vpc.console.ConsoleHandler;
import dev.baton.vpc.console.ConsoleKeys;
import dev.baton.vpc.gateway.Gateway;
import dev.baton.vpc.store.Database;
import dev.baton.vpc.store.NonceStore;
import dev.baton.vpc.store.StoreException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The running server: state directory, engine, network and socket, from their start to their end.
public final class VpcServer implements AutoCloseable {
    /// Held, because the JDK forgets loggers that nobody holds, and with them their levels.
    private static final Logger[] TALKATIVE = {
        Logger.getLogger("org.flywaydb"), Logger.getLogger("org.eclipse.jetty"), Logger.getLogger("com.zaxxer")
    };

    private final Deque<Part> parts = new ArrayDeque<>();
    private final ServerSettings settings;
    private final Database database;
    private final ApiServer api;
    private final ConsoleKeys consoleKeys;

    /// Something to be closed.
    private interface Part {
        void close() throws IOException, StoreException;
    }

    private VpcServer(ServerOptions options, ServerSettings settings, Network network)
            throws IOException, StoreException {
        this.settings = settings;
        try {
            LockedFolder folder = LockedFolder.lock(options.state());
            parts.push(folder::close);
            this.database = options.database().isPresent()
                    ? Database.at(options.database().get())
                    : Database.embedded(options.state());
            parts.push(network::close);
            Console console = new Console(
                    network,
                    InstantSource.system(),
                    settings.cloud().region(),
                    settings.cloud().zones().getFirst());
            CloudThread cloud = CloudThread.start(
                    new CloudSource(database, settings.cloud()), network, InstantSource.system(), console);
            parts.push(cloud::close);
            console.show(cloud::resources);
            this.consoleKeys = ConsoleKeys.in(options.state(), settings.keys());
            NonceStore nonces = NonceStore.open(database, Gateway.NONCES_KEPT);
            parts.push(nonces::close);
            Gateway gateway = Gateway.open(
                    console.watching(cloud),
                    settings.keys(),
                    VpcServer::requestId,
                    nonces,
                    InstantSource.system().instant());
            this.api = ApiServer.start(
                    options.address(),
                    gateway,
                    InstantSource.system(),
                    new ConsoleHandler(console, consoleKeys, gateway));
            parts.push(api::close);
            parts.push(console::close);
        } catch (IOException | StoreException e) {
            closeParts();
            throw e;
        }
    }

    /// Starts; when it returns, calls are answered.
    ///
    /// @throws ServeException if the settings cannot be, a port or folder is taken, or a database cannot be reached
    public static VpcServer start(ServerOptions options, Network network) throws ServeException {
        ServerSettings settings = options.settings().isPresent()
                ? SettingsFile.read(options.settings().get())
                : ServerSettings.LABORATORY;
        return start(options, settings, network);
    }

    /// As above, with settings that are known already.
    public static VpcServer start(ServerOptions options, ServerSettings settings, Network network)
            throws ServeException {
        for (Logger logger : TALKATIVE) {
            logger.setLevel(Level.WARNING);
        }
        if (settings.isLaboratory() && !isLoopback(options.address())) {
            throw new ServeException("everybody knows the laboratory's access key, so that " + options.address()
                    + " needs a settings file with access keys of its own");
        }
        try {
            return new VpcServer(options, settings, network);
        } catch (IOException | StoreException e) {
            throw new ServeException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
        }
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return api.address();
    }

    /// A link that opens the console of each account, by account. Who has the link can do what the account can.
    public Map<String, String> consoles() {
        InetSocketAddress at = address();
        InetAddress host = at.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : at.getAddress();
        String name = host instanceof Inet6Address ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
        Map<String, String> links = new TreeMap<>();
        consoleKeys
                .all()
                .forEach((account, key) ->
                        links.put(account, "http://" + name + ":" + at.getPort() + "/console/#key=" + key));
        return links;
    }

    /// What it runs with.
    public ServerSettings settings() {
        return settings;
    }

    /// Where its resources are; the text of it has no password.
    public Database database() {
        return database;
    }

    /// Takes no more calls, answers those that had begun, and leaves the store to the next server.
    @Override
    public void close() throws ServeException {
        try {
            closeParts();
        } catch (IOException | StoreException e) {
            throw new ServeException("stopping: " + e.getMessage(), e);
        }
    }

    /// From the socket inwards; one that fails does not keep the others open.
    private void closeParts() throws IOException, StoreException {
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            try {
                part.close();
            } finally {
                if (!parts.isEmpty()) {
                    closeParts();
                }
            }
        }
    }

    private static boolean isLoopback(InetSocketAddress address) {
        return !address.isUnresolved() && address.getAddress().isLoopbackAddress();
    }

    private static String requestId() {
        return UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    }
}
