package dev.baton.vpc.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.vpc.gateway.AccessKey;
import dev.baton.vpc.gateway.AccessKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConsoleKeysTest {
    @TempDir
    private Path folder;

    @Test
    void eachAccountHasAKeyThatOutlivesTheServer() throws IOException {
        AccessKey one = new AccessKey("a", "s", "1", true);
        AccessKey another = new AccessKey("b", "s", "1", true);
        AccessKey other = new AccessKey("c", "s", "2", true);
        ConsoleKeys first = ConsoleKeys.in(folder, new AccessKeys(List.of(one, another)));
        assertThat(first.all()).hasSize(1);
        ConsoleKeys second = ConsoleKeys.in(folder, new AccessKeys(List.of(one, other)));
        assertThat(second.all()).hasSize(2).containsAllEntriesOf(first.all());
        assertThat(second.accountOf(second.all().getOrDefault("2", ""))).contains("2");
        assertThat(second.accountOf("")).isEmpty();
        assertThat(second.accountOf("2")).isEmpty();
        assertThat(second.all().values()).doesNotHaveDuplicates().allMatch(key -> key.length() == 32);
    }

    @Test
    void theFileIsForItsOwnerAlone() throws IOException {
        ConsoleKeys.in(folder, new AccessKeys(List.of(new AccessKey("a", "s", "1", true))));
        Path file = folder.resolve("console-keys");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
