package dev.baton.it.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `baton vpc serve` of a test's own: at a free port, with a state directory that outlives it.
public final class CloudProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("answers at http://(127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final Path log;

    private CloudProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Starts it, and returns at once.
    static CloudProcess launch(Path folder, String... options) throws IOException {
        Path log = Files.createTempFile(folder, "serve-", ".log");
        List<String> words = new ArrayList<>(List.of(
                Checkout.root().resolve("tools/baton-java").toString(),
                Checkout.application().toString(),
                "vpc",
                "serve",
                "--state",
                folder.resolve("state").toString()));
        words.addAll(List.of(options));
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new CloudProcess(builder.start(), log);
    }

    /// Starts it, and returns when it takes calls.
    public static CloudProcess start(Path folder, String... options) throws IOException {
        CloudProcess cloud = launch(folder, options);
        try {
            Await.until(
                    "the server takes calls",
                    Duration.ofMinutes(2),
                    () -> !cloud.process.isAlive() || cloud.log().contains("access key"),
                    cloud::log);
            return cloud;
        } catch (LabException e) {
            cloud.close();
            throw e;
        }
    }

    /// Host and port.
    String endpoint() {
        Matcher found = found();
        if (!found.find()) {
            throw new IllegalStateException("the server did not start\n" + log());
        }
        return found.group(1);
    }

    /// The first process of the machine of this name that the server has made; empty if there is none.
    Optional<Long> machine(String hostname) {
        return process.descendants()
                .filter(each -> commandLine(each.pid()).startsWith("sh -c "))
                .filter(each -> commandLine(each.pid()).contains("127.0.0.1 localhost " + hostname + " "))
                .map(ProcessHandle::pid)
                .findFirst();
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), UTF_8).replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    /// SIGKILL; returns when it is dead.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM, and its exit code.
    int terminate() throws InterruptedException {
        process.destroy();
        return await();
    }

    /// Its exit code.
    int await() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the server has not ended\n" + log());
        }
        return process.exitValue();
    }

    /// Everything it has written so far.
    public String log() {
        try {
            return Files.readString(log, UTF_8);
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    private Matcher found() {
        return ADDRESS.matcher(log());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
