package dev.baton.model;

import java.time.Duration;
import java.util.Optional;

/// Why something happened, as data: the same value reaches the log, `baton why`, the event log and the metrics.
///
/// [#sentence()] says it to a person, without a full stop and without the instance's name.
public sealed interface Reason {
    String sentence();

    /// The daemon or the instance was started.
    record Started() implements Reason {
        @Override
        public String sentence() {
            return "started";
        }
    }

    /// No advert came for the whole master-down time (RFC 9568 §6.4.2).
    ///
    /// @param lastMaster who was last heard, if anybody was
    record MasterDown(Duration waited, Optional<IpAddress> lastMaster) implements Reason {
        @Override
        public String sentence() {
            String who = lastMaster.map(master -> "from " + master).orElse("from anybody");
            return "no advert " + who + " for " + seconds(waited);
        }
    }

    /// The master said with priority 0 that it leaves, and the skew time has passed.
    record MasterResigned(IpAddress master) implements Reason {
        @Override
        public String sentence() {
            return master + " resigned with priority 0";
        }
    }

    /// A better router was heard while we were MASTER.
    record HigherPriorityHeard(IpAddress from, Priority theirs, Priority ours) implements Reason {
        @Override
        public String sentence() {
            return from + " advertises priority " + theirs + ", ours is " + ours;
        }
    }

    /// A router of the same priority and a higher address was heard while we were MASTER.
    record EqualPriorityHigherAddress(IpAddress from, Priority priority, IpAddress ours) implements Reason {
        @Override
        public String sentence() {
            return from + " advertises the same priority " + priority + " and its address is higher than ours, " + ours;
        }
    }

    /// The address owner (priority 255) takes its addresses without waiting.
    record AddressOwner() implements Reason {
        @Override
        public String sentence() {
            return "priority 255 owns the addresses";
        }
    }

    /// The interface that the instance lives on cannot be used.
    record InterfaceDown(InterfaceName device) implements Reason {
        @Override
        public String sentence() {
            return "interface " + device + " is down";
        }
    }

    /// What kept the instance in FAULT is gone.
    record FaultCleared() implements Reason {
        @Override
        public String sentence() {
            return "every fault has cleared";
        }
    }

    /// The daemon was told to stop.
    record ShutDown() implements Reason {
        @Override
        public String sentence() {
            return "shutting down";
        }
    }

    private static String seconds(Duration duration) {
        return "%d.%03d s".formatted(duration.toSeconds(), duration.toMillisPart());
    }
}
