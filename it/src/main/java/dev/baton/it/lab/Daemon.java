package dev.baton.it.lab;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A peer that is one program with one configuration file, and that puts its addresses on `eth0`.
abstract class Daemon implements Peer {
    static final String FILE = "/run/keepalived.conf";

    private final Host host;
    private String configuration;
    private Optional<Program> program = Optional.empty();

    Daemon(Host host, String configuration) {
        this.host = host;
        this.configuration = configuration;
    }

    /// The command line, without the namespace.
    abstract List<String> words();

    Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public void start() {
        start(words());
    }

    void start(List<String> words) {
        program.ifPresent(Program::close);
        host.machine().write(FILE, configuration);
        program = Optional.of(Program.start(host.machine(), environment(), words));
    }

    /// The program as it was last started.
    Program program() {
        return program.orElseThrow(() -> new LabException(product() + " on " + host.name() + " was never started"));
    }

    @Override
    public void terminate() {
        program().terminate();
    }

    @Override
    public int awaitEnd() {
        return program().await(STOP_MAX);
    }

    @Override
    public void kill() {
        program().kill();
    }

    @Override
    public void freeze() {
        program().freeze();
    }

    @Override
    public void thaw() {
        program().thaw();
    }

    @Override
    public void configure(String next) {
        configuration = next;
    }

    @Override
    public void reload() {
        host.machine().write(FILE, configuration);
        program().signal("HUP", List.of(program().pid()));
    }

    @Override
    public boolean isRunning() {
        return program.isPresent() && program().isRunning();
    }

    @Override
    public List<Long> pids() {
        return program().pids();
    }

    @Override
    public boolean isMasterOf(String address) {
        return host.holds(address);
    }

    @Override
    public String log() {
        return "--- " + product() + " on " + host.name() + "\n"
                + program.map(Program::log).orElse("(never started)\n");
    }

    @Override
    public void close() {
        program.ifPresent(Program::close);
    }
}
