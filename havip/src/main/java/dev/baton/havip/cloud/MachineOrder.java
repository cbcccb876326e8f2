package dev.baton.havip.cloud;

import dev.baton.havip.InstanceId;

/// What the machine room is told. Orders say how things shall be and may come twice: after a restart of the server
/// those that matter come again, and what is so already stays as it is. Machines of which a restart says nothing
/// are either to be off, or nobody's, and go.
public sealed interface MachineOrder {
    InstanceId instance();

    /// It shall run, with its user data started. Answered by [CloudEvent.InstanceRuns] also if it ran already, or by
    /// [CloudEvent.InstanceFailed].
    ///
    /// @param hostName never empty
    /// @param userData as the client gave it, Base64; empty if it gave none. The cloud's instances run a script at
    ///     their first start only; a driver whose machines lose their disk when they are off runs it at every start
    record Start(InstanceId instance, String hostName, String userData) implements MachineOrder {}

    /// It ran before the server was restarted. Answered by [CloudEvent.InstanceRuns] if it still does, else by
    /// [CloudEvent.InstanceStopped]; it is not started again.
    record Adopt(InstanceId instance) implements MachineOrder {}

    /// It shall not run. Answered by [CloudEvent.InstanceStopped].
    ///
    /// @param forced as pulling the plug does; else what runs on it is told to stop and given time
    record Stop(InstanceId instance, boolean forced) implements MachineOrder {}

    /// It shall stop and start again. Answered by [CloudEvent.InstanceRuns], or by [CloudEvent.InstanceFailed].
    record Reboot(InstanceId instance, boolean forced) implements MachineOrder {}

    /// It shall not exist any more, running or not, nor what it wrote. Not answered.
    record Release(InstanceId instance) implements MachineOrder {}
}
