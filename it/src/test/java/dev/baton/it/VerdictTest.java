package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Command;
import dev.baton.it.lab.Namespace;
import dev.baton.it.lab.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `keepalived -t` and `baton check` end alike over the same files, on a host with the same interfaces.
///
/// Every difference is named here and explained in `COMPATIBILITY.md`; one that is gone has to leave this list.
@Tag("kernel")
class VerdictTest {
    private static final Path SAMPLES = Path.of("/usr/share/doc/keepalived/samples");
    private static final List<String> INTERFACES = List.of("eth0", "eth1", "eth2", "eth3");
    private static final int COMBINATIONS = 12;

    /// File or situation, and the two exit codes: keepalived's, then Baton's.
    private static final Map<String, String> DIFFERENCES = new TreeMap<>(Map.of(
            "keepalived.conf.vrrp.routes", "5 and 0",
            "keepalived.conf.vrrp.static_ipaddress", "5 and 0",
            "missing file", "0 and 4"));

    /// A sample that is wrong itself: its sync group lists members without `group`.
    private static final Set<String> WITH_UNKNOWN_KEYWORDS = Set.of("keepalived.conf.vrrp.lvs_syncd");

    /// Lines of an instance, right and wrong ones.
    private static final Map<String, String> LINES = new LinkedHashMap<>();

    static {
        LINES.put("nothing more", "");
        LINES.put("unknown keyword", "prioritty 100");
        LINES.put("priority 0", "priority 0");
        LINES.put("priority that is no number", "priority abc");
        LINES.put("priority 255", "priority 255");
        LINES.put("router id twice", "virtual_router_id 5 6 7");
        LINES.put("router id 256", "virtual_router_id 256");
        LINES.put("missing value", "priority");
        LINES.put("unknown state", "state STANDBY");
        LINES.put("interval 0", "advert_int 0");
        LINES.put("interval 300", "advert_int 300");
        LINES.put("interval 2", "advert_int 2");
        LINES.put("long password", "authentication {\nauth_type PASS\nauth_pass 123456789\n}");
        LINES.put("good password", "authentication {\nauth_type PASS\nauth_pass 12345678\n}");
        LINES.put("nopreempt with MASTER", "state MASTER\nnopreempt");
        LINES.put("nopreempt", "state BACKUP\nnopreempt");
        LINES.put("unknown interface", "track_interface {\neth9\n}");
        LINES.put("known interface", "track_interface {\neth1 weight 10\n}");
        LINES.put("unknown script", "track_script {\nnone\n}");
        LINES.put("peer", "unicast_src_ip 10.99.0.1\nunicast_peer {\n10.99.0.2\n}");
        LINES.put("bad peer", "unicast_peer {\n10.99.0\n}");
        LINES.put("second address", "virtual_ipaddress {\n10.99.0.9/24 dev eth1\n}");
        LINES.put("bad address", "virtual_ipaddress {\n10.99.0.300/24\n}");
        LINES.put("bad option", "virtual_ipaddress {\n10.99.0.9/24 device eth1\n}");
        LINES.put("version 3", "version 3\nadvert_int 0.25");
        LINES.put("preempt delay 2000", "preempt_delay 2000");
        LINES.put("garp delay", "garp_master_delay 10");
        LINES.put("garp delay too long", "garp_master_delay 5000");
        LINES.put("missing brace", "track_interface {\neth1");
        LINES.put("extra brace", "}");
        LINES.put("quote", "notify \"/bin/true");
        LINES.put("single quote", "notify_master /bin/true 'x");
    }

    private static @Nullable Namespace created;

    @BeforeAll
    static void build() {
        Built.orSkip(Product.BATON);
        assumeTrue(Files.isDirectory(SAMPLES), "keepalived's samples are not installed");
        Namespace host = Namespace.create("verdict");
        created = host;
        for (int index = 0; index < INTERFACES.size(); index++) {
            String name = INTERFACES.get(index);
            host.run("ip", "link", "add", name, "type", "veth", "peer", "name", "far" + index);
            host.run("ip", "link", "set", name, "up");
            host.run("ip", "link", "set", "far" + index, "up");
            host.run("ip", "address", "add", "10.99." + index + ".1/24", "dev", name);
        }
    }

    private static Namespace host() {
        return Objects.requireNonNull(created);
    }

    @AfterAll
    static void end() {
        if (created != null) {
            created.close();
        }
    }

    @Test
    void samplesAndGeneratedFilesGetTheSameVerdict() throws IOException {
        Map<String, String> differences = new TreeMap<>();
        for (Path sample : samples()) {
            compare(sample.getFileName().toString(), sample.toString(), differences);
        }
        for (Map.Entry<String, String> each : generated().entrySet()) {
            host().write("/tmp/generated.conf", each.getValue());
            compare(each.getKey(), "/tmp/generated.conf", differences);
        }
        compare("missing file", "/tmp/missing.conf", differences);
        assertThat(differences).isEqualTo(DIFFERENCES);
    }

    @Test
    void samplesHaveNoUnknownKeyword() throws IOException {
        for (Path sample : samples()) {
            if (!WITH_UNKNOWN_KEYWORDS.contains(sample.getFileName().toString())) {
                assertThat(check(sample.toString()).output())
                        .as(sample.toString())
                        .doesNotContain("[unknown-keyword]");
            }
        }
    }

    private static void compare(String name, String file, Map<String, String> differences) {
        int theirs = host().attempt("keepalived", "-t", "-f", file).exit();
        int ours = check(file).exit();
        if (theirs != ours) {
            differences.put(name, theirs + " and " + ours);
        }
    }

    private static Command check(String file) {
        return host().attempt(
                        "env",
                        "JAVA_HOME=" + System.getProperty("java.home"),
                        Checkout.root().resolve("tools/baton-java").toString(),
                        Checkout.application().toString(),
                        "check",
                        file,
                        "--assume-interfaces",
                        "lo," + String.join(",", INTERFACES));
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(file -> file.getFileName().toString().startsWith("keepalived.conf."))
                    .sorted()
                    .toList();
        }
    }

    /// Each line alone, and some of them together.
    private static Map<String, String> generated() {
        Map<String, String> files = new LinkedHashMap<>();
        LINES.forEach((name, lines) -> files.put(name, instance(lines)));
        Random random = new Random(5);
        List<String> names = new ArrayList<>(LINES.keySet());
        for (int count = 0; count < COMBINATIONS; count++) {
            String one = names.get(random.nextInt(names.size()));
            String other = names.get(random.nextInt(names.size()));
            files.put(one + " + " + other, instance(LINES.get(one) + "\n" + LINES.get(other)));
        }
        return files;
    }

    private static String instance(String lines) {
        return "vrrp_instance VI_1 {\ninterface eth0\nvirtual_router_id 51\nvirtual_ipaddress {\n10.99.0.80/24\n}\n"
                + lines + "\n}\n";
    }
}
