package dev.baton.bench;

import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Command;
import dev.baton.it.lab.Guest;
import dev.baton.it.lab.LabException;
import dev.baton.it.lab.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What very many `TCP_CHECK`s cost that all succeed: 100 virtual servers, and so many real ones that are asked every
/// five seconds. In a guest with a kernel of its own, because keepalived checks nothing without IPVS; system calls cost
/// a multiple there. Of keepalived its checker process counts, of Baton everything.
record CheckCase(int checks) implements Case {
    private static final Duration GUEST_MOST = Duration.ofMinutes(8);
    private static final int VIRTUAL_SERVERS = 100;
    private static final int USER_HZ = 100;

    /// Accepts and closes on port 8080 of every address.
    static final String ACCEPTOR = """
            #include <arpa/inet.h>
            #include <unistd.h>
            int main(void) {
                int one = 1;
                struct sockaddr_in any = {.sin_family = AF_INET, .sin_port = htons(8080)};
                int listener = socket(AF_INET, SOCK_STREAM, 0);
                setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
                if (bind(listener, (struct sockaddr *)&any, sizeof any) || listen(listener, 65535)) return 1;
                for (;;) close(accept(listener, 0, 0));
            }
            """;

    @Override
    public String title() {
        return "%,d checks every 5 s".formatted(checks);
    }

    @Override
    public Map<String, Double> measure(Product product) {
        try (Guest guest = Guest.boot(GUEST_MOST)) {
            Path folder = guest.folder();
            Files.writeString(folder.resolve("acceptor.c"), ACCEPTOR);
            Command.output(List.of("cc", "-O2", "-o", folder + "/acceptor", folder + "/acceptor.c"));
            Files.writeString(folder.resolve("checks.conf"), configuration(checks));
            String output = guest.run(watched(folder, words(product, folder), child(product)));
            String[] figures = output.lines().toList().getLast().split(" ", -1);
            double seconds = Double.parseDouble(figures[1]) / 100;
            return Map.of(
                    "CPU, %", 100 * Double.parseDouble(figures[0]) / USER_HZ / seconds,
                    "RSS, MiB", Double.parseDouble(figures[2]) / 1024);
        } catch (IOException e) {
            throw new LabException("checks in a guest", e);
        }
    }

    private static String words(Product product, Path folder) {
        return switch (product) {
            case BATON ->
                "env JAVA_HOME=%s %s %s run -f %s/checks.conf"
                        .formatted(
                                System.getProperty("java.home"),
                                Checkout.root().resolve("tools/baton-java"),
                                Checkout.application(),
                                folder);
            case KEEPALIVED ->
                "keepalived -n -l -C -f %s/checks.conf -p /run/keepalived.pid -c /run/checker.pid".formatted(folder);
            case FRR -> throw new IllegalArgumentException("vrrpd checks nothing");
        };
    }

    private static String child(Product product) {
        return product == Product.KEEPALIVED ? "pid=$(cat /run/checker.pid)" : "";
    }

    /// On 100 services, servers at 127.1.0.0/16 that are asked again once, a second after a failure.
    static String configuration(int checks) {
        StringBuilder text = new StringBuilder("global_defs {\n router_id checks\n}\n");
        for (int service = 0, real = 0; service < VIRTUAL_SERVERS; service++) {
            text.append("virtual_server 10.9.%d.1 80 {\n delay_loop 5\n lb_algo rr\n lb_kind NAT\n protocol TCP\n"
                    .formatted(service));
            for (; real < (service + 1) * checks / VIRTUAL_SERVERS; real++) {
                text.append(
                        " real_server 127.1.%d.%d 8080 {\n  TCP_CHECK {\n   connect_timeout 3\n   retry 1\n   delay_before_retry 1\n  }\n }\n"
                                .formatted(real / 200, 1 + real % 200));
            }
            text.append("}\n");
        }
        return text.toString();
    }

    @Override
    public String bound() {
        return "";
    }

    /// Prints ticks of processor time, hundredths of seconds in which they were used, and KiB of memory.
    private static String watched(Path folder, String command, String child) {
        return """
            ulimit -n 100000
            sysctl -q -w net.ipv4.ip_local_port_range='1024 65000' net.core.somaxconn=65535
            modprobe -a ip_vs ip_vs_rr
            %1$s/acceptor >/dev/null 2>&1 &
            acceptor=$!
            %2$s >/run/log 2>&1 &
            pid=$!
            sleep 40
            %3$s
            ticks() { sed 's/.*) //' /proc/$pid/stat | cut -d ' ' -f 12,13 | tr ' ' +; }
            before=$(($(ticks))) from=$(cut -d ' ' -f 1 /proc/uptime | tr -d .)
            sleep 30
            after=$(($(ticks))) to=$(cut -d ' ' -f 1 /proc/uptime | tr -d .)
            echo $((after - before)) $((to - from)) $(sed -n 's/VmRSS:[^0-9]*\\([0-9]*\\).*/\\1/p' /proc/$pid/status)
            kill $pid $acceptor
            """.formatted(folder, command, child);
    }
}
