package dev.baton.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.source.PathFacts.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePathFactsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void everyComponentIsNamedFromTheRootOn() throws IOException {
        Path script = script("check.sh", "rwxr-xrwx");
        List<Component> components = new FilePathFacts("").components(script.toString());
        assertThat(components.getFirst().path()).isEqualTo("/");
        assertThat(components.getLast().path()).isEqualTo(script.toRealPath().toString());
        assertThat(components).hasSize(script.toRealPath().getNameCount() + 1);
        assertThat(components.getLast().mode()).isEqualTo(0757);
        assertThat(components.getLast().directory()).isFalse();
        assertThat(components.getLast().isWritableByOthers()).isTrue();
        assertThat(components.get(components.size() - 2).directory()).isTrue();
    }

    @Test
    void linksAreFollowed() throws IOException {
        Path script = script("check.sh", "rwxr-xr-x");
        Path link = Files.createSymbolicLink(folder.resolve("link"), script);
        assertThat(new FilePathFacts("").components(link.toString()).getLast().path())
                .isEqualTo(script.toRealPath().toString());
    }

    @Test
    void whatIsNotThereHasNoComponents() {
        assertThat(new FilePathFacts("").components(folder + "/gone")).isEmpty();
        assertThat(new FilePathFacts("").components("/a\0b")).isEmpty();
    }

    @Test
    void bareNamesAreLookedUpInOrder() throws IOException {
        Path script = script("check.sh", "rwxr-xr-x");
        FilePathFacts facts = new FilePathFacts("relative:/nonexistent:" + folder + ":/usr/bin");
        assertThat(facts.searchPath("check.sh")).contains(script.toString());
        assertThat(facts.searchPath("gone.sh")).isEmpty();
    }

    private Path script(String name, String permissions) throws IOException {
        Path script = Files.createFile(folder.resolve(name));
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString(permissions));
    }
}
