package dev.baton.it.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Network, mount and process namespaces of their own, with a private `/run` and `/tmp`.
///
/// They live as long as a process that reads a pipe from this JVM. When the JVM ends, however it ends, that one reads
/// end of file and the kernel takes down everything: processes, interfaces, mounts. It ignores SIGCHLD, so that killed
/// daemons leave no zombies that their pid files would still point to. The path of the checkout stays
/// visible even when it lies below `/tmp`.
public final class Namespace implements AutoCloseable {
    private static final String SET_UP = """
            set -e
            mount -t tmpfs tmpfs /run
            mkdir -p /run/lock /run/checkout
            mount --bind "$1" /run/checkout
            mount -t tmpfs tmpfs /tmp
            mkdir -p "$1"
            mountpoint -q "$1" || mount --bind /run/checkout "$1"
            mount -t sysfs sysfs /sys
            ip link set lo up
            echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad
            echo ready
            exec env --ignore-signal=CHLD cat >/dev/null
            """;

    private final String name;
    private final Process unshare;
    private final long init;

    private Namespace(String name, Process unshare, long init) {
        this.name = name;
        this.unshare = unshare;
        this.init = init;
    }

    /// New namespaces, ready to be entered.
    ///
    /// @throws LabException if the kernel refuses, with what it said; root is needed
    public static Namespace create(String name) {
        try {
            Process unshare =
                    new ProcessBuilder(holder()).redirectErrorStream(true).start();
            String answer = unshare.inputReader(StandardCharsets.UTF_8).readLine();
            if (!"ready".equals(answer)) {
                unshare.destroyForcibly();
                throw new LabException("namespace " + name + ": " + answer);
            }
            long init = unshare.children().findFirst().orElseThrow().pid();
            return new Namespace(name, unshare, init);
        } catch (IOException e) {
            throw new LabException("namespace " + name, e);
        }
    }

    private static List<String> holder() {
        return List.of(
                "unshare",
                "--net",
                "--mount",
                "--pid",
                "--fork",
                "--mount-proc",
                "--kill-child",
                "sh",
                "-c",
                SET_UP,
                "holder",
                Checkout.root().toString());
    }

    String name() {
        return name;
    }

    /// The process that keeps it alive, as the outside numbers it; `/proc/PID/ns/net` is the network.
    public long pid() {
        return init;
    }

    /// A file inside, by its path outside.
    Path file(String inside) {
        return Path.of("/proc/" + init + "/root" + inside);
    }

    /// Writes a file inside.
    public void write(String inside, String text) {
        try {
            Files.createDirectories(file(inside).getParent());
            Files.writeString(file(inside), text);
        } catch (IOException e) {
            throw new LabException(name + ": writing " + inside, e);
        }
    }

    /// The command line that runs `words` inside.
    List<String> entering(List<String> words) {
        List<String> line = new ArrayList<>(List.of("nsenter", "-t", Long.toString(init), "-n", "-m", "-p", "--"));
        line.addAll(words);
        return line;
    }

    /// Runs a program inside to its end; it must succeed.
    public String run(String... words) {
        return Command.output(entering(List.of(words)));
    }

    /// Runs a program inside to its end, whatever that is.
    public Command attempt(String... words) {
        return Command.run(entering(List.of(words)));
    }

    /// Kills every process inside at once, as a power failure does, and gives the network back.
    @Override
    public void close() {
        ProcessHandle.of(init).ifPresent(ProcessHandle::destroyForcibly);
        Await.until("namespace " + name + " has ended", Duration.ofSeconds(10), () -> !unshare.isAlive(), () -> "");
    }
}
