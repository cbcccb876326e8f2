package dev.baton.vpc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A machine made of namespaces: network, mounts, processes and host name of its own, and a private `/run`.
///
/// It has no name anywhere. It lives as long as its first process, which waits for the end of a pipe from this
/// JVM: when the JVM ends, however it ends, the kernel closes the pipe and the machine is gone with all its
/// processes, devices and files.
public final class Namespace {
    /// Folder inside the machine for whatever runs in it; vanishes with it.
    public static final String FOLDER = "/run/baton";

    /// What the command line of every machine's first process contains, and hardly any other's.
    static final String MARK = "baton /run";

    /// The folders of a disk that people and programs write to.
    private static final String DISK = "etc home opt root srv tmp usr var";

    private static final int SECONDS_MAX = 10;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final String hostname;
    private final Process holder;
    private final CompletableFuture<Long> init;

    private Namespace(String hostname, Process holder) {
        this.hostname = hostname;
        this.holder = holder;
        this.init = CompletableFuture.supplyAsync(this::awaitReady, Thread::startVirtualThread);
    }

    /// Where a machine's files are.
    public enum Disk {
        /// The system's own, but for `/run`: what the machine writes elsewhere, it writes for everybody.
        SHARED,
        /// The system's as they are, and above them what the machine writes, which vanishes with it (overlayfs).
        OWN
    }

    /// Starts a machine with a shared disk and returns before it is ready; the first use waits for it.
    ///
    /// @param settings lines `ipv4/ip_forward=1`, relative to `/proc/sys/net`
    public static Namespace start(String hostname, List<String> settings) throws VpcException {
        return start(hostname, settings, Disk.SHARED);
    }

    /// As above, with a choice of disk.
    public static Namespace start(String hostname, List<String> settings, Disk disk) throws VpcException {
        // A session of its own: Ctrl-C on our terminal is for us, and what hangs on the pipe ends with us anyway.
        List<String> command = new ArrayList<>(List.of("setsid", Programs.require("unshare", "util-linux")));
        command.addAll(List.of("--net", "--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child"));
        command.addAll(List.of("--mount-proc", "sh", "-c", firstProcess(hostname, settings, disk)));
        try {
            return new Namespace(
                    hostname,
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new VpcException("starting the namespaces of " + hostname, e);
        }
    }

    /// The script that the machine's first process runs: sets the machine up, says so, and waits for the pipe's
    /// end.
    private static String firstProcess(String hostname, List<String> settings, Disk disk) throws VpcException {
        List<String> steps = new ArrayList<>();
        steps.add("mount -t tmpfs -o mode=755 " + MARK);
        steps.add("mkdir " + FOLDER);
        if (disk == Disk.OWN) {
            steps.add("for folder in " + DISK + "; do " + ownFolder() + " || exit; done");
        }
        // The file belongs to the real root, so in a user namespace the program is needed. It is only a name.
        steps.add("{ echo " + hostname + " > /proc/sys/kernel/hostname || hostname " + hostname
                + " || true; } 2>/dev/null");
        // Nobody answers DNS in here, and a program that looks up its own host name would wait for it for seconds.
        // Where /etc/resolv.conf leads into the old /run it is gone already.
        steps.add("echo 127.0.0.1 localhost " + hostname + " > " + FOLDER + "/hosts");
        steps.add("mount --bind " + FOLDER + "/hosts /etc/hosts");
        steps.add(": > " + FOLDER + "/resolv.conf");
        steps.add("{ [ ! -e /etc/resolv.conf ] || mount --bind " + FOLDER + "/resolv.conf /etc/resolv.conf; }");
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            steps.add("echo " + setting.substring(equals + 1) + " > /proc/sys/net/" + setting.substring(0, equals));
        }
        steps.add(Programs.require("ip", "iproute2") + " link set lo up");
        steps.add("echo ready");
        steps.add("read -r order");
        steps.add("[ \"$order\" = keep ]");
        steps.add("exec setsid sleep infinity");
        return String.join(" && ", steps);
    }

    /// Lays an own layer over `/$folder`, whose owner and mode it takes on. What is mounted below it disappears.
    private static String ownFolder() {
        String layer = FOLDER + "/disk/$folder";
        return "if [ -d /$folder ] && [ ! -L /$folder ]; then mkdir -p " + layer + "/new " + layer + "/work"
                + " && { chown --reference=/$folder " + layer + "/new 2>/dev/null || true; }"
                // In a user namespace most owners do not exist.
                + " && chmod --reference=/$folder " + layer + "/new"
                + " && mount -t overlay -o lowerdir=/$folder,upperdir=" + layer + "/new,workdir=" + layer
                + "/work baton /$folder; fi";
    }

