package dev.baton.it.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `baton vpc serve` as a program: its end on SIGTERM, and what it says when it cannot start.
@Tag("long")
class ServeTest {
    @TempDir
    Path folder;

    @Test
    void oneServerHasAPortAndAFolderAndEndsOnSigterm() throws Exception {
        try (CloudProcess first = CloudProcess.start(folder, "--port", "0")) {
            String port = first.endpoint().substring(first.endpoint().indexOf(':') + 1);
            assertThat(first.log()).contains("access key  LTAI5tBatonLaboratory");

            says(CloudProcess.launch(folder, "--port", "0"), "another server uses the state directory");
            Path other = Files.createDirectory(folder.resolve("other"));
            says(CloudProcess.launch(other, "--port", port), "cannot listen at 127.0.0.1:" + port);

            assertThat(first.terminate()).isZero();
        }
        CloudProcess.start(folder, "--port", "0").close();
    }

    @Test
    void whatCannotBeIsSaidInASentence() throws Exception {
        says(
                CloudProcess.launch(
                        folder, "--port", "0", "--database", "jdbc:postgresql://127.0.0.1:1/x?password=hush"),
                "opening the database jdbc:postgresql://127.0.0.1:1/x");
        says(CloudProcess.launch(folder, "--port", "0", "--settings", "gone.json"), "the settings cannot be read");
        says(CloudProcess.launch(folder, "--port", "0", "--listen", "0.0.0.0"), "needs a settings file");
        Path settings = Files.writeString(
                folder.resolve("s.json"),
                "{\"accessKeys\": [{\"id\": \"mine\", \"secret\": \"hush\", \"account\": \"1\"}]}");
        try (CloudProcess cloud = CloudProcess.start(folder, "--port", "0", "--settings", settings.toString())) {
            assertThat(cloud.log()).contains("mine").doesNotContain("hush").doesNotContain("LTAI5tBatonLaboratory");
        }
    }

    private static void says(CloudProcess cloud, String sentence) throws Exception {
        try (cloud) {
            assertThat(cloud.await()).isEqualTo(1);
            assertThat(cloud.log())
                    .startsWith("baton: ")
                    .contains(sentence)
                    .doesNotContain("hush")
                    .hasLineCount(1);
        }
    }
}
