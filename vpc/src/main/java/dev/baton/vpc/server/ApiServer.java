package dev.baton.vpc.server;

import dev.baton.vpc.gateway.Gateway;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The socket at which the API is spoken: HTTP/1.1 by Jetty, each call on a virtual thread of its own.
public final class ApiServer implements AutoCloseable {
    /// Queries hold every parameter of a call, signatures and tags included.
    private static final int MAX_HEADERS = 64 << 10;

    private static final Duration IDLE = Duration.ofSeconds(30);

    /// Calls that have begun get this long to end when the server stops.
    private static final Duration LAST_CALLS = Duration.ofSeconds(5);

    private final InetSocketAddress asked;
    private final Server server;
    private final ServerConnector connector;

    private ApiServer(InetSocketAddress asked, Server server, ServerConnector connector) {
        this.asked = asked;
        this.server = server;
        this.connector = connector;
    }

    /// Listens; returns once it does.
    ///
    /// @param address port 0 takes a free one
    /// @throws IOException if the address is taken or not ours
    public static ApiServer start(InetSocketAddress address, Gateway gateway, InstantSource clock) throws IOException {
        return start(address, gateway, clock, new Handler.Sequence());
    }

    /// As above.
    ///
    /// @param first sees each request first; what it leaves is the API's
    static ApiServer start(InetSocketAddress address, Gateway gateway, InstantSource clock, Handler first)
            throws IOException {
        if (address.isUnresolved()) {
            throw new IOException("there is no address of the name " + address.getHostString());
        }
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("api");
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("api-call-"));
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADERS);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        server.setHandler(new GracefulHandler(new Handler.Sequence(first, new ApiHandler(gateway, clock))));
        server.setErrorHandler(new ApiErrors(gateway));
        server.setStopTimeout(LAST_CALLS.toMillis());
        begin(server, address);
        return new ApiServer(address, server, connector);
    }

    /// Where it listens, with the port that was found if it was 0.
    public InetSocketAddress address() {
        return new InetSocketAddress(asked.getAddress(), connector.getLocalPort());
    }

    /// Takes no more calls, and returns when those that had begun are answered.
    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) { // Jetty's signature
            throw new IOException("stopping the server: " + e.getMessage(), e);
        }
    }

    private static void begin(Server server, InetSocketAddress address) throws IOException {
        try {
            server.start();
        } catch (Exception e) { // Jetty's signature
            String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            String where = address.getAddress().getHostAddress() + ":" + address.getPort();
            throw new IOException("cannot listen at " + where + ": " + why, e);
        }
    }
}
