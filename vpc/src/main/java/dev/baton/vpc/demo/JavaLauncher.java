package dev.baton.vpc.demo;

import dev.baton.vpc.VpcException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Starts further JVMs with this JVM's own program, flags and module path.
final class JavaLauncher {
    /// Blocked from the first instant, so that they reach the daemon's signalfd; HotSpot's threads inherit the
    /// mask.
    private static final String BLOCKED_SIGNALS = "--block-signal=USR1,USR2,RTMIN+2,RTMAX-1,CHLD,HUP,TERM,INT";

    private final List<String> commandLine;

    private JavaLauncher(List<String> commandLine) {
        this.commandLine = List.copyOf(commandLine);
    }

    /// That of the running process.
    static JavaLauncher ofThisProcess() throws VpcException {
        try {
            String words = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
            // Each word ends with a zero byte, the last one too.
            List<String> split = List.of(words.split("\0", -1));
            return of(split.subList(0, split.size() - 1));
        } catch (IOException e) {
            throw new VpcException("reading /proc/self/cmdline", e);
        }
    }

    static JavaLauncher of(List<String> commandLine) {
        return new JavaLauncher(commandLine);
    }

    /// The whole command line, to run this very program again.
    List<String> again() {
        return commandLine;
    }

    /// A main class of a module, with arguments.
    List<String> main(String module, String mainClass, List<String> arguments) {
        List<String> command = flags();
        if (commandLine.contains("-m")) {
            command.addAll(List.of("-m", module + "/" + mainClass));
        } else {
            command.add(mainClass);
        }
        command.addAll(arguments);
        return command;
    }

    /// Baton's daemon in the foreground, started as its launcher script does: the signals that it reads from a
    /// signalfd are blocked, and HotSpot keeps its hands off them.
    List<String> daemon(String configuration) {
        List<String> command = new ArrayList<>(List.of("env", BLOCKED_SIGNALS, "_JAVA_SR_SIGNUM=50"));
        List<String> java = main("dev.baton.cli", "dev.baton.cli.Main", List.of("run", "-f", configuration));
        withoutServer(java);
        if (!java.contains("-Xrs")) {
            java.add(1, "-Xrs");
        }
        command.addAll(java);
        return command;
    }

    /// Takes away what only the cloud's server needs, as the launcher script does for the daemon.
    private static void withoutServer(List<String> java) {
        int modules = java.indexOf("--add-modules");
        if (modules >= 0) {
            java.subList(modules, modules + 2).clear();
        }
        int path = java.indexOf("-p") + 1;
        if (path > 0) {
            java.set(
                    path,
                    Stream.of(java.get(path).split(":", -1))
                            .filter(folder -> !folder.endsWith("/server"))
                            .collect(Collectors.joining(":")));
        }
    }

    /// Everything before the main class: up to `-m`, or through the value of `-cp`.
    private List<String> flags() {
        int module = commandLine.indexOf("-m");
        if (module >= 0) {
            return new ArrayList<>(commandLine.subList(0, module));
        }
        int classPath = Math.max(commandLine.indexOf("-cp"), commandLine.indexOf("-classpath"));
        if (classPath < 0) {
            throw new IllegalStateException("this JVM was started with neither -m nor -cp");
        }
        return new ArrayList<>(commandLine.subList(0, classPath + 2));
    }
}
