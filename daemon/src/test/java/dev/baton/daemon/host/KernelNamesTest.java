package dev.baton.daemon.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelNamesTest {
    @TempDir
    private Path folder = Path.of("/nowhere");

    @Test
    void namesComeFromTheFoldersThatTheConfigurationNames() throws IOException, Unusable {
        Path shared = Files.createDirectory(folder.resolve("usr"));
        Path local = Files.createDirectory(folder.resolve("etc"));
        Files.writeString(shared.resolve("rt_tables"), "# number name\n10 blue\n11 green\n");
        Files.writeString(local.resolve("rt_tables"), "0x20 blue\n");
        String text = "global_defs {\niproute_usr_dir " + shared + "\niproute_etc_dir " + local + "\n}\n";
        KernelNames names = KernelNames.ofSystem(
                KeepalivedConfig.read(MemorySourceLoader.of("/k.conf", text), "/k.conf", ReadOptions.forHost("h"))
                        .configuration()
                        .orElseThrow()
                        .globals());
        assertThat(names.table("blue")).isEqualTo(32);
        assertThat(names.table("green")).isEqualTo(11);
        assertThat(names.table("main")).isEqualTo(254);
    }
}
