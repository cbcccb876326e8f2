package dev.baton.bench;

import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Command;
import dev.baton.it.lab.LabException;
import dev.baton.it.lab.Namespace;
import dev.baton.it.lab.Product;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How long checking a balancer's file takes, of a size from a real report: 2,300 virtual servers, 37,000
/// real ones.
///
/// The whole run of the program, and what is left of it without the run over a file of three lines: the time
/// after start-up.
record LargeCheck(Variety variety) implements Case {
    private static final String LARGE = "/tmp/large.conf";
    private static final String SMALL = "/tmp/small.conf";
    private static final int VIRTUAL_SERVERS = 2_300;
    private static final int EXIT_FAULTY = 5;

    /// In what real servers differ besides their addresses.
    enum Variety {
        /// In nothing.
        UNIFORM("all alike"),

        /// Each service has its port and check, and its servers have one of four weights.
        SERVICES("services differ"),

        /// A comment makes each server's lines unlike all others.
        SERVERS("servers differ");

        private final String words;

        Variety(String words) {
            this.words = words;
        }
    }

    @Override
    public String title() {
        return "check of 2,300 virtual and 37,000 real servers, " + variety.words;
    }

    @Override
    public Map<String, Double> measure(Product product) {
        try (Namespace host = Namespace.create("check")) {
            host.write(LARGE, text());
            host.write(SMALL, "global_defs {\nrouter_id small\n}\n");
            double small = run(host, product, SMALL);
            double large = run(host, product, LARGE);
            return Map.of("whole run, ms", large, "after start-up, ms", large - small);
        }
    }

    @Override
    public String bound() {
        return "";
    }

    private static double run(Namespace host, Product product, String file) {
        List<String> words = switch (product) {
            case BATON ->
                List.of(
                        "env",
                        "JAVA_HOME=" + System.getProperty("java.home"),
                        Checkout.root().resolve("tools/baton-java").toString(),
                        Checkout.application().toString(),
                        "check",
                        file);
            case KEEPALIVED -> List.of("keepalived", "-t", "-f", file);
            case FRR -> throw new IllegalArgumentException("vrrpd checks no file");
        };
        long before = System.nanoTime();
        Command done = host.attempt(words.toArray(String[]::new));
        double took = Duration.ofNanos(System.nanoTime() - before).toNanos() / 1e6;
        if (done.exit() != 0 && done.exit() != EXIT_FAULTY) {
            throw new LabException(product + " ended with " + done.exit() + " over " + file + ": " + done.output());
        }
        return took;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int real = 0;
        for (int service = 0; service < VIRTUAL_SERVERS; service++) {
            int port = variety == Variety.UNIFORM ? 80 : 8000 + service * 7 % 50;
            text.append("virtual_server 10.%d.%d.1 %d {\n delay_loop 6\n lb_algo rr\n lb_kind NAT\n protocol TCP\n"
                    .formatted(service / 250, service % 250, port));
            for (int each = 0; each < (service % 23 == 0 ? 18 : 16); each++, real++) {
                String address = "10.%d.%d.%d".formatted(20 + real / 62_500, real / 250 % 250, 1 + real % 250);
                text.append(" real_server %s %d {\n".formatted(address, port))
                        .append(body(service, each, address, port))
                        .append(" }\n");
            }
            text.append("}\n");
        }
        return text.toString();
    }

    private String body(int service, int each, String address, int port) {
        return switch (variety) {
            case UNIFORM -> "  weight 1\n" + tcp(3, port);
            case SERVICES ->
                "  weight " + (each % 4 * 10 + 1) + "\n"
                        + (service % 3 == 0 ? http(service % 7, port) : tcp(3 + service % 3, port));
            case SERVERS -> "  # " + address + "\n  weight " + (1 + each) + "\n" + tcp(3, port);
        };
    }

    private static String tcp(int timeout, int port) {
        return "  TCP_CHECK {\n   connect_timeout %d\n   retry 3\n   delay_before_retry 3\n   connect_port %d\n  }\n"
                .formatted(timeout, port);
    }

    private static String http(int page, int port) {
        return "  HTTP_GET {\n   url {\n    path /health/%d\n    status_code 200\n   }\n   connect_timeout 3\n   retry 3\n"
                        .formatted(page)
                + "   delay_before_retry 3\n   connect_port %d\n  }\n".formatted(port);
    }
}
