package dev.baton.it.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Built;
import dev.baton.it.lab.Await;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `baton vpc up`, `status` and `down`: a cloud from a file, twice the same, then another, then none.
@Tag("kernel")
class UpTest {
    private static final String TUTORIAL = """
            {
              "vpc": "tutorial",
              "vSwitches": {"main": "172.16.0.0/16"},
              "instances": {
                "ha1": {"address": "172.16.0.224", "userDataFile": "ha.sh"},
                "ha2": {"address": "172.16.0.225", "userDataFile": "ha.sh"},
                "ecs3": {"address": "172.16.0.226", "running": false}
              },
              "haVips": {"web": {"address": "172.16.0.222", "instances": ["ha1", "ha2"]}},
              "eips": {"public": "web", "spare": ""}
            }
            """;

    private static final long SEED = Long.getLong("cloud.seed", System.nanoTime());
    private static final int KILLS = 2;

    private static final String HOLDING = """
            #!/bin/sh
            ip address add 172.16.0.222/32 dev eth0
            while :; do
                arping -U -c 1 -i eth0 -S 172.16.0.222 172.16.0.222 >/dev/null 2>&1
                sleep 5
            done
            """;

    @TempDir
    private Path folder;

    private record Ended(int code, String said) {}

    @Test
    void cloudIsWhatTheFileSays() throws Exception {
        Built.orSkip(Product.BATON);
        Files.writeString(folder.resolve("ha.sh"), "#!/bin/sh\necho up\n");
        Path file = Files.writeString(folder.resolve("tutorial.json"), TUTORIAL);
        try (CloudProcess cloud = CloudProcess.start(folder, "--port", "0")) {
            String endpoint = cloud.endpoint();
            Ended first = vpc("up", file.toString(), "--endpoint", endpoint);
            assertThat(first.said()).contains("+ VPC tutorial", "+ HaVip web", "starting ha1", "Done.");
            assertThat(first.code()).isZero();
            JsonNode before = status(endpoint);
            assertThat(before.at("/haVips/0/master").asString()).isNotEmpty();
            assertThat(before.at("/haVips/0/instances").size()).isEqualTo(2);
            assertThat(before.at("/eips").size()).isEqualTo(2);
            assertThat(vpc("status", "--endpoint", endpoint).said()).contains("━━ ", "╌╌ ", "Stopped");

            assertThat(vpc("up", file.toString(), "--endpoint", endpoint).said())
                    .isEqualTo("Nothing to change.\n");
            assertThat(status(endpoint)).isEqualTo(before);

            changes(file, endpoint, before);

            assertThat(vpc("down", file.toString(), "--endpoint", endpoint).said())
                    .contains("- VPC tutorial");
            assertThat(vpc("down", file.toString(), "--endpoint", endpoint).said())
                    .isEqualTo("Nothing to change.\n");
            assertThat(status(endpoint).at("/instances").size()).isZero();
            assertThat(status(endpoint).at("/eips").size()).isZero();
        }
    }

    /// Another user data for one, no more of another, a binding less, the EIP elsewhere.
    private void changes(Path file, String endpoint, JsonNode before) throws Exception {
        Files.writeString(
                file,
                TUTORIAL.replace(
                                "\"172.16.0.225\", \"userDataFile\": \"ha.sh\"",
                                "\"172.16.0.225\", \"userData\": \"true\"")
                        .replace(
                                "\"ha.sh\"},\n    \"ecs3\": {\"address\": \"172.16.0.226\", \"running\": false}",
                                "\"ha.sh\"}")
                        .replace("[\"ha1\", \"ha2\"]", "[\"ha2\"]")
                        .replace("\"public\": \"web\"", "\"public\": \"ha1\""));
        assertThat(vpc("up", file.toString(), "--endpoint", endpoint).said())
                .contains("- instance ha2", "+ instance ha2", "- binding of HaVip web", "EIP public leads to ha1")
                .doesNotContain("instance ha1");
        JsonNode after = status(endpoint);
        assertThat(after.at("/haVips/0/id")).isEqualTo(before.at("/haVips/0/id"));
        assertThat(after.at("/haVips/0/instances").size()).isEqualTo(1);
        assertThat(vpc("up", file.toString(), "--endpoint", endpoint).said()).isEqualTo("Nothing to change.\n");
    }

