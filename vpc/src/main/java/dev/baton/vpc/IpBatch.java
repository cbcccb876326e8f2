package dev.baton.vpc;

import java.util.ArrayList;
import java.util.List;

/// Orders for the `ip` program, carried out in one namespace by one process, and kernel settings written after
/// them.
///
/// One start of `ip` costs as much as a thousand of its orders, so orders are collected.
public final class IpBatch {
    private final List<String> orders = new ArrayList<>();
    private final List<String> settings = new ArrayList<>();
    private boolean tolerant;

    /// Without orders yet.
    public IpBatch() {}

    /// Adds a line as it would stand after `ip` on a command line.
    public IpBatch add(String order) {
        orders.add(order);
        return this;
    }

    /// Writes a value below `/proc/sys/net` after all orders, for settings of devices that the orders create.
    IpBatch set(String setting, int value) {
        settings.add("echo " + value + " > /proc/sys/net/" + setting);
        return this;
    }

    /// After all orders, has the kernel compute the checksums of what leaves by this device.
    public IpBatch withoutOffload(String device) {
        settings.add("PATH=$PATH:/usr/sbin:/sbin ethtool -K " + device + " tx off >/dev/null");
        return this;
    }

    /// Goes on after an order that fails: for removing what may be gone already.
    IpBatch tolerant() {
        tolerant = true;
        return this;
    }

    /// Carries everything out.
    ///
    /// @throws VpcException with what `ip` said about the first order that failed
    void runIn(Namespace namespace) throws VpcException {
        runIn(namespace.pid());
    }

    /// As above, in the network of a process, which may be our own.
    public void runIn(long process) throws VpcException {
        String ip = Programs.require("ip", "iproute2");
        StringBuilder script = new StringBuilder("set -e\n");
        if (!orders.isEmpty()) {
            script.append(ip).append(tolerant ? " -force -batch - <<'END' || true\n" : " -batch - <<'END'\n");
            orders.forEach(order -> script.append(order).append('\n'));
            script.append("END\n");
        }
        settings.forEach(setting -> script.append(setting).append('\n'));
        Command.run(Namespace.networkOf(process, "sh"), script.toString());
    }
}
