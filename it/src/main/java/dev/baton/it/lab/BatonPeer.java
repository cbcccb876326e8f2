package dev.baton.it.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Baton's own daemon, from the built application.
public final class BatonPeer extends Daemon {
    private final Map<String, String> environment;

    public BatonPeer(Host host, String configuration) {
        super(host, configuration);
        this.environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
    }

    /// One whose JVM gets further options.
    public BatonPeer(Host host, String configuration, String javaOptions) {
        super(host, configuration);
        this.environment = Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_TOOL_OPTIONS", javaOptions);
    }

    @Override
    public String product() {
        return "baton";
    }

    @Override
    List<String> words() {
        return run(FILE);
    }

    /// Starts it on another file, which may be missing.
    public void startWith(String file) {
        start(run(file));
    }

    /// Starts it with every event recorded.
    ///
    /// @param recording a file on its host
    public void startRecording(String recording) {
        List<String> words = new ArrayList<>(words());
        words.addAll(List.of("--record", recording));
        start(words);
    }

    @Override
    Map<String, String> environment() {
        return environment;
    }

    /// `baton run -f FILE`, as words.
    private static List<String> run(String file) {
        Path root = Checkout.root();
        return List.of(
                root.resolve("tools/baton-java").toString(),
                Checkout.application().toString(),
                "run",
                "-f",
                file);
    }
}
