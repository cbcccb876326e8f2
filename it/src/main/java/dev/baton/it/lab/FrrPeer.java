package dev.baton.it.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// FRR's vrrpd with its zebra: an implementation of the protocol that shares nothing with keepalived.
///
/// It keeps the shared addresses on a macvlan interface with the virtual router's own hardware address and takes the
/// interface's carrier while it is backup, so who is master is read from its log.
public final class FrrPeer implements Peer {
    private static final String FILE = "/run/frr.conf";
    private static final String FOLDER = "/usr/lib/frr/";
    private static final String DEVICE = "vrrp-51";
    private static final Pattern TRANSITION = Pattern.compile("\\[IPv([46])] \\w+ -> (\\w+)");

    private final Host host;
    private final Setting setting;
    private String configuration;
    private Optional<Program> zebra = Optional.empty();
    private Optional<Program> vrrpd = Optional.empty();

    /// A peer of multicast settings without authentication, which is all that it can do.
    public FrrPeer(Host host, Setting setting, int priority) {
        if (setting.transport() == Setting.Transport.UNICAST
                || setting.authentication() != Setting.Authentication.NONE) {
            throw new IllegalArgumentException("vrrpd has neither unicast nor authentication: " + setting);
        }
        this.host = host;
        this.setting = setting;
        this.configuration = configuration(setting, priority);
    }

    static String configuration(Setting setting, int priority) {
        String router = " vrrp " + Setting.VRID;
        List<String> lines = new ArrayList<>(List.of(
                "interface eth0",
                router + " version " + setting.version(),
                router + " priority " + priority,
                router + " advertisement-interval " + setting.interval().toMillis()));
        String command = setting.family() == Setting.Family.IPV4 ? " ip " : " ipv6 ";
        setting.family()
                .virtualAddresses()
                .forEach(address -> lines.add(router + command + address.replaceAll("/.*", "")));
        return String.join("\n", lines) + "\n";
    }

    @Override
    public String product() {
        return "FRR vrrpd";
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public void start() {
        close();
        createDevice();
        host.machine().write(FILE, configuration);
        host.run("sh", "-c", "mkdir -p /run/frr && chown frr:frr /run/frr && rm -f /run/frr/*");
        Program first = daemon("zebra");
        zebra = Optional.of(first);
        Await.until(
                "zebra listens",
                Duration.ofSeconds(10),
                () -> host.machine().file("/run/frr/zserv.api").toFile().exists() || !first.isRunning(),
                first::log);
        vrrpd = Optional.of(daemon("vrrpd"));
    }

    private Program daemon(String name) {
        return Program.start(
                host.machine(),
                Map.of(),
                List.of(FOLDER + name, "--log", "stdout", "--log-level", "info", "-f", FILE, "-P", "0"));
    }

    private void createDevice() {
        if (host.machine().attempt("ip", "link", "show", DEVICE).exit() == 0) {
            return;
        }
        boolean ipv4 = setting.family() == Setting.Family.IPV4;
        String mac = "00:00:5e:00:0" + (ipv4 ? "1" : "2") + ":33";
        List<String> lines = new ArrayList<>(
                List.of("link add link eth0 name " + DEVICE + " address " + mac + " type macvlan mode bridge"));
        setting.family()
                .virtualAddresses()
                .forEach(address -> lines.add("address add " + address + " dev " + DEVICE + (ipv4 ? "" : " nodad")));
        lines.add("link set " + DEVICE + " up");
        host.machine().write("/run/device", String.join("\n", lines) + "\n");
        host.run("ip", "-batch", "/run/device");
    }

    private Program running() {
        return vrrpd.orElseThrow(() -> new LabException("vrrpd on " + host.name() + " was never started"));
    }

    @Override
    public void terminate() {
        running().terminate();
    }

    @Override
    public int awaitEnd() {
        return running().await(STOP_MAX);
    }

    @Override
    public void kill() {
        vrrpd.ifPresent(Program::kill);
        zebra.ifPresent(Program::kill);
    }

    @Override
    public void freeze() {
        running().freeze();
    }

    @Override
    public void thaw() {
        running().thaw();
    }

    @Override
    public void configure(String next) {
        configuration = next;
    }

    /// Hands the configuration over line by line, as an operator would.
    @Override
    public void reload() {
        List<String> words = new ArrayList<>(List.of("vtysh", "-d", "vrrpd", "-c", "configure terminal"));
        configuration.lines().forEach(line -> words.addAll(List.of("-c", line.strip())));
        host.run(words.toArray(String[]::new));
    }

    @Override
    public boolean isRunning() {
        return vrrpd.isPresent() && running().isRunning();
    }

    @Override
    public List<Long> pids() {
        return Stream.of(zebra, vrrpd)
                .flatMap(Optional::stream)
                .flatMap(program -> program.pids().stream())
                .toList();
    }

    @Override
    public boolean isMasterOf(String address) {
        String family = address.contains(":") ? "6" : "4";
        return isRunning()
                && TRANSITION
                        .matcher(running().log())
                        .results()
                        .filter(match -> match.group(1).equals(family))
                        .map((MatchResult match) -> match.group(2))
                        .reduce((earlier, later) -> later)
                        .filter("Master"::equals)
                        .isPresent();
    }

    @Override
    public String log() {
        return "--- " + product() + " on " + host.name() + "\n"
                + vrrpd.map(Program::log).orElse("(never started)\n");
    }

    @Override
    public void close() {
        vrrpd.ifPresent(Program::close);
        zebra.ifPresent(Program::close);
    }
}
