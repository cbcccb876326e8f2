package dev.baton.it.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program that is run to its end: its exit code and what it wrote to both streams.
///
/// @param exit 0..255, above 128 for a signal
/// @param output standard output and standard error in the order in which they were written
public record Command(int exit, String output) {
    private static final int SECONDS_MAX = 60;

    /// Runs a program and waits for it.
    ///
    /// @throws LabException if it cannot be started or takes longer than a minute
    public static Command run(List<String> words) {
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new LabException(String.join(" ", words) + " did not end");
            }
            return new Command(process.exitValue(), output);
        } catch (IOException e) {
            throw new LabException(String.join(" ", words), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException(String.join(" ", words), e);
        }
    }

    /// The output of a program that must succeed.
    ///
    /// @throws LabException with the output if it ends with anything but 0
    public static String output(List<String> words) {
        Command done = run(words);
        if (done.exit != 0) {
            throw new LabException(String.join(" ", words) + " ended with " + done.exit + ": " + done.output);
        }
        return done.output;
    }
}
