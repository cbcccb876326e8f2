package dev.baton.vpc.demo;

import dev.baton.model.IpAddress;
import dev.baton.vpc.Programs;
import dev.baton.vpc.VpcException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// One of the tutorial's two hosts: an instance whose user data starts a web server and a VRRP daemon.
final class Host {
    private static final String CONFIGURATION = "/run/keepalived/keepalived.conf";
    private static final String ENDED = "the daemon has ended";

    private final String name;
    private final IpAddress address;
    private final DemoOptions.Peer daemon;
    private final JavaLauncher java;
    private Optional<Path> logFile = Optional.empty();
    private long logStart;

    Host(String name, IpAddress address, DemoOptions.Peer daemon, JavaLauncher java) {
        this.name = name;
        this.address = address;
        this.daemon = daemon;
        this.java = java;
    }

    String name() {
        return name;
    }

    String hostName() {
        return name.toLowerCase(Locale.ROOT);
    }

    IpAddress address() {
        return address;
    }

    /// Fails if a program that it will need is not installed, before anything is built.
    void requirePrograms() throws VpcException {
        daemonCommand();
    }

    /// What the instance runs at its start: the tutorial's file byte for byte, the page that names the host, and both
    /// services.
    String userData() throws VpcException {
        String file = Base64.getMimeEncoder().encodeToString(Tutorial.file(hostName() + ".conf"));
        return """
                #!/bin/sh
                cd %1$s
                mkdir -p /run/keepalived
                base64 -d > %2$s <<'END'
                %3$s
                END
                %4$s
                %5$s
                echo '%6$s'
                """.formatted(
                        quoted(Path.of("").toAbsolutePath().toString()),
                        CONFIGURATION,
                        file.replace("\r", ""),
                        WebServer.script(name, java),
                        shell(daemonCommand()),
                        ENDED);
    }

    private List<String> daemonCommand() throws VpcException {
        return switch (daemon) {
            case BATON -> java.daemon(CONFIGURATION);
            // -P: VRRP only. With its health checkers keepalived ends at once where the kernel has no IPVS.
            case KEEPALIVED ->
                List.of(
                        Programs.require("keepalived", "keepalived"),
                        "--dont-fork",
                        "--log-console",
                        "--log-detail",
                        "--vrrp",
                        "--use-file",
                        CONFIGURATION);
        };
    }

    /// The command as a line of a shell script.
    static String shell(List<String> command) {
        return command.stream().map(Host::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /// It is about to be switched on; what this file gets from now on is its log.
    void starts(Path log) {
        logFile = Optional.of(log);
        logStart = log.toFile().length();
    }

    /// True if the daemon has ended by itself although the host is on.
    boolean daemonEnded() {
        return log().lines().contains(ENDED);
    }

    /// What the host's programs have written since it was switched on last.
    DaemonLog log() {
        return logFile.map(this::read).orElseGet(() -> new DaemonLog(List.of()));
    }

    private DaemonLog read(Path file) {
        try {
            byte[] all = Files.readAllBytes(file);
            String text = new String(all, (int) logStart, all.length - (int) logStart, StandardCharsets.UTF_8);
            int complete = text.lastIndexOf('\n') + 1;
            return new DaemonLog(text.substring(0, complete).lines().toList());
        } catch (NoSuchFileException notYet) {
            return new DaemonLog(List.of());
        } catch (IOException e) {
            return new DaemonLog(List.of("(" + file + " cannot be read: " + e.getMessage() + ")"));
        }
    }

    /// @param status in the cloud's words
    Scene.Node node(String status) {
        boolean isOn = status.equals("Starting") || status.equals("Running");
        String state = isOn ? log().state() : "";
        Scene.Power power = !isOn ? Scene.Power.OFF : state.isEmpty() ? Scene.Power.STARTING : Scene.Power.ON;
        return new Scene.Node(name, address.toString(), power, state);
    }
}
