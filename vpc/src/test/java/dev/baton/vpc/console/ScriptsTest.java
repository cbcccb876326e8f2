package dev.baton.vpc.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.vpc.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The pure parts of the page's scripts, by Node's own test runner.
final class ScriptsTest {
    @Test
    void theScriptsDoWhatTheirTestsSay() throws IOException, InterruptedException {
        assumeTrue(Programs.find("node").isPresent(), "node is not installed");
        Process node = new ProcessBuilder("node", "--test", "src/test/js/")
                .redirectErrorStream(true)
                .start();
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).as(said).isZero();
        assertThat(said).contains("fail 0").doesNotContain("pass 0");
    }
}
