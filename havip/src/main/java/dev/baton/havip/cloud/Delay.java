package dev.baton.havip.cloud;

import java.time.Duration;

/// How long the cloud takes over what it does asynchronously, at least: starting and stopping an instance also wait
/// for the machine itself.
public enum Delay {
    VPC_PENDING(200),
    VSWITCH_PENDING(200),
    HAVIP_CREATING(500),
    HAVIP_ASSOCIATING(500),
    HAVIP_UNASSOCIATING(500),
    HAVIP_DELETING(300),
    EIP_ASSOCIATING(500),
    EIP_UNASSOCIATING(500),
    EIP_RELEASING(200),
    EIP_MODIFYING(200),
    INSTANCE_PENDING(300),
    INSTANCE_STARTING(200),
    INSTANCE_STOPPING(200),
    NAT_GATEWAY_CREATING(500),
    NAT_GATEWAY_DELETING(300),
    SNAT_PENDING(300),
    SNAT_DELETING(300),
    ROUTE_PENDING(200),
    ROUTE_DELETING(200);

    private final Duration usual;

    Delay(int millis) {
        this.usual = Duration.ofMillis(millis);
    }

    /// What holds unless a setting says otherwise.
    public Duration usual() {
        return usual;
    }
}
