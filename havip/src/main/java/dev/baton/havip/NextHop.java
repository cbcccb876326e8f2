package dev.baton.havip;

/// Where a custom route leads.
public sealed interface NextHop {
    /// To whoever has the HaVip at the time.
    record ToHaVip(HaVipId haVip) implements NextHop {}

    /// Always to the same instance.
    record ToInstance(InstanceId instance) implements NextHop {}
}
