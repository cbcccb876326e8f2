package dev.baton.it.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Built;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Product;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private static JsonNode status(String endpoint) throws Exception {
        return JsonMapper.shared()
                .readTree(vpc("status", "--json", "--endpoint", endpoint).said());
    }

    private static Ended vpc(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Checkout.root().resolve("tools/baton-java").toString(),
                Checkout.application().toString(),
                "vpc"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), said);
    }
}
