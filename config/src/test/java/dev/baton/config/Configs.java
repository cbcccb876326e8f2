package dev.baton.config;

import dev.baton.config.diagnostic.Diagnostic;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Short ways to read a configuration in a test.
final class Configs {
    static final Path RESOURCES = Path.of("src/test/resources");
    static final ReadOptions OPTIONS = ReadOptions.forHost("node1.example.org").withPathFacts(new KnownPaths());

    private Configs() {}

    static ConfigResult read(String text) {
        return KeepalivedConfig.read(MemorySourceLoader.of("/t.conf", text), "/t.conf", OPTIONS);
    }

    /// An instance with the least that it needs, and these lines added.
    static ConfigResult instance(String lines) {
        return read("vrrp_instance VI_1 {\ninterface eth0\nvirtual_router_id 51\nvirtual_ipaddress {\n192.0.2.1/24\n}\n"
                + lines + "\n}\n");
    }

    static List<String> codes(ConfigResult result) {
        return result.diagnostics().stream()
                .map(Diagnostic::code)
                .map(code -> code.id())
                .toList();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