    /// Whatever it was doing: its machines go with it, and the next server, its store and the kernel agree.
    @Test
    void killedServerIsSweptAndUpGoesOnWhereItWas() throws Exception {
        Built.orSkip(Product.BATON);
        Files.writeString(folder.resolve("ha.sh"), HOLDING);
        Path file = Files.writeString(folder.resolve("tutorial.json"), TUTORIAL);
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            try (CloudProcess cloud = CloudProcess.start(folder, "--driver", "linux", "--port", "0")) {
                Process up = launch("up", file.toString(), "--endpoint", cloud.endpoint());
                up.waitFor(1_000 + random.nextInt(4_000), TimeUnit.MILLISECONDS);
                List<Long> holders = holders();
                cloud.kill();
                up.waitFor();
                Await.until(
                        "what it had on is gone, -Dcloud.seed=" + SEED,
                        Duration.ofSeconds(20),
                        () -> holders.stream().noneMatch(UpTest::isAlive),
                        holders::toString);
            }
        }
        try (CloudProcess cloud = CloudProcess.start(folder, "--driver", "linux", "--port", "0")) {
            String endpoint = cloud.endpoint();
            assertThat(vpc("up", file.toString(), "--endpoint", endpoint).said())
                    .contains("Done.");
            Await.until(
                    "somebody has the HaVip",
                    Duration.ofSeconds(20),
                    () -> !status(endpoint).at("/haVips/0/master").asString().isEmpty(),
                    cloud::log);
            JsonNode now = status(endpoint);
            assertThat(holders())
                    .as("two that run, client and vSwitch")
                    .hasSize(4)
                    .allMatch(UpTest::isAlive);
            assertThat(now.at("/eips/0/address").asString()).isNotEmpty();
            // Two instances of the same priority may change once more after they have started.
            Await.until(
                    "the way to the HaVip leads to its master",
                    Duration.ofSeconds(20),
                    () -> {
                        JsonNode then = status(endpoint);
                        String master = then.at("/haVips/0/master").asString();
                        return !master.isEmpty() && way(folder).contains("via " + addressOf(then, master) + " ");
                    },
                    cloud::log);
            assertThat(vpc("up", file.toString(), "--endpoint", endpoint).said())
                    .isEqualTo("Nothing to change.\n");
        }
    }

    /// The vSwitch's way to the HaVip.
    private static String way(Path folder) {
        String state = folder.resolve("state").toString();
        return vpc("exec", "--state", state, "vswitch", "--", "ip", "route", "get", "172.16.0.222")
                .said();
    }

    private static String addressOf(JsonNode status, String instance) {
        for (JsonNode each : status.at("/instances")) {
            if (each.at("/id").asString().equals(instance)) {
                return each.at("/address").asString();
            }
        }
        return "nobody";
    }

    private List<Long> holders() throws IOException {
        Path note = folder.resolve("state/machines");
        return Files.notExists(note)
                ? List.of()
                : Files.readAllLines(note).stream()
                        .map(line -> Long.valueOf(line.split(" ", -1)[2]))
                        .toList();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    @Test
    void whatCannotBeIsSaidWithItsPlace() throws Exception {
        Built.orSkip(Product.BATON);
        says("{\"vpc\": \"x\",\n \"vSwitches\": [}", "wrong.json:2:");
        says("{\"vpc\": \"x\", \"vswitches\": {}}", "wrong.json, vswitches: ");
        says("{\"vpc\": \"x\", \"instances\": {\"a\": {}}}", "instances.a", "\"vSwitches\"");
        says(
                "{\"vpc\": \"x\", \"vSwitches\": {\"m\": \"172.16.0.0/16\"},"
                        + "\"haVips\": {\"v\": {\"address\": \"172.16.0.2\", \"instances\": [\"b\"]}}}",
                "haVips.v",
                "there is no instance \"b\"");
        says("{\"vpc\": \"x\"}", "no server answers at 127.0.0.1:9");
    }

    private void says(String text, String... parts) throws Exception {
        Path file = Files.writeString(folder.resolve("wrong.json"), text);
        Ended ended = vpc("up", file.toString(), "--endpoint", "127.0.0.1:9");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said()).startsWith("baton: ").contains(parts).hasLineCount(1);
    }

    private static JsonNode status(String endpoint) {
        return JsonMapper.shared()
                .readTree(vpc("status", "--json", "--endpoint", endpoint).said());
    }

    private static Ended vpc(String... words) {
        try {
            Process process = launch(words);
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), said);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(String.join(" ", words), e);
        }
    }

    private static Process launch(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Checkout.root().resolve("tools/baton-java").toString(),
                Checkout.application().toString(),
                "vpc"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }
}
