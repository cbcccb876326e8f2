package dev.baton.vpc.demo;

import dev.baton.model.IpAddress;
import dev.baton.vpc.Namespace;
import dev.baton.vpc.NamespaceThread;
import dev.baton.vpc.VpcException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Opens a page from a machine, as somebody there would, with a new connection each time.
final class Browser {
    private static final int TIMEOUT_MILLIS = 1_000;
    private static final int PAGE_BYTES_MAX = 65_536;
    private static final Pattern WELCOME = Pattern.compile("<title>Welcome to ([^<]+)</title>");

    private final Namespace machine;

    Browser(Namespace machine) {
        this.machine = machine;
    }

    /// The host that the page at this address names; empty if there was no such page within a second.
    Optional<String> hostAt(IpAddress address) throws VpcException {
        String answer = NamespaceThread.call("browser", machine, () -> get(address));
        return hostNamedIn(answer);
    }

    /// Reads the host from an HTTP answer; empty if the answer is not such a page.
    static Optional<String> hostNamedIn(String answer) {
        Matcher welcome = WELCOME.matcher(answer);
        boolean ok = answer.startsWith("HTTP/1.1 200 ") || answer.startsWith("HTTP/1.0 200 ");
        return ok && welcome.find() ? Optional.of(welcome.group(1)) : Optional.empty();
    }

    /// The answer with its head; empty if there was none.
    private static String get(IpAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.toInetAddress(), 80), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String request = "GET / HTTP/1.0\r\nHost: " + address + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(PAGE_BYTES_MAX), StandardCharsets.UTF_8);
        } catch (IOException unreachable) {
            return "";
        }
    }
}
