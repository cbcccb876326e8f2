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
record LargeCheck() implements Case {
    private static final String LARGE = "/tmp/large.conf";
    private static final String SMALL = "/tmp/small.conf";
    private static final int VIRTUAL_SERVERS = 2_300;
    private static final int EXIT_FAULTY = 5;

    @Override
    public String title() {
        return "check of 2,300 virtual and 37,000 real servers";
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

    private static String text() {
        StringBuilder text = new StringBuilder();
        int real = 0;
        for (int service = 0; service < VIRTUAL_SERVERS; service++) {
            text.append("virtual_server 10.%d.%d.1 80 {\n delay_loop 6\n lb_algo rr\n lb_kind NAT\n protocol TCP\n"
                    .formatted(service / 250, service % 250));
            for (int each = 0; each < (service % 23 == 0 ? 18 : 16); each++, real++) {
                text.append(
                                " real_server 10.%d.%d.%d 80 {\n  weight 1\n  TCP_CHECK {\n   connect_timeout 3\n   retry 3\n"
                                        .formatted(20 + real / 62_500, real / 250 % 250, 1 + real % 250))
                        .append("   delay_before_retry 3\n   connect_port 80\n  }\n }\n");
            }
            text.append("}\n");
        }
        return text.toString();
    }
}
