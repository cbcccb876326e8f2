package dev.baton.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/// Runs a test's body on a thread of its own in a new network namespace, which goes when the thread ends.
final class Isolated {
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    private Isolated() {}

    static void run(Body body) throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().name("isolated").start(() -> {
            try {
                NetworkNamespace.unshare();
                sh("ip link set lo up");
                body.run();
            } catch (Throwable thrown) {
                failure.set(thrown);
            }
        });
        thread.join();
        if (failure.get() instanceof Error error) {
            throw error;
        }
        if (failure.get() instanceof Exception exception) {
            throw exception;
        }
    }

    /// Runs a shell command in the calling thread's namespace and returns what it printed.
    static String sh(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-ec", command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new AssertionError("'" + command + "' ended with " + status + ": " + output);
        }
        return output;
    }
}
