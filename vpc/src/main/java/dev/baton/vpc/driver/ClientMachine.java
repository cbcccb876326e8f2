package dev.baton.vpc.driver;

import dev.baton.model.IpAddress;
import dev.baton.vpc.Namespace;
import dev.baton.vpc.NamespaceThread;
import dev.baton.vpc.VpcException;
import dev.baton.vpc.server.Outside;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// The client of a VPC of namespaces.
///
/// @param machine its namespace
record ClientMachine(Namespace machine) implements Outside {
    private static final int TIMEOUT_MILLIS = 1_000;
    private static final int PAGE_BYTES_MAX = 65_536;

    @Override
    public Optional<String> page(IpAddress address) throws VpcException {
        return NamespaceThread.call("page", machine, () -> get(address));
    }

    @Override
    public Probe probe(IpAddress address, int port, Duration period, Listener listener) {
        ConnectProbe probe = new ConnectProbe(new InetSocketAddress(address.toInetAddress(), port), period, listener);
        probe.startIn(machine);
        return probe;
    }

    private static Optional<String> get(IpAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.toInetAddress(), 80), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String request = "GET / HTTP/1.0\r\nHost: " + address + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(PAGE_BYTES_MAX);
            return Optional.of(new String(answer, StandardCharsets.UTF_8));
        } catch (IOException unreachable) {
            return Optional.empty();
        }
    }
}
