package dev.baton.vpc.driver;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.InstanceId;
import dev.baton.havip.VpcId;
import dev.baton.vpc.Namespace;
import dev.baton.vpc.VpcException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the driver's networks are made of: the one place in which the drivers `linux` and `ovn` differ. One thread at a
/// time.
public interface Wiring extends AutoCloseable {
    /// Makes or takes away what the order says. No order comes twice without the one that undoes it between.
    ///
    /// @throws VpcException if it was refused, or the machine did not do it
    void carryOut(FabricEvent order) throws VpcException;

    /// All orders for what there was before the start have been carried out: what was found besides goes.
    void settled() throws VpcException;

    /// A fresh machine with a disk of its own and the instance's address on `eth0`, on which nothing runs yet.
    Namespace powerOn(InstanceId id, String hostName) throws VpcException;

    /// Ends the machine at once, as a power failure does; fine if it is off.
    void powerOff(InstanceId id) throws VpcException;

    /// Where this instance is.
    Optional<VpcId> vpcOf(InstanceId id);

    /// The machine on the internet side of each VPC.
    Map<VpcId, Namespace> clients();

    /// The machines that are the vSwitches of each VPC, where they are machines.
    default Map<VpcId, Namespace> vSwitches() {
        return Map.of();
    }

    /// Lets all machines, those of the networks too, outlive this process; from now on nobody listens to announcements,
    /// and [#close] ends nothing.
    ///
    /// @return the machines
    default List<Namespace> detach() throws VpcException {
        throw new VpcException("keeping the network", "only the driver linux can do that");
    }

    /// Ends all machines.
    @Override
    void close() throws VpcException;
}
