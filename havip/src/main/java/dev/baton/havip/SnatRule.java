package dev.baton.havip;

import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;

/// Packets from these sources that leave the VPC for the internet do so from a public address; where several rules
/// match, the longest source prefix wins.
///
/// @param id names the rule; by custom `snat-demo`. Not empty
/// @param publicAddress an EIP that is associated with nothing else that sends
public record SnatRule(String id, VpcId vpc, IpPrefix source, IpAddress publicAddress) {
    public SnatRule {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an id is not empty");
        }
    }
}
