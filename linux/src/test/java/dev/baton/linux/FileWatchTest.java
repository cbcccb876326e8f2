package dev.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class FileWatchTest {
    @Test
    void filesThatAreWrittenRenamedAndRemovedAreNamed(@TempDir Path folder) throws Exception {
        try (FileWatch watch = FileWatch.open()) {
            int number = watch.add(folder.toString());
            Files.writeString(folder.resolve("one"), "1");
            Files.move(folder.resolve("one"), folder.resolve("two"));
            Files.delete(folder.resolve("two"));
            List<String> seen = new ArrayList<>();
            watch.receive((directory, name) -> seen.add(directory == number ? name : "?"));
            assertThat(seen).containsExactly("one", "one", "one", "two", "two");
        }
    }

    @Test
    void directoryThatGoesSaysSo(@TempDir Path folder) throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        try (FileWatch watch = FileWatch.open()) {
            watch.add(inner.toString());
            Files.delete(inner);
            List<String> seen = new ArrayList<>();
            watch.receive((directory, name) -> seen.add(name));
            assertThat(seen).contains("");
        }
    }

    @Test
    void directoryThatIsNotThereIsNamed() {
        try (FileWatch watch = FileWatch.open()) {
            assertThatThrownBy(() -> watch.add("/no/such"))
                    .hasMessage("watch directory /no/such: No such file or directory (ENOENT)");
        }
    }
}
