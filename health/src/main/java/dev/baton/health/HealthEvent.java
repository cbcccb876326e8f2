package dev.baton.health;

import dev.baton.model.IpAddress;

/// What can happen to the engine. Everything it knows of the world arrives as one of these.
public sealed interface HealthEvent {
    /// Checking begins. What was said before of files, BFD sessions and addresses counts.
    record Started() implements HealthEvent {}

    /// A probe that [HealthEffect.StartProbe] asked for has ended. Runs that were cancelled are ignored.
    record ProbeEnded(ProbeId probe, ProbeResult result) implements HealthEvent {}

    /// [HealthEngine#nextDeadline()] has come.
    record DeadlineReached() implements HealthEvent {}

    /// The number in a tracked file; 0 if there is none. Until told it is 0.
    record FileValueChanged(String file, long value) implements HealthEvent {}

    /// A BFD session went up or down. Until told it is unknown, which is what `alpha` makes of it.
    record BfdChanged(String instance, boolean up) implements HealthEvent {}

    /// An address came to this machine; services with `ha_suspend` are checked only while theirs is here.
    record AddressHeld(IpAddress address) implements HealthEvent {}

    record AddressReleased(IpAddress address) implements HealthEvent {}

    /// A new configuration. Checks that are the same keep their state and their schedule.
    record Reconfigured(HealthSpec spec) implements HealthEvent {}

    /// Checking ends; services with `omega` say goodbye.
    record StopRequested() implements HealthEvent {}
}