    private long awaitReady() {
        try {
            BufferedReader answers = holder.inputReader(StandardCharsets.UTF_8);
            StringBuilder said = new StringBuilder();
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.equals("ready")) {
                    return holder.children().findFirst().orElseThrow().pid();
                }
                said.append(line).append('\n');
            }
            throw new IllegalStateException(said.isEmpty() ? "no namespaces" : said.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The machine's first process, as this process sees it. Waits until the machine is ready.
    public long pid() throws VpcException {
        try {
            return init.get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw VpcException.of("namespaces of " + hostname, e);
        } catch (TimeoutException e) {
            throw new VpcException("namespaces of " + hostname, "not ready after " + SECONDS_MAX + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VpcException("namespaces of " + hostname, "interrupted");
        }
    }

    public String hostname() {
        return hostname;
    }

    /// The file that names its network namespace, for `setns(2)`.
    public Path networkFile() throws VpcException {
        return Path.of("/proc/" + pid() + "/ns/net");
    }

    /// A file inside the machine, seen from outside. Valid while the machine lives.
    public Path outside(String inside) throws VpcException {
        return Path.of("/proc/" + pid() + "/root" + inside);
    }

    /// Writes a file inside the machine, with the folders it needs.
    public void write(String inside, byte[] content) throws VpcException {
        try {
            Path file = outside(inside);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new VpcException("writing " + inside + " on " + hostname, e);
        }
    }

    /// A command that runs with the machine's network and otherwise where we are.
    List<String> networkOnly(String... command) throws VpcException {
        return networkOf(pid(), command);
    }

    /// A command that runs with the network of this process and otherwise where we are.
    static List<String> networkOf(long process, String... command) throws VpcException {
        List<String> all = new ArrayList<>(
                List.of(Programs.require("nsenter", "util-linux"), "--target", Long.toString(process), "--net"));
        all.addAll(List.of(command));
        return all;
    }

    /// Starts a program inside the machine, in a session of its own so that no key of our terminal reaches it.
    /// What it prints goes to a file inside.
    ///
    /// @return the process that entered the machine; it ends when the program does
    public Process spawn(List<String> command, String log) throws VpcException {
        // Entering another mount namespace leads to its root; a relative module path counts from where we are.
        List<String> all = inside("exec > " + log + " 2>&1 < /dev/null; cd \"$0\" && exec \"$@\"");
        all.add(Path.of("").toAbsolutePath().toString());
        return spawn(all, command, ProcessBuilder.Redirect.DISCARD);
    }

    /// As above, in the machine's root folder; what it prints is appended to a file outside.
    public Process spawn(List<String> command, Path log) throws VpcException {
        List<String> all = inside("exec 2>&1 < /dev/null; cd / && exec \"$0\" \"$@\"");
        return spawn(all, command, ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private List<String> inside(String script) throws VpcException {
        List<String> all = new ArrayList<>(List.of("setsid"));
        all.addAll(networkOnly("--mount", "--uts", "--ipc", "--pid", "sh", "-c", script));
        return all;
    }

    private Process spawn(List<String> entering, List<String> command, ProcessBuilder.Redirect output)
            throws VpcException {
        List<String> all = new ArrayList<>(entering);
        all.addAll(command);
        try {
            return new ProcessBuilder(all)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
        } catch (IOException e) {
            throw new VpcException("starting " + command.getFirst() + " on " + hostname, e);
        }
    }

    /// Tells everything inside to end (SIGTERM) and waits until it has, at most this long. The machine stays up.
    ///
    /// @return false if something runs on
    public boolean quiet(Duration atMost) throws VpcException {
        // To all but the first process, which the kernel keeps such signals from, and the sender.
        Command.run(inside("kill -TERM -1 2>/dev/null || true"), "");
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (runsSomething()) {
                if (System.nanoTime() - end >= 0) {
                    return false;
                }
                if (holder.waitFor(LOOK_AGAIN)) {
                    return true;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VpcException("waiting for the end of " + hostname, "interrupted");
        }
    }

    /// Anything but the first process. A zombie that the first process has not collected is nothing.
    private boolean runsSomething() throws VpcException {
        try (Stream<Path> entries = Files.list(outside("/proc"))) {
            return entries.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .filter(path -> !path.endsWith("1"))
                    .anyMatch(Namespace::isAlive);
        } catch (IOException e) {
            // The machine has ended meanwhile, and its /proc with it.
            return false;
        }
    }

    /// By the letter after the name's last bracket, proc_pid_stat(5).
    private static boolean isAlive(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (IOException gone) {
            return false;
        }
    }

    /// Runs this when the machine has ended, whoever ended it; on a thread of the JDK's, so it must not block.
    public void onEnd(Runnable told) {
        CompletableFuture<Void> _ = holder.onExit().thenRun(told);
    }

    public boolean isRunning() {
        return holder.isAlive();
    }

    /// Pulls the plug: every process inside is killed, none is told. Returns before all of them are gone.
    void kill() {
        // The first process, not its parent: the parent then waits until the kernel has cleared the machine away.
        boolean ready = init.state() == Future.State.SUCCESS;
        Optional<ProcessHandle> first = ready ? ProcessHandle.of(init.resultNow()) : Optional.empty();
        first.ifPresentOrElse(ProcessHandle::destroyForcibly, holder::destroyForcibly);
    }

    /// Waits until nothing of a killed machine is left.
    ///
    /// @throws VpcException if something is after some seconds
    void awaitEnd() throws VpcException {
        try {
            if (!holder.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new VpcException(hostname, "is still there " + SECONDS_MAX + " s after SIGKILL");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VpcException(hostname, "interrupted");
        }
    }

    /// Waits until the machine is ready, ends it, and waits until nothing of it is left.
    ///
    /// @throws VpcException if it never was ready, with what the system said
    public void end() throws VpcException {
        pid();
        kill();
        awaitEnd();
    }

    /// Lets the machine outlive this JVM. From now on only somebody who kills its first process ends it.
    public void detach() throws VpcException {
        pid();
        try {
            holder.getOutputStream().write("keep\n".getBytes(StandardCharsets.UTF_8));
            holder.getOutputStream().close();
        } catch (IOException e) {
            throw new VpcException("detaching " + hostname, e);
        }
    }
}
