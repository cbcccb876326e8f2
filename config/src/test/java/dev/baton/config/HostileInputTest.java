package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.diagnostic.TextRenderer;
import dev.baton.config.source.MemorySourceLoader;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever a file holds, reading it ends soon, with diagnostics and without an exception.
@Timeout(120)
class HostileInputTest {
    private static final Duration START = Duration.ofSeconds(2);
    private static final Duration PER_MEGABYTE = Duration.ofSeconds(1);

    /// Processor time, because other programs on the machine must not decide about the result.
    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static ConfigResult read(byte[] bytes) {
        Duration start = processorTime();
        ConfigResult result =
                KeepalivedConfig.read(MemorySourceLoader.of("/t.conf", bytes), "/t.conf", Configs.OPTIONS);
        TextRenderer.plain().render(result.diagnostics());
        assertThat(processorTime().minus(start))
                .isLessThan(START.plus(PER_MEGABYTE.multipliedBy(bytes.length / 1_000_000)));
        return result;
    }

    private static ConfigResult read(String text) {
        return read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void hundredThousandNestedBraces() {
        assertThat(Configs.codes(read("vrrp_instance x {\n".repeat(100_000)))).contains("missing-closing-brace");
        assertThat(Configs.codes(read("{\n".repeat(100_000)))).contains("unexpected-opening-brace");
        assertThat(Configs.codes(read("strange {\n".repeat(100_000)))).contains("unknown-keyword");
        assertThat(Configs.codes(read("}\n".repeat(100_000)))).contains("extra-closing-brace", "too-many-findings");
    }

    @Test
    void tenMegabyteLine() {
        assertThat(Configs.codes(read("x".repeat(10_000_000)))).containsExactly("line-too-long");
        assertThat(Configs.codes(read("{".repeat(10_000_000)))).containsExactly("line-too-long");
    }

    @Test
    void binaryRubbish() {
        byte[] bytes = new byte[3_000_000];
        new Random(7).nextBytes(bytes);
        assertThat(Configs.codes(read(bytes))).contains("unknown-keyword", "embedded-nul");
    }

    @Test
    void manyLinesOfUnknownWords() {
        assertThat(Configs.codes(read("prioritty 100\n".repeat(300_000))))
                .contains("unknown-keyword", "too-many-findings");
    }

    @Test
    void fileThatIncludesItselfTwice() {
        assertThat(Configs.codes(read("include t.conf\ninclude t.conf\n")))
                .contains("include-loop", "too-many-includes");
    }

    @Test
    void definitionsThatMultiply() {
        StringBuilder text = new StringBuilder("$A0=\\\nx y\\\nx y\n");
        for (int level = 1; level < 40; level++) {
            text.append("$A%d=\\\n$A%d\\\n$A%d\n".formatted(level, level - 1, level - 1));
        }
        assertThat(Configs.codes(readLong(text.append("$A39\n").toString()))).contains("expansion-too-large");
    }

    @Test
    void sequencesThatMultiply() {
        assertThat(Configs.codes(readLong("~SEQ(A,1,9999) ~SEQ(B,1,9999) instance ${A}\n")))
                .contains("expansion-too-large");
        assertThat(Configs.codes(read("~SEQ(A,1,2000000000) instance ${A}\n"))).contains("bad-sequence");
    }

    @Test
    void definitionsThatUseEachOther() {
        assertThat(Configs.codes(read("$A=${B}\n$B=${A}\ninstance ${A}\n"))).contains("definition-recursion");
        assertThat(Configs.codes(read("$A=x \\\n$B\n$B=y \\\n$A\n$A\n"))).contains("definition-recursion");
        assertThat(Configs.codes(read("$A=${A}${A}\ninstance ${A}\n"))).contains("expanded-line-too-long");
    }

    @Test
    void everyTruncationAndEveryChangedByteOfARealFile() {
        String text = Configs.text(Configs.RESOURCES.resolve("seed/ha1.conf"));
        for (int length = 0; length < text.length(); length += 3) {
            read(text.substring(0, length));
        }
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            for (int change = 0; change <= round % 4; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            read(bytes);
        }
    }

    @Test
    void manyFilesInOneDirectory() {
        Map<String, String> files = new TreeMap<>();
        for (int index = 0; index < 2_000; index++) {
            files.put("/conf.d/%04d.conf".formatted(index), "instance a\n");
        }
        files.put("/t.conf", "include conf.d/*\n");
        ConfigResult result = KeepalivedConfig.read(new MemorySourceLoader("/", files), "/t.conf", Configs.OPTIONS);
        assertThat(result.tree().statements()).hasSize(2_000);
    }

    /// As [#read], for input whose expansion is what takes the time.
    private static ConfigResult readLong(String text) {
        return KeepalivedConfig.read(MemorySourceLoader.of("/t.conf", text), "/t.conf", Configs.OPTIONS);
    }
}
