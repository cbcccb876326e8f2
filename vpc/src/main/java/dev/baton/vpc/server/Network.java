package dev.baton.vpc.server;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.VpcId;
import dev.baton.havip.cloud.CloudEvent;
import dev.baton.havip.cloud.MachineOrder;
import java.util.Optional;
import java.util.function.Consumer;

/// The engine's port to what is real: the network that carries packets, and the machines that run.
///
/// Orders say how things shall be. They come from one thread, in an order that can be followed, and only after the
/// store has what they follow from; so whoever is killed between the two gets them again. After a start all of them
/// come again, then [#settled]: what an order names and what is there already stays untouched, and what no order has
/// named is a leftover to be swept away.
///
/// No method may block for longer than a system call or two, and none throws for what the machine refuses: what
/// cannot be done is told as a fact, [CloudEvent.InstanceFailed] or a line in the log.
public interface Network extends AutoCloseable {
    /// Called once, before any order.
    ///
    /// @param facts takes what happens: instances that run, stop or fail, links, and who has a HaVip. May be called
    ///              from any thread, also from within an order, and returns at once
    void open(Consumer<CloudEvent> facts);

    /// How the network shall be.
    void order(FabricEvent order);

    /// How the machines shall be.
    void order(MachineOrder order);

    /// All orders for what there was before the start have been given.
    void settled();

    /// A machine on the internet side of this VPC; empty if the driver moves no packets, or the VPC has no vSwitch yet.
    /// For any thread.
    default Optional<Outside> outside(VpcId vpc) {
        return Optional.empty();
    }

    /// The server ends. Whether instances run on without it is the driver's choice; they are told of again at the next
    /// start.
    @Override
    void close();
}
