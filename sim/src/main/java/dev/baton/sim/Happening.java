package dev.baton.sim;

import dev.baton.vrrp.Event;

/// Something that will happen at a known time, unlike a node's deadline, which may still move.
sealed interface Happening {
    /// A packet reaches a machine.
    record Arrival(Machine to, Event.DatagramReceived datagram) implements Happening {}

    /// A fault of the scenario.
    record Strike(Fault fault) implements Happening {}

    /// A stall ends.
    record Awakening(Machine machine) implements Happening {}

    /// An impairment of the network ends.
    record Relief(Fault.OfNetwork impairment) implements Happening {}
}
