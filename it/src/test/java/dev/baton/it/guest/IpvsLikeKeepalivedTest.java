package dev.baton.it.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.it.Built;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Guest;
import dev.baton.it.lab.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// From the same files Baton programs the same IPVS table as keepalived: the distribution's samples and generated
/// services, at start, after results of checks, after reloads and after the end. One daemon of ours starts with the
/// first of them and goes through the others by reloads.
///
/// Of the samples, those in [#REPRESENTATIVE]; with `-Dguest.all=true` each that has a virtual server.
@Tag("kernel")
class IpvsLikeKeepalivedTest {
    private static final Path SAMPLES = Path.of("/usr/share/doc/keepalived/samples");
    private static final List<String> REPRESENTATIVE =
            List.of("IPv6", "fwmark", "inhibit", "quorum", "virtual_server_group");
    private static final long SEEDS = 3;
    private static final String GENERATED = "generated";

    /// Which of the four files exist that the checks of generated services look at.
    private static final List<String> FAILURES = List.of("", "1 3", "1 2 3 4", "");

    private static final String BETWEEN = "====\n";

    private static final String MACHINE = """
            ip link add eth0 type dummy; ip link set eth0 up
            ip link add eth1 type dummy; ip link set eth1 up
            ip addr add 192.168.254.254/24 dev eth0
            ip route add default dev eth0
            """;

    private static final String TABLE = "table() { ipvsadm -Ln --timeout; ipvsadm -Sn | sort; }\n";
    private static final String UNTOUCHED = "Timeout (tcp tcpfin udp): 900 120 300\n";

    /// What an administrator programmed; of the files the first flushes it at start, and the last when it stops.
    private static final String FOREIGN = "ipvsadm -A -f 999 -s rr\n";

    private static final String FLUSH = """
            global_defs {
                lvs_flush
            }
            """;
    private static final String TIMEOUTS = """
            global_defs {
                lvs_timeouts tcp 1000 udp 200
                lvs_flush_on_stop
            }
            """;

    private static final String SETTLED = """
            sleep 5
            until [ "$(table | tee /run/table)" = "$(sleep 2; table)" ]; do :; done
            cat /run/table; echo ====
            """;

    @Test
    void tablesAreThoseOfKeepalived() throws IOException {
        GuestTest.orSkip();
        Built.orSkip(Product.BATON);
        assumeTrue(Files.isDirectory(SAMPLES), "keepalived's samples are not installed");
        Map<String, String> files = configurations();
        assertThat(files).hasSizeGreaterThan(REPRESENTATIVE.size());
        try (Guest guest = Guest.boot(Duration.ofMinutes(9))) {
            guest.run(MACHINE);
            String first = files.keySet().iterator().next();
            Map<String, List<String>> expected = new LinkedHashMap<>();
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(guest.folder().resolve(file.getKey()), file.getValue());
                expected.put(
                        file.getKey(),
                        byKeepalived(guest, file.getKey(), file.getKey().equals(first)));
            }
            List<String> differences = new ArrayList<>();
            guest.run(FOREIGN);
            for (String file : files.keySet()) {
                guest.run(install(guest, file) + (file.equals(first) ? start() : "kill -HUP $(cat /run/pid)"));
                differences.addAll(differences(guest, file, expected.getOrDefault(file, List.of())));
            }
            assertThat(differences).as(guest.run("tail -n 40 /run/log")).isEmpty();
            guest.run(FOREIGN
                    + "kill $(cat /run/pid); while readlink /proc/$(cat /run/pid)/exe >/dev/null; do sleep 0.2; done");
            assertThat(guest.run(TABLE + "table")).isEqualTo(UNTOUCHED);
        }
    }

    /// The samples, such that no check ends before the table is looked at; and the generated services.
    private static Map<String, String> configurations() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (String name : samples()) {
            String text = Files.readString(SAMPLES.resolve(name));
            files.put(name, (files.isEmpty() ? FLUSH : "") + text.replaceAll("delay_loop +\\d+", "delay_loop 3600"));
        }
        String generated = LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> new GeneratedServices(seed).text())
                .collect(Collectors.joining());
        files.put(GENERATED, TIMEOUTS + generated);
        return files;
    }

    private static List<String> samples() throws IOException {
        if (!Boolean.getBoolean("guest.all")) {
            return REPRESENTATIVE.stream()
                    .map(name -> "keepalived.conf." + name)
                    .toList();
        }
        List<String> names = new ArrayList<>();
        try (Stream<Path> samples = Files.list(SAMPLES)) {
            for (Path sample : samples.sorted().toList()) {
                String name = sample.getFileName().toString();
                if (name.startsWith("keepalived.conf.")
                        && Files.readString(sample).contains("\nvirtual_server ")) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /// What keepalived programs at each step.
    private static List<String> byKeepalived(Guest guest, String file, boolean isFirst) {
        String steps = "";
        if (file.equals(GENERATED)) {
            steps = FAILURES.stream()
                            .skip(1)
                            .map(down -> failing(down) + SETTLED)
                            .collect(Collectors.joining())
                    + FOREIGN;
        }
        String before = isFirst ? FOREIGN : "";
        String output = guest.run(TABLE + before + keepalived(guest.folder().resolve(file), steps));
        List<String> tables = List.of(output.split(BETWEEN, -1));
        assertThat(tables.getLast()).as("left behind with " + file).isEqualTo(UNTOUCHED);
        assertThat(tables.getFirst())
                .as("programmed with " + file)
                .contains("-A ")
                .doesNotContain(" 999 ");
        return tables.subList(0, tables.size() - 1);
    }

    private static String install(Guest guest, String file) {
        return "rm -f /run/down-*; cp %s /run/baton.conf\n"
                .formatted(guest.folder().resolve(file));
    }

    private static String start() {
        return "cd %s; tools/baton-java %s run -f /run/baton.conf >/run/log 2>&1 &\n"
                        .formatted(Checkout.root(), Checkout.application())
                + "until pgrep -f dev.baton.cli >/run/pid; do sleep 0.3; done";
    }

    private static List<String> differences(Guest guest, String file, List<String> expected) throws IOException {
        List<String> differences = new ArrayList<>();
        for (int step = 0; step < expected.size(); step++) {
            Files.writeString(guest.folder().resolve("expected"), expected.get(step));
            String table = guest.run(TABLE + failing(FAILURES.get(step)) + ours(guest.folder()));
            if (!table.equals(expected.get(step))) {
                differences.add(
                        "%s, step %d\n%s--- keepalived has\n%s".formatted(file, step, table, expected.get(step)));
            }
        }
        return differences;
    }

    private static String failing(String down) {
        return "rm -f /run/down-*; for each in " + down + "; do touch /run/down-$each; done\n";
    }

    /// keepalived from its start to its end; prints its table at each step (once two looks find the same), and last
    /// what it leaves behind.
    private static String keepalived(Path file, String steps) {
        return """
            rm -f /run/down-*
            keepalived -n -l -D -C -f %s >/run/keepalived.log 2>&1 & pid=$!
            until grep -q 'Startup complete' /run/keepalived.log; do sleep 0.2; done
            table; echo ====
            %s
            kill $pid; wait $pid
            table
            """.formatted(file, steps);
    }

    /// Our table once it is that of `expected`, or time is up.
    private static String ours(Path folder) {
        return """
            for n in $(seq 40); do
                table >/run/table
                cmp -s /run/table %s/expected && break
                sleep 0.5
            done
            cat /run/table
            """.formatted(folder);
    }
}
