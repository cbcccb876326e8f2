package dev.baton.vpc.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/// Serves one file on port 80 to everybody: what stands in for nginx where there is none.
public final class WelcomePage {
    private WelcomePage() {}

    /// Serves the file that the first argument names until the process is ended.
    public static void main(String[] args) throws IOException {
        byte[] page = Files.readAllBytes(Path.of(args[0]));
        HttpServer server = HttpServer.create(new InetSocketAddress(80), 16);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            try (var body = exchange.getResponseBody()) {
                body.write(page);
            }
        });
        server.start();
    }
}
