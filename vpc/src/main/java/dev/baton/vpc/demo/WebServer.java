package dev.baton.vpc.demo;

import dev.baton.vpc.Namespace;
import dev.baton.vpc.Programs;
import java.util.List;
import java.util.Optional;

/// The page that names its host, served on port 80: by nginx as in the tutorial, else by the JDK's own server.
final class WebServer {
    private static final String ROOT = Namespace.FOLDER + "/www";

    private WebServer() {}

    /// The lines of a shell script that write the page and start the server.
    static String script(String host, JavaLauncher java) {
        Optional<String> nginx = Programs.find("nginx");
        String page = """
                mkdir -p %1$s
                cat > %1$s/index.html <<'END'
                %2$sEND
                """.formatted(ROOT, page(host));
        if (nginx.isEmpty()) {
            return page
                    + Host.shell(java.main("dev.baton.vpc", WelcomePage.class.getName(), List.of(ROOT + "/index.html")))
                    + " &";
        }
        String folder = Namespace.FOLDER;
        return page + """
                cat > %1$s/nginx.conf <<'END'
                %2$sEND
                %3$s -e stderr -p %1$s -c %1$s/nginx.conf &""".formatted(folder, nginxConfiguration(), nginx.get());
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
