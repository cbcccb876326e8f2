package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Product;
import dev.baton.vpc.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The demo as its user meets it: the verdict, and what is left when it is gone.
@Tag("kernel")
class DemoTest {
    private static final Duration GONE_MAX = Duration.ofSeconds(5);
    /// 3 × advert_int + (256 - 120) / 256 × advert_int; the last advert was sent up to one advert_int before.
    private static final int BOUND_MS = 3_531;

    private static final int ADVERT_MS = 1_000;
    /// Other tests share the machine.
    private static final int BUSY_MS = 250;

    @TempDir
    private Path runtime;

    @ParameterizedTest
    @ValueSource(strings = {"baton", "keepalived"})
    void pageStaysReachableWhenTheFirstHostIsSwitchedOff(String peer) throws Exception {
        Built.orSkip(Product.BATON);
        try (DemoProcess demo = DemoProcess.start(runtime, "--once", "--json", "--peer", peer)) {
            String said = demo.rest();
            assertThat(demo.exitCode()).as(said).isZero();
            JsonNode report = JsonMapper.builder().build().readTree(said);
            assertThat(report.get("pageBefore").asString()).isEqualTo("HA1");
            assertThat(report.get("masterBefore").asString()).isEqualTo("HA1");
            assertThat(report.get("pageAfter").asString()).isEqualTo("HA2");
            assertThat(report.get("masterAfter").asString()).isEqualTo("HA2");
            assertThat(report.get("protocolBoundMs").asInt()).isEqualTo(BOUND_MS);
            assertThat(report.get("outageMs").asInt()).isBetween(BOUND_MS - ADVERT_MS - BUSY_MS, BOUND_MS + BUSY_MS);
            assertThat(report.get("steps").size()).isEqualTo(9);
            assertThat(report.get("verdict").asString()).isEqualTo("passed");
            assertNothingIsLeftOf(demo);
        }
    }

    @Test
    void pageStaysReachableOnOvnToo() throws Exception {
        Built.orSkip(Product.BATON);
        assumeTrue(Programs.find("ovn-northd").isPresent(), "OVN is not installed");
        try (DemoProcess demo = DemoProcess.start(runtime, "--once", "--json", "--driver", "ovn")) {
            String said = demo.rest();
            assertThat(demo.exitCode()).as(said).isZero();
            JsonNode report = JsonMapper.builder().build().readTree(said);
            assertThat(report.get("pageAfter").asString()).isEqualTo("HA2");
            assertThat(report.get("masterAfter").asString()).isEqualTo("HA2");
            assertThat(report.get("verdict").asString()).isEqualTo("passed");
            assertNothingIsLeftOf(demo);
        }
    }

    @Test
    void killMinusNineLeavesNothingBehind() throws Exception {
        Built.orSkip(Product.BATON);
        List<String> devices = devices();
        try (DemoProcess demo = DemoProcess.start(runtime)) {
            demo.awaitLine("HA1 is MASTER");
            assertThat(demo.processes()).as("the mark is inherited").isGreaterThan(10);
            demo.killMinusNine();
            assertNothingIsLeftOf(demo);
            assertThat(devices()).isEqualTo(devices);
            assertThat(runtime).isEmptyDirectory();
        }
    }

    @Test
    void keptNetworkStaysUntilTheNextDemo() throws Exception {
        Built.orSkip(Product.BATON);
        try (DemoProcess kept = DemoProcess.start(runtime, "--keep")) {
            assertThat(kept.rest()).contains("nsenter --all --target");
            assertThat(kept.exitCode()).isZero();
            assertThat(kept.processes()).isGreaterThan(10);
            try (DemoProcess next = DemoProcess.start(runtime)) {
                next.awaitLine("Ended the network that an earlier demo had left running");
                assertNothingIsLeftOf(kept);
                next.killMinusNine();
                assertNothingIsLeftOf(next);
            }
            assertThat(runtime).isEmptyDirectory();
        }
    }

    @Test
    void plainUserGetsTheSameInAUserNamespaceAndLeavesNothingEither() throws Exception {
        Built.orSkip(Product.BATON);
        List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        assumeTrue(succeeds(nobody, "unshare", "--user", "--map-root-user", "--net", "true"), "no user namespaces");
        Path application = copyForEverybody();
        assumeTrue(succeeds(nobody, System.getProperty("java.home") + "/bin/java", "--version"), "JDK is private");
        try (DemoProcess demo = DemoProcess.start(nobody, application, runtime)) {
            demo.awaitLine("HA1 is MASTER");
            demo.awaitLine("shows \"Welcome to HA1\"");
            demo.killMinusNine();
            assertNothingIsLeftOf(demo);
        }
    }

    private static void assertNothingIsLeftOf(DemoProcess demo) {
        Await.until(
                "every process of the demo is gone",
                GONE_MAX,
                () -> demo.processes() == 0,
                () -> demo.processes() + " are left");
    }

    private static List<String> devices() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/sys/class/net"))) {
            return all.map(Path::toString).sorted().toList();
        }
    }

    /// Another user cannot read the build's folder, wherever that is.
    private Path copyForEverybody() throws IOException {
        Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (String folder : List.of("app", "server")) {
            Path copy = Files.createDirectory(runtime.resolve(folder));
            try (Stream<Path> jars = Files.list(Checkout.application().resolveSibling(folder))) {
                for (Path jar : jars.toList()) {
                    Path target = Files.copy(jar, copy.resolve(jar.getFileName()));
                    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
                }
            }
        }
        return runtime.resolve("app");
    }

    private static boolean succeeds(List<String> through, String... command) throws Exception {
        List<String> all = Stream.concat(through.stream(), Stream.of(command)).toList();
        return new ProcessBuilder(all)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
