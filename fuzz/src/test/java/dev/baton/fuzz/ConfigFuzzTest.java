package dev.baton.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.baton.config.ConfigResult;
import dev.baton.config.KeepalivedConfig;
import dev.baton.config.KeepalivedVerdict;
import dev.baton.config.diagnostic.TextRenderer;
import dev.baton.config.format.Formatter;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import java.nio.charset.StandardCharsets;

/// Whatever a file holds, reading it gives a tree and diagnostics, and never an exception; formatting it
/// twice is formatting it once. Without `JAZZER_FUZZ=1` only the known inputs are replayed.
class ConfigFuzzTest {
    private static final ReadOptions OPTIONS = ReadOptions.forHost("node1.example.org");

    @FuzzTest(maxDuration = "60s")
    void readingEndsInDiagnostics(byte[] bytes) {
        ConfigResult result = KeepalivedConfig.read(MemorySourceLoader.of("/t.conf", bytes), "/t.conf", OPTIONS);
        TextRenderer.plain().render(result.diagnostics());
        KeepalivedVerdict.exitCode(result.diagnostics());
    }

    @FuzzTest(maxDuration = "60s")
    void formattingIsDoneAfterOnce(byte[] bytes) {
        String once = Formatter.format(new String(bytes, StandardCharsets.ISO_8859_1));
        if (!Formatter.format(once).equals(once)) {
            throw new AssertionError("formatting again changes the text");
        }
    }
}
