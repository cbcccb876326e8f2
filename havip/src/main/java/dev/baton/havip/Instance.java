package dev.baton.havip;

import dev.baton.model.IpAddress;
import dev.baton.model.MacAddress;

/// An instance with its one port. The fabric knows address and MAC because it gave them out; whatever else the
/// guest puts into a frame is a claim.
public record Instance(InstanceId id, VSwitchId vSwitch, PortId port, IpAddress address, MacAddress mac) {}
