package dev.baton.it;

import dev.baton.it.lab.Checkout;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `baton demo` as a process of its own. Everything that it starts inherits a mark in its environment, by which
/// what is left behind can be told from what others do on the same machine.
final class DemoProcess implements AutoCloseable {
    private final String mark;
    private final Process process;
    private final BufferedReader lines;
    private final StringBuilder said = new StringBuilder();

    private DemoProcess(String mark, Process process) {
        this.mark = mark;
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Starts it with the application that was built.
    ///
    /// @param runtime stands for the user's folder for run time files
    static DemoProcess start(Path runtime, String... options) throws IOException {
        return start(List.of(), Checkout.application(), runtime, options);
    }

    /// Starts it through another program, and with a copy of the application.
    static DemoProcess start(List<String> through, Path application, Path runtime, String... options)
            throws IOException {
        List<String> command = new ArrayList<>(through);
        command.addAll(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=dev.baton.linux",
                "--add-modules",
                "ALL-MODULE-PATH,java.se",
                "-p",
                application + ":" + application.resolveSibling("server"),
                "-m",
                "dev.baton.cli/dev.baton.cli.Main",
                "demo"));
        command.addAll(List.of(options));
        String mark = "BATON_TEST_MARK=" + UUID.randomUUID();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("XDG_RUNTIME_DIR", runtime.toString());
        int equals = mark.indexOf('=');
        builder.environment().put(mark.substring(0, equals), mark.substring(equals + 1));
        return new DemoProcess(mark, builder.start());
    }

    /// Reads on until a line contains this.
    ///
    /// @throws AssertionError if the demo ends without having said it
    void awaitLine(String part) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            if (line.contains(part)) {
                return;
            }
        }
        throw new AssertionError("the demo never said '" + part + "' but\n" + said);
    }

    /// Reads to the end.
    String rest() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
        }
        return said.toString();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the demo does not end after\n" + said);
        }
        return process.exitValue();
    }

    /// SIGKILL to the program itself and to nothing that it has started.
    void killMinusNine() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// How many processes it or anything of it still runs.
    long processes() {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .filter(this::carriesTheMark)
                    .count();
        } catch (IOException e) {
            throw new AssertionError("no /proc", e);
        }
    }

    private boolean carriesTheMark(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                    .contains(mark);
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
