package dev.baton.havip.resource;

import java.util.List;

/// A machine with one primary network interface.
///
/// @param eni its primary network interface, which holds address, MAC and vSwitch
/// @param wanted whether it shall run
/// @param power whether it really runs, by its driver's word
public record Instance(
        String id, Meta meta, Phase phase, String zone, String eni, Power wanted, Power power, Machine machine)
        implements Resource {
    @Override
    public Instance with(Meta newMeta) {
        return new Instance(id, newMeta, phase, zone, eni, wanted, power, machine);
    }

    @Override
    public Instance with(Phase newPhase) {
        return new Instance(id, meta, newPhase, zone, eni, wanted, power, machine);
    }

    /// With other particulars.
    public Instance with(Machine newMachine) {
        return new Instance(id, meta, phase, zone, eni, wanted, power, newMachine);
    }

    /// With what its driver last said of it.
    public Instance powered(Power newPower) {
        return new Instance(id, meta, phase, zone, eni, wanted, newPower, machine);
    }

    /// With another wish of its owner.
    public Instance wanting(Power newWanted) {
        return new Instance(id, meta, phase, zone, eni, newWanted, power, machine);
    }

    /// What a machine is made of, as the client wanted it. Text that is empty was not given.
    ///
    /// @param userData as it came: Base64
    /// @param startedMillis when it last began to start; 0 if never
    /// @param stoppedMode `KeepCharging` or `StopCharging` while it is stopped, else `Not-applicable`
    /// @param deletionProtection no release while true
    public record Machine(
            String type,
            String image,
            String hostName,
            String userData,
            String keyPair,
            List<String> securityGroups,
            long startedMillis,
            String stoppedMode,
            boolean deletionProtection) {
        public Machine {
            securityGroups = List.copyOf(securityGroups);
        }

        /// Started at this time.
        public Machine started(long millis) {
            return new Machine(
                    type,
                    image,
                    hostName,
                    userData,
                    keyPair,
                    securityGroups,
                    millis,
                    "Not-applicable",
                    deletionProtection);
        }

        /// To be stopped in this mode.
        public Machine stopping(String mode) {
            return new Machine(
                    type, image, hostName, userData, keyPair, securityGroups, startedMillis, mode, deletionProtection);
        }
    }

    /// On or off.
    public enum Power {
        OFF,
        ON
    }
}
