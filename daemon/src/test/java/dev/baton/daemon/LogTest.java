package dev.baton.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogTest {
    private static final int LINES_MAX = 4096;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("^[-0-9]+ [:.0-9]+ ", ""))
                .toList();
    }

    @Test
    void linesAreWrittenInOrderBeforeItCloses() {
        try (Log log = Log.on(new PrintStream(written, true, StandardCharsets.UTF_8))) {
            IntStream.range(0, 1000).forEach(number -> log.line("line " + number));
        }
        assertThat(lines())
                .isEqualTo(IntStream.range(0, 1000)
                        .mapToObj(number -> "line " + number)
                        .toList());
    }

    /// A pipe that is full: the writer is stuck with the first line, and nobody else is.
    @Test
    void whoeverLogsNeverWaitsAndWhatIsDroppedIsCounted() {
        CountDownLatch reading = new CountDownLatch(1);
        OutputStream pipe = new OutputStream() {
            @Override
            public void write(int octet) {
                await(reading);
                written.write(octet);
            }
        };
        try (Log log = Log.on(new PrintStream(pipe, false, StandardCharsets.UTF_8))) {
            IntStream.range(0, 3 * LINES_MAX).forEach(number -> log.line("line " + number));
            reading.countDown();
        }
        assertThat(lines()).contains("line 0", "line 4000").anyMatch(line -> line.contains(" log lines were dropped"));
        assertThat(lines()).hasSizeLessThan(2 * LINES_MAX + 2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
