package dev.baton.vpc.demo;

import dev.baton.havip.Instance;
import dev.baton.vpc.LinuxVpc;
import dev.baton.vpc.Namespace;
import dev.baton.vpc.Programs;
import dev.baton.vpc.VpcException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One of the tutorial's two hosts: an instance that runs a web server and a VRRP daemon whenever it is on.
final class Host {
    private static final String CONFIGURATION = "/run/keepalived/keepalived.conf";
    private static final String LOG = Namespace.FOLDER + "/daemon.log";

    private final String name;
    private final Instance instance;
    private final DemoOptions.Peer daemon;
    private final JavaLauncher java;
    private Optional<Namespace> machine = Optional.empty();
    private Optional<Process> daemonProcess = Optional.empty();
    private DaemonLog lastLog = new DaemonLog(List.of());

    Host(String name, Instance instance, DemoOptions.Peer daemon, JavaLauncher java) {
        this.name = name;
        this.instance = instance;
        this.daemon = daemon;
        this.java = java;
    }

    String name() {
        return name;
    }

    Instance instance() {
        return instance;
    }

    /// Fails if a program that it will need is not installed, before anything is built.
    void requirePrograms() throws VpcException {
        daemonCommand();
    }

    /// Switches it on and starts both services.
    void powerOn(LinuxVpc vpc) throws VpcException {
        Namespace on = vpc.powerOn(instance.id(), name.toLowerCase(Locale.ROOT));
        machine = Optional.of(on);
        lastLog = new DaemonLog(List.of());
        on.write(CONFIGURATION, Tutorial.file(name.toLowerCase(Locale.ROOT) + ".conf"));
        WebServer.start(on, name, java);
        daemonProcess = Optional.of(on.spawn(daemonCommand(), LOG));
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

    /// Switches it off without a word to anything that runs on it.
    void powerOff(LinuxVpc vpc) throws VpcException {
        lastLog = log();
        machine = Optional.empty();
        daemonProcess = Optional.empty();
        vpc.powerOff(instance.id());
    }

    boolean isOn() {
        return machine.isPresent();
    }

    /// True if the daemon has ended although the host is on.
    boolean daemonEnded() {
        return daemonProcess.filter(process -> !process.isAlive()).isPresent();
    }

    /// What the daemon has written since the host was switched on last; after power off, what it had written.
    DaemonLog log() {
        machine.ifPresent(on -> lastLog = read(on, LOG));
        return lastLog;
    }

    private static DaemonLog read(Namespace machine, String file) {
        try {
            String text = Files.readString(machine.outside(file), StandardCharsets.UTF_8);
            int complete = text.lastIndexOf('\n') + 1;
            return new DaemonLog(text.substring(0, complete).lines().toList());
        } catch (NoSuchFileException notYet) {
            return new DaemonLog(List.of());
        } catch (IOException | VpcException e) {
            return new DaemonLog(List.of("(" + file + " cannot be read: " + e.getMessage() + ")"));
        }
    }

    /// What the web server has written; usually nothing.
    DaemonLog webLog() {
        return machine.map(on -> read(on, WebServer.LOG)).orElseGet(() -> new DaemonLog(List.of()));
    }

    Scene.Node node() {
        DaemonLog log = isOn() ? log() : new DaemonLog(List.of());
        Scene.Power power = !isOn() ? Scene.Power.OFF : log.state().isEmpty() ? Scene.Power.STARTING : Scene.Power.ON;
        return new Scene.Node(name, instance.address().toString(), power, log.state());
    }
}
