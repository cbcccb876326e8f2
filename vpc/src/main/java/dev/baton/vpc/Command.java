package dev.baton.vpc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs one short program to its end. The only place that waits for another program's exit.
final class Command {
    private static final long SECONDS_MAX = 10;

    private Command() {}

    /// Feeds `input`, waits, and returns what was printed.
    ///
    /// @throws VpcException if the program cannot be started, fails, or takes longer than ten seconds
    static String run(List<String> command, String input) throws VpcException {
        String name = String.join(" ", command);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            // Scripts are a few kilobytes and answers a few lines: both fit into a pipe, so nothing can block
            // here.
            try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                stdin.write(input);
            }
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new VpcException(name, "no end after " + SECONDS_MAX + " s");
            }
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new VpcException(name, answer.isBlank() ? "exit code " + process.exitValue() : answer);
            }
            return answer;
        } catch (IOException e) {
            throw new VpcException(name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VpcException(name, "interrupted");
        }
    }
}
