package dev.baton.vpc.demo;

import dev.baton.vpc.Namespace;
import dev.baton.vpc.Programs;
import dev.baton.vpc.VpcException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The page that names its host, served on port 80: by nginx as in the tutorial, else by the JDK's own server.
final class WebServer {
    static final String LOG = Namespace.FOLDER + "/web.log";
    private static final String ROOT = Namespace.FOLDER + "/www";

    private WebServer() {}

    /// Writes the page and starts the server.
    static void start(Namespace machine, String host, JavaLauncher java) throws VpcException {
        machine.write(ROOT + "/index.html", page(host).getBytes(StandardCharsets.UTF_8));
        Optional<String> nginx = Programs.find("nginx");
        if (nginx.isPresent()) {
            machine.write(Namespace.FOLDER + "/nginx.conf", nginxConfiguration().getBytes(StandardCharsets.UTF_8));
            machine.spawn(
                    List.of(nginx.get(), "-e", LOG, "-p", Namespace.FOLDER, "-c", Namespace.FOLDER + "/nginx.conf"),
                    LOG);
        } else {
            List<String> server =
                    java.main("dev.baton.vpc", WelcomePage.class.getName(), List.of(ROOT + "/index.html"));
            machine.spawn(server, LOG);
        }
    }

    static String page(String host) {
        return """
                <!DOCTYPE html>
                <html>
                <head><meta charset="utf-8"><title>Welcome to %1$s</title></head>
                <body><h1>Welcome to %1$s</h1></body>
                </html>
                """.formatted(host);
    }

    /// One process, no change of user (a user namespace knows no other), nothing written outside the machine's own
    /// folder.
    private static String nginxConfiguration() {
        return """
                user root;
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                events { worker_connections 64; }
                http {
                    access_log off;
                    default_type text/html;
                    client_body_temp_path %1$s/nginx-body;
                    proxy_temp_path %1$s/nginx-proxy;
                    fastcgi_temp_path %1$s/nginx-fastcgi;
                    uwsgi_temp_path %1$s/nginx-uwsgi;
                    scgi_temp_path %1$s/nginx-scgi;
                    server {
                        listen 80;
                        root %2$s;
                    }
                }
                """.formatted(Namespace.FOLDER, ROOT);
    }
}
