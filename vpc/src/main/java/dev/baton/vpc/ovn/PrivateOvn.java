package dev.baton.vpc.ovn;

import dev.baton.vpc.Namespace;
import dev.baton.vpc.Programs;
import dev.baton.vpc.VpcException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An OVN of one host, with all its daemons in a machine of namespaces and without any kernel module: packets pass
/// through Open vSwitch's userspace datapath. Nothing of the host's own Open vSwitch is touched, and all of it
/// ends with this process.
public final class PrivateOvn implements AutoCloseable {
    private static final String FOLDER = Namespace.FOLDER + "/ovn";
    private static final String CHASSIS = "baton";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// Programs, and the Debian packages that have them.
    private static final Map<String, String> PROGRAMS = Map.of(
            "ovsdb-server", "openvswitch-switch",
            "ovsdb-tool", "openvswitch-switch",
            "ovs-vswitchd", "openvswitch-switch",
            "ovs-vsctl", "openvswitch-switch",
            "ovn-northd", "ovn-central",
            "ovn-controller", "ovn-host",
            "ethtool", "ethtool");

    private final Namespace machine;

    private PrivateOvn(Namespace machine) {
        this.machine = machine;
    }

    /// Starts the daemons, and returns when they work together.
    ///
    /// @param log gets what they print
    /// @throws VpcException if a program is missing or does not start
    public static PrivateOvn start(Path log) throws VpcException {
        for (Map.Entry<String, String> each : PROGRAMS.entrySet()) {
            Programs.require(each.getKey(), each.getValue());
        }
        Namespace machine =
                Namespace.start("ovn", List.of("ipv6/conf/all/disable_ipv6=1", "ipv6/conf/default/disable_ipv6=1"));
        PrivateOvn ovn = new PrivateOvn(machine);
        try {
            ovn.await(machine.spawn(List.of("sh", "-c", script()), log), log);
            return ovn;
        } catch (VpcException e) {
            ovn.close();
            throw e;
        }
    }

    /// One server for all three databases.
    private static String script() {
        return """
                set -e
                export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
                mkdir -p %1$s && cd %1$s
                export OVS_RUNDIR=$PWD OVS_LOGDIR=$PWD OVS_DBDIR=$PWD OVN_RUNDIR=$PWD OVN_LOGDIR=$PWD OVN_DBDIR=$PWD
                ovsdb-tool create conf.db /usr/share/openvswitch/vswitch.ovsschema
                ovsdb-tool create nb.db /usr/share/ovn/ovn-nb.ovsschema
                ovsdb-tool create sb.db /usr/share/ovn/ovn-sb.ovsschema
                quiet="-vconsole:warn -vsyslog:off -vfile:off"
                ovsdb-server $quiet --remote=punix:starting.sock --unixctl=db.ctl conf.db nb.db sb.db &
                until [ -S starting.sock ]; do sleep 0.02; done
                ovs-vsctl --db=unix:starting.sock --no-wait init -- set open . external_ids:system-id=%2$s \
                    external_ids:ovn-remote=unix:$PWD/db.sock external_ids:ovn-encap-type=geneve \
                    external_ids:ovn-encap-ip=127.0.0.1 external_ids:ovn-bridge-datapath-type=netdev \
                    -- add-br %3$s -- set bridge %3$s datapath_type=netdev fail-mode=secure
                ovs-vswitchd $quiet --unixctl=vswitchd.ctl unix:starting.sock &
                ovn-northd $quiet --unixctl=northd.ctl --ovnnb-db=unix:starting.sock --ovnsb-db=unix:starting.sock &
                ln starting.sock db.sock
                ovn-controller $quiet unix:db.sock &
                wait
                """.formatted(FOLDER, CHASSIS, OvnPlace.BRIDGE);
    }

    /// How to speak to it.
    ///
    /// @param owner as in [OvnPlace#owner]
    public OvnPlace place(String owner) throws VpcException {
        OvsdbAddress database = address();
        return new OvnPlace(
                database, Optional.of(database), database, OvnPlace.BRIDGE, List.of(CHASSIS), owner, machine.pid());
    }

    /// The socket that serves all three databases.
    public OvsdbAddress address() throws VpcException {
        return new OvsdbAddress("unix:" + machine.outside(FOLDER + "/db.sock"));
    }

    /// The machine that the daemons run in.
    public Namespace machine() {
        return machine;
    }

    /// The controller is the last to come: it makes a row for its host.
    private void await(Process daemons, Path log) throws VpcException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Path socket = machine.outside(FOLDER + "/db.sock");
        while (!Files.exists(socket)) {
            if (ends(daemons) || System.nanoTime() - end > 0) {
                throw new VpcException("OVN's daemons do not start", read(log));
            }
        }
        try (OvsdbClient client = OvsdbClient.connect(address())) {
            ObjectNode wait =
                    JSON.objectNode().put("op", "wait").put("timeout", 10_000).put("table", "Chassis");
            wait.set("where", JSON.arrayNode());
            wait.set("columns", JSON.arrayNode().add("name"));
            wait.put("until", "==")
                    .set("rows", JSON.arrayNode().add(JSON.objectNode().put("name", CHASSIS)));
            ArrayNode _ = client.transact("OVN_Southbound", JSON.arrayNode().add(wait));
        } catch (VpcException e) {
            throw new VpcException("OVN's daemons do not work together: " + e.getMessage(), read(log));
        }
    }

    /// Looks for a moment whether they do.
    private static boolean ends(Process daemons) throws VpcException {
        try {
            return daemons.waitFor(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VpcException("OVN's daemons", "interrupted");
        }
    }

    private static String read(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /// Ends the daemons, all at once.
    @Override
    public void close() throws VpcException {
        machine.end();
    }
}
