package dev.baton.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UmaskTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0177",
        "umask 022, 0022",
        "umask 0x12, 0022",
        "umask 18, 0022",
        "umask IRWXG|IWOTH, 0072",
        "umask IXUSR | IRWXG | IRWXO, 0177",
        "umask NONSENSE, 0177"
    })
    void maskIsReadAsKeepalivedReadsIt(String line, String octal) {
        String conf = "global_defs {\n" + line + "\n}\n";
        assertThat(Umask.of(KeepalivedConfig.read(MemorySourceLoader.of("/k", conf), "/k", ReadOptions.forHost("h"))
                        .configuration()
                        .orElseThrow()
                        .globals()))
                .isEqualTo(Integer.parseInt(octal, 8));
    }
}
