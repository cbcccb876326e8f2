package dev.baton.vpc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The embedded database.
class H2StoreTest extends RowStoreContract {
    @TempDir
    Path folder;

    @Override
    Database database() throws Exception {
        return Database.embedded(folder);
    }

    /// Within one process H2 lets several connections in, so the other process is real.
    @Override
    void openElsewhere() throws Exception {
        String[] line = {
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            Path.of(org.h2.Driver.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString(),
            "org.h2.tools.Shell",
            "-url",
            database().url(),
            "-sql",
            "select 1"
        };
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).contains("already in use");
        throw new StoreException(said);
    }

    @Test
    void passwordsAreNotInMessages() throws Exception {
        assertThat(Database.at("jdbc:postgresql://me:secret@db/cloud?password=secret"))
                .hasToString("jdbc:postgresql://db/cloud");
        assertThatThrownBy(() -> Database.at("jdbc:mysql://db/cloud?password=secret"))
                .hasMessageContaining("jdbc:mysql://db/cloud")
                .hasMessageNotContaining("secret");
    }
}
