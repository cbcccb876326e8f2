package dev.baton.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.source.SourceLoader.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceLoaderTest {
    @TempDir
    private Path folder = Path.of("");

    private final FileSourceLoader loader = new FileSourceLoader();

    @Test
    void filesAreReadAndEverythingElseSaysWhyNot() throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), "global_defs {\n}\n");
        assertThat(loader.load(file.toString())).isEqualTo(new Loaded.Content("global_defs {\n}\n"));
        assertThat(loader.load(folder.resolve("b.conf").toString())).isEqualTo(new Loaded.Missing());
        assertThat(loader.load(folder.toString())).isEqualTo(new Loaded.Refused("it is a directory"));
        assertThat(loader.load("/dev/null")).isEqualTo(new Loaded.Refused("it is not a regular file"));
    }

    @Test
    void patternsMatchInEveryPartOfThePathAndComeSorted() throws IOException {
        for (String name : new String[] {"x1/b.conf", "x1/a.conf", "x2/c.conf", "y/d.conf", "x1/.hidden.conf"}) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "");
        }
        assertThat(loader.glob(folder + "/x*/*.conf"))
                .containsExactly(folder + "/x1/a.conf", folder + "/x1/b.conf", folder + "/x2/c.conf");
        assertThat(loader.glob(folder + "/x[2-9]/?.conf")).containsExactly(folder + "/x2/c.conf");
        assertThat(loader.glob(folder + "/y/d.conf")).containsExactly(folder + "/y/d.conf");
        assertThat(loader.glob(folder + "/z/*.conf")).isEmpty();
    }
}
