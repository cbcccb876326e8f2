package dev.baton.havip.cloud;

import dev.baton.havip.FabricEffect;
import dev.baton.havip.HaVipId;
import dev.baton.havip.InstanceId;
import dev.baton.havip.api.ApiCall;
import java.util.Optional;

/// What can happen to the cloud: calls of its clients, facts that the network driver saw, and time.
public sealed interface CloudEvent {
    /// A client called. Answered by exactly one [CloudEffect.Answered].
    record Called(ApiCall call) implements CloudEvent {}

    /// Time has passed; to be sent when [Cloud#deadline] is reached. Sent earlier it does no harm.
    record Elapsed() implements CloudEvent {}

    /// The instance runs: its port is up and its user data has been started.
    record InstanceRuns(InstanceId instance) implements CloudEvent {}

    /// The instance is off, because it was told to or by itself.
    record InstanceStopped(InstanceId instance) implements CloudEvent {}

    /// The instance could not be started; it is off.
    record InstanceFailed(InstanceId instance, String why) implements CloudEvent {}

    /// The instance's link went away or came back, while it ran on.
    record LinkChanged(InstanceId instance, boolean isUp) implements CloudEvent {}

    /// The fabric gave the HaVip to somebody else, or to nobody.
    ///
    /// @param cause why, where the driver knows
    record MasterChanged(HaVipId haVip, Optional<InstanceId> master, Optional<FabricEffect.Cause> cause)
            implements CloudEvent {
        /// For a reason that nobody knows.
        public MasterChanged(HaVipId haVip, Optional<InstanceId> master) {
            this(haVip, master, Optional.empty());
        }
    }
}
