package dev.baton.it.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Built;
import dev.baton.it.lab.Await;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `SSL_GET` of an nginx that lets in only who has a certificate (`ssl_verify_client`).
@Tag("kernel")
class ClientCertificateTest {
    /// The server trusts the root alone, and the client's file holds only its own certificate: the issuer between
    /// them comes from `ca`.
    private static final String CERTIFICATES = """
            cd $1
            root="-CA root.pem -CAkey root.key -CAcreateserial -days 1"
            between="-CA ca.pem -CAkey ca.key -CAcreateserial -days 1"
            openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -subj /CN=root -days 1 -out root.pem
            openssl req -newkey rsa:2048 -nodes -keyout ca.key -subj /CN=between -out ca.csr
            printf 'basicConstraints=critical,CA:TRUE\\n' > ca.ext
            openssl x509 -req -in ca.csr $root -extfile ca.ext -out ca.pem
            openssl req -newkey rsa:2048 -passout pass:secret -keyout good.key -subj /CN=check -out client.csr
            openssl x509 -req -in client.csr $between -out client.pem
            """;

    private static final String NGINX = """
            daemon off;
            master_process off;
            pid FILES/pid;
            error_log FILES/error.log;
            events {}
            http {
                access_log off;
                server {
                    listen 172.16.0.11:8443 ssl;
                    ssl_certificate FILES/root.pem;
                    ssl_certificate_key FILES/root.key;
                    ssl_client_certificate FILES/root.pem;
                    ssl_verify_client on;
                    ssl_verify_depth 2;
                    location / { return 200 "welcome $ssl_client_s_dn"; }
                }
            }
            """;

    private static final String CONF = """
            vrrp_instance V {
                interface eth0
                virtual_router_id 51
                advert_int 0.1
                version 3
                priority 150
                virtual_ipaddress {
                    172.16.0.230/16
                }
            }
            baton {
                balancer nftables
            }
            SSL {
                certificate FILES/client.pem
                key FILES/client.key
                ca FILES/ca.pem
                password secret
            }
            virtual_server 172.16.0.222 443 {
                delay_loop 0.3
                lb_algo rr
                lb_kind NAT
                protocol TCP
                real_server 172.16.0.11 8443 {
                    SSL_GET {
                        warmup 0.1
                        retry 0
                        connect_timeout 5
                        url {
                            path /
                            regex "welcome CN=check"
                        }
                    }
                }
            }
            """;

    @BeforeEach
    void needs() {
        Built.orSkip(Product.BATON);
    }

    private static void await(Balanced lab, String what, String text) {
        Await.until(
                what,
                Balanced.SOON,
                () -> lab.status().contains(text),
                () -> lab.status() + lab.daemon().log());
    }

    private static void reload(Balanced lab, int times) {
        lab.daemon().reload();
        Await.until(
                "it has read its configuration anew",
                Balanced.SOON,
                () -> lab.daemon()
                                .log()
                                .lines()
                                .filter(line -> line.contains("Virtual servers are as configured"))
                                .count()
                        == times,
                lab.daemon()::log);
    }

    @Test
    void serversThatAskWhoComesAreTold() throws IOException {
        // Machines of the laboratory have a /tmp of their own.
        Path files =
                Files.createDirectories(Path.of("target/client-certificates").toAbsolutePath());
        Files.writeString(files.resolve("nginx.conf"), NGINX.replace("FILES", files.toString()));
        try (Balanced lab = new Balanced(CONF.replace("FILES", files.toString()))) {
            lab.servers().run("sh", "-ec", CERTIFICATES, "certificates", files.toString());
            Files.writeString(files.resolve("client.key"), "half a key");
            try (Program nginx = lab.servers().start("/usr/sbin/nginx", "-c", files.resolve("nginx.conf") + "")) {
                Await.until(
                        "nginx listens",
                        Balanced.SOON,
                        () -> lab.servers().run("ss", "-tln").contains(":8443"),
                        nginx::log);
                lab.start();
                await(lab, "it is refused without a certificate", "status 400");
                assertThat(lab.daemon().log()).contains("client.key' cannot be used: there is no private key in it");
                Await.until(
                        "the address is held all the same",
                        Balanced.SOON,
                        () -> lab.balancer().holds("172.16.0.230"),
                        lab.daemon()::log);

                Files.copy(files.resolve("good.key"), files.resolve("client.key"), StandardCopyOption.REPLACE_EXISTING);
                reload(lab, 1);
                await(lab, "it is let in", "  UP ");

                Files.writeString(files.resolve("client.key"), "the next half");
                reload(lab, 2);
                lab.balancer().run("sleep", "1.5");
                assertThat(lab.status())
                        .as("it goes on with the key that it had")
                        .contains("  UP ");
                assertThat(lab.daemon().log()).contains("SSL, key: there is no private key in it");
            }
        }
    }
}
