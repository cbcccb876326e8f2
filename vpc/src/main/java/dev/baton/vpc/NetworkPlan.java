package dev.baton.vpc;

import dev.baton.havip.VSwitchId;
import dev.baton.havip.VpcId;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;

/// The addresses of one VPC with one vSwitch, an internet gateway and a client beyond it.
///
/// @param subnet the vSwitch's
/// @param router the instances' default gateway, inside the subnet
/// @param internet the gateway's address on the internet side
/// @param client the client's address, in the same network as `internet`
public record NetworkPlan(
        VpcId vpc, VSwitchId vSwitch, IpPrefix subnet, IpAddress router, IpPrefix internet, IpPrefix client) {
    public NetworkPlan {
        if (!subnet.contains(router)) {
            throw new IllegalArgumentException(router + " lies outside " + subnet);
        }
    }
}
