package dev.baton.it.lab;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A machine with a kernel of its own (`tools/guest-kernel`), for what the kernel outside may lack: one for a whole
/// suite, because it takes seconds to start. It ends with this JVM, however that ends.
///
/// It sees this machine's files, and may write to [#folder()]. What runs inside is slow to start: 25 ms a process,
/// half a second a JVM.
public final class Guest implements AutoCloseable {
    /// Reads end of file when this JVM is gone.
    private static final String HOLDER = "\"$@\" & guest=$!; exec >/dev/null 2>&1; cat; kill $guest; wait $guest";
    /// Runs one script after another; ends the output of each with a zero byte and its status.
    private static final String AGENT = """
            mkfifo /run/pause
            exec 3<>/run/pause
            for ((n = 0; ; n++)); do
                until [ -e "$0/$n.sh" ]; do read -rt 0.02 -u 3; done
                bash "$0/$n.sh" 2>&1 3<&-
                printf '\\0%s\\n' $?
            done
            """;

    private final Path folder;
    private final Process holder;
    private final InputStream output;
    private int scripts;

    private Guest(Path folder, Process holder) {
        this.folder = folder;
        this.holder = holder;
        this.output = new BufferedInputStream(holder.getInputStream());
    }

    /// True if this machine can start one: User-mode Linux is installed.
    public static boolean isPossible() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "linux.uml")));
    }

    /// A guest that is ready, and that lasts no longer than this.
    public static Guest boot(Duration atMost) {
        try {
            Path folder = Files.createTempDirectory("baton-guest-");
            List<String> words = List.of(
                    "sh",
                    "-c",
                    HOLDER,
                    "holder",
                    Checkout.root().resolve("tools/guest-kernel").toString(),
                    "-t",
                    Long.toString(atMost.toSeconds()),
                    "-w",
                    folder.toString(),
                    "bash",
                    "-c",
                    AGENT,
                    folder.toString());
            Process holder = new ProcessBuilder(words).redirectErrorStream(true).start();
            Guest guest = new Guest(folder, holder);
            guest.run("true");
            return guest;
        } catch (IOException e) {
            throw new LabException("starting a guest", e);
        }
    }

    /// A folder that both sides see and may write to. Files of the guest's appear outside after `sync`.
    public Path folder() {
        return folder;
    }

    /// Runs a script of bash to its end, one at a time. A program that it leaves running needs a log of its own.
    public synchronized Command attempt(String script) {
        try {
            Path written = Files.writeString(folder.resolve("next"), script);
            Files.move(written, folder.resolve(scripts++ + ".sh"), StandardCopyOption.ATOMIC_MOVE);
            String text = until(0);
            String status = until('\n');
            return new Command(Integer.parseInt(status), text);
        } catch (IOException e) {
            throw new LabException("running in the guest: " + script, e);
        }
    }

    /// The output of a script that must succeed.
    public String run(String script) {
        Command done = attempt(script);
        if (done.exit() != 0) {
            throw new LabException("in the guest: " + script + " ended with " + done.exit() + ": " + done.output());
        }
        return done.output();
    }

    /// The script that runs a class of this class path.
    public static String java(Class<?> main, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                main.getName()));
        words.addAll(List.of(arguments));
        return String.join(" ", words.stream().map(Guest::quoted).toList());
    }

    private static String classPath() {
        Path tests = Checkout.root().resolve("it/target/test-classes");
        String modules = System.getProperty("jdk.module.path", "");
        return String.join(":", modules, System.getProperty("java.class.path", ""), tests.toString());
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private String until(int end) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int each;
        while ((each = output.read()) != end) {
            if (each < 0) {
                throw new LabException("the guest has ended: " + bytes.toString(StandardCharsets.UTF_8));
            }
            bytes.write(each);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            // End of file is what the holder ends the guest for; killed, it could not.
            holder.getOutputStream().close();
            holder.waitFor();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted((a, b) -> b.compareTo(a))
                        .forEach(file -> file.toFile().delete());
            }
        } catch (IOException e) {
            throw new LabException("ending the guest", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
