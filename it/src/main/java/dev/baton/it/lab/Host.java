package dev.baton.it.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A machine on a [Segment]: namespaces of its own with `eth0` plugged in, that can be switched off and on.
public final class Host implements AutoCloseable {
    private final Segment segment;
    private final String name;
    private final String mac;
    private final List<String> addresses;
    private Optional<Namespace> machine = Optional.empty();

    Host(Segment segment, String name, int number, List<String> addresses) {
        this.segment = segment;
        this.name = name;
        this.mac = "02:00:00:00:00:" + HexFormat.of().toHexDigits((byte) number);
        this.addresses = addresses;
    }

    public String name() {
        return name;
    }

    /// The hardware address of `eth0`; the same after each start.
    public String mac() {
        return mac;
    }

    /// The first address it was given, without the prefix length.
    public String address() {
        return addresses.getFirst().replaceAll("/.*", "");
    }

    /// The namespaces of the machine.
    ///
    /// @throws LabException if it is switched off
    public Namespace machine() {
        return machine.orElseThrow(() -> new LabException(name + " is switched off"));
    }

    /// Switches it on; its programs have to be started again.
    public void powerOn() {
        Namespace fresh = Namespace.create(name);
        machine = Optional.of(fresh);
        segment.plugIn(this, fresh);
        List<String> lines = new ArrayList<>();
        for (String address : addresses) {
            lines.add("address add " + address + " dev eth0" + (address.contains(":") ? " nodad" : ""));
        }
        lines.add("link set eth0 up");
        fresh.write("/run/addresses", String.join("\n", lines) + "\n");
        fresh.run("ip", "-batch", "/run/addresses");
    }

    /// Cuts the power: nothing more leaves or enters, and all its programs die without noticing.
    public void powerOff() {
        segment.carrier(this, false);
        machine().close();
        machine = Optional.empty();
    }

    /// Pulls the cable: the programs live on without carrier.
    public void unplug() {
        segment.carrier(this, false);
    }

    /// Puts the cable back.
    public void plug() {
        segment.carrier(this, true);
    }

    /// Runs a program in it to its end; it must succeed.
    public String run(String... words) {
        return machine().run(words);
    }

    /// Starts a program that keeps running.
    public Program start(String... words) {
        return Program.start(machine(), Map.of(), List.of(words));
    }

    /// True while the kernel answers for this address; cheap enough to ask every few milliseconds.
    public boolean holds(String address) {
        if (machine.isEmpty()) {
            return false;
        }
        return address.contains(":") ? holdsIpv6(address) : holdsIpv4(address);
    }

    /// Every IPv4 address that the kernel answers for.
    public Set<String> heldIpv4() {
        Set<String> held = new HashSet<>();
        String previous = "";
        for (String line : kernelTable("fib_trie")) {
            if (line.contains("/32 host LOCAL")) {
                held.add(previous.substring(previous.lastIndexOf(' ') + 1));
            }
            previous = line;
        }
        return held;
    }

    private boolean holdsIpv4(String address) {
        String previous = "";
        for (String line : kernelTable("fib_trie")) {
            if (line.contains("/32 host LOCAL") && previous.endsWith("|-- " + address)) {
                return true;
            }
            previous = line;
        }
        return false;
    }

    private boolean holdsIpv6(String address) {
        String digits = HexFormat.of().formatHex(bytes(address));
        return kernelTable("if_inet6").stream().anyMatch(line -> line.startsWith(digits));
    }

    private static byte[] bytes(String literal) {
        try {
            return java.net.InetAddress.ofLiteral(literal).getAddress();
        } catch (IllegalArgumentException e) {
            throw new LabException("not an address: " + literal, e);
        }
    }

    private List<String> kernelTable(String table) {
        try {
            Path file = Path.of("/proc/" + machine().pid() + "/net/" + table);
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LabException(name + ": " + table, e);
        }
    }

    @Override
    public void close() {
        machine.ifPresent(Namespace::close);
        machine = Optional.empty();
    }
}
