package dev.baton.it.guest;

import java.util.List;
import java.util.Random;

/// A configuration of virtual servers made from a seed (1 to 99), with addresses of its own. Each real server has a
/// check that fails while one of the files `/run/down-1` to `/run/down-4` exists, or none.
final class GeneratedServices {
    private static final List<String> SCHEDULERS =
            List.of("rr", "wrr", "lc", "wlc", "sh", "dh", "sed", "nq", "mh", "fo");
    private static final int SERVICES = 3;

    private final long seed;
    private final Random random;
    private final StringBuilder text = new StringBuilder();

    GeneratedServices(long seed) {
        this.seed = seed;
        random = new Random(seed);
    }

    String text() {
        line("virtual_server_group both-" + seed + " {");
        line("    10.20." + seed + ".1-3 80");
        line("    fwmark " + seed);
        line("}");
        for (int i = 1; i <= SERVICES; i++) {
            service(i);
        }
        return text.toString();
    }

    private void service(int number) {
        boolean ipv6 = random.nextInt(4) == 0;
        boolean grouped = number == SERVICES;
        String prefix = !grouped && ipv6 ? "fd00:1:" + seed + "::" : "10.30." + seed + ".";
        String address = (ipv6 ? "fd00:2:" + seed + "::" : "10.40." + seed + ".") + number + " 80";
        line("virtual_server " + (grouped ? "group both-" + seed : address) + " {");
        line("    delay_loop 2");
        line("    lb_algo " + SCHEDULERS.get(random.nextInt(SCHEDULERS.size())));
        line("    lb_kind " + List.of("NAT", "DR", "TUN").get(random.nextInt(3)));
        line("    protocol " + List.of("TCP", "UDP", "SCTP").get(random.nextInt(3)));
        option("persistence_timeout " + (10 + random.nextInt(1000)));
        option("quorum " + (1 + random.nextInt(3)));
        option("sorry_server " + prefix + "99 80");
        boolean inhibit = random.nextBoolean();
        int servers = 1 + random.nextInt(4);
        for (int i = 1; i <= servers; i++) {
            line("    real_server " + prefix + i + " 80 {");
            line("        weight " + (1 + random.nextInt(5)));
            if (inhibit) {
                line("        inhibit_on_failure");
            }
            if (random.nextInt(5) > 0) {
                line("        MISC_CHECK {");
                line("            misc_path \"/usr/bin/test ! -e /run/down-" + i + "\"");
                line("            misc_timeout 10");
                line("            retry 0");
                line("            warmup 0");
                line("        }");
            }
            line("    }");
        }
        line("}");
    }

    private void option(String keyword) {
        if (random.nextInt(3) == 0) {
            line("    " + keyword);
        }
    }

    private void line(String words) {
        text.append(words).append('\n');
    }
}
