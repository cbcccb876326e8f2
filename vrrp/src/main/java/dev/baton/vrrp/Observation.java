package dev.baton.vrrp;

import dev.baton.model.IpAddress;
import dev.baton.model.Priority;
import java.time.Duration;

/// Something that the engine noticed and acted on, as data. [#sentence()] says it as keepalived would, where
/// keepalived has words for it.
public sealed interface Observation {
    String sentence();

    /// The master-down timer ran out.
    record AdvertTimeout() implements Observation {
        @Override
        public String sentence() {
            return "Receive advertisement timeout";
        }
    }

    /// A MASTER heard a router that loses against it. keepalived's event MASTER_RX_LOWER_PRI.
    record LoserHeard(IpAddress from, Priority theirs, Priority ours, boolean answered) implements Observation {
        @Override
        public String sentence() {
            return "Received advert from " + from + " with lower priority " + theirs + ", ours " + ours
                    + (answered ? ", forcing new election" : "");
        }
    }

    /// A MASTER heard a router that wins by its priority.
    record WinnerHeard(IpAddress from, Priority theirs, Priority ours) implements Observation {
        @Override
        public String sentence() {
            return "Master received advert from " + from + " with higher priority " + theirs + ", ours " + ours;
        }
    }

    /// A MASTER heard a router of the same priority that wins by its address.
    record HigherAddressHeard(IpAddress from, Priority priority) implements Observation {
        @Override
        public String sentence() {
            return "Master received advert from " + from + " with same priority " + priority
                    + " but higher IP address than ours";
        }
    }

    /// A BACKUP that preempts ignores the adverts of a lesser master.
    record LesserMasterIgnored(IpAddress from, Priority theirs) implements Observation {
        @Override
        public String sentence() {
            return "received lower priority (" + theirs + ") advert from " + from + " - discarding";
        }
    }

    /// The master leaves.
    record ResignationHeard(IpAddress from) implements Observation {
        @Override
        public String sentence() {
            return "Backup received priority 0 advertisement from " + from;
        }
    }

    /// We told the peers that we leave.
    record Resigned() implements Observation {
        @Override
        public String sentence() {
            return "sent 0 priority";
        }
    }

    /// An advert with our priority and our own source address.
    record OwnAddressHeard(IpAddress address) implements Observation {
        @Override
        public String sentence() {
            return "WARNING - equal priority advert received from remote host with our IP address " + address;
        }
    }

    /// Another router also claims to own the addresses.
    record SecondOwnerHeard(IpAddress from) implements Observation {
        @Override
        public String sentence() {
            return "CONFIGURATION ERROR: local instance and " + from
                    + " are both configured as address owner, please resolve";
        }
    }

    /// Version 3: the master advertises at another pace than we would.
    record IntervalLearned(IpAddress from, Duration before, Duration now) implements Observation {
        @Override
        public String sentence() {
            return "advertisement interval updated from " + before.toMillis() + "ms to " + now.toMillis()
                    + "ms by master " + from;
        }
    }

    /// A better router waits before it takes over.
    record PreemptDelayStarted(Duration delay) implements Observation {
        @Override
        public String sentence() {
            return "start preempt delay (%d.%06d)".formatted(delay.toSeconds(), delay.toNanosPart() / 1000);
        }
    }

    /// A router at least as good as we are is master, so there is nothing to wait for.
    record PreemptDelayStopped() implements Observation {
        @Override
        public String sentence() {
            return "stop preempt delay";
        }
    }

    /// Tracking moved the priority.
    record PriorityChanged(Priority before, Priority now) implements Observation {
        @Override
        public String sentence() {
            return "Changing effective priority from " + before + " to " + now;
        }
    }

    /// Somebody removed an address that we hold; it is put back.
    record AddressPutBack(IpAddress address) implements Observation {
        @Override
        public String sentence() {
            return "address " + address + " was removed by somebody else, putting it back";
        }
    }

    /// The loop was late; the master-down timer gets time to hear what it missed.
    record Stalled(Duration late, Duration grace) implements Observation {
        @Override
        public String sentence() {
            return "woke up " + late.toMillis() + " ms late, listening for " + grace.toMillis()
                    + " ms more before the master is given up";
        }
    }

    /// A peer's advert lists other addresses than we have. keepalived before 2.3.3 ignored such an advert.
    record OtherAddressesHeard(IpAddress from, String expected, String got) implements Observation {
        @Override
        public String sentence() {
            return "advert from " + from + " lists " + got + ", expected " + expected;
        }
    }

    /// Version 3: an advert's interval differs from ours, which is allowed.
    record OtherIntervalHeard(IpAddress from, Duration ours, Duration theirs) implements Observation {
        @Override
        public String sentence() {
            return "advertisement interval of " + from + " is " + theirs.toMillis() + "ms, ours is " + ours.toMillis()
                    + "ms";
        }
    }

    /// A peer computes VRRPv3 unicast checksums as keepalived did before 1.3.7; from now on so do we.
    record OldChecksumDetected(IpAddress from) implements Observation {
        @Override
        public String sentence() {
            return "Setting unicast VRRPv3 checksum to old version, as " + from + " uses it";
        }
    }

    /// A planned handover has begun: the peers are to take over from a master that is still there.
    record HandoverStarted(Duration bound) implements Observation {
        @Override
        public String sentence() {
            return "handing over: staying until a peer takes over, for at most " + bound.toMillis() + " ms";
        }
    }

    /// Nobody took over in time, so the router stays, ready to give way to anybody who comes.
    record HandoverUnanswered(Duration bound) implements Observation {
        @Override
        public String sentence() {
            return "no peer took over within " + bound.toMillis() + " ms, staying master with priority 1";
        }
    }

    /// The handover is lifted: the router stands for its own priority again.
    record HandoverLifted() implements Observation {
        @Override
        public String sentence() {
            return "standing for mastership again";
        }
    }

    /// The master-down timer ran out, but not every member of the sync group wants to be MASTER.
    record GroupNotReady(String group) implements Observation {
        @Override
        public String sentence() {
            return "cannot become MASTER before every member of VRRP_Group(" + group + ") can";
        }
    }

    /// The instance goes on under a new configuration.
    record Reconfigured() implements Observation {
        @Override
        public String sentence() {
            return "goes on with the new configuration";
        }
    }

    /// The instance went to FAULT too often and stays there although all is well (`flap_damping`).
    record FlappingHeld(int faults, Duration within, Duration remaining) implements Observation {
        @Override
        public String sentence() {
            return "all is well, but there were " + faults + " faults within " + within.toSeconds()
                    + " s: stays in FAULT for " + remaining.toSeconds() + " s";
        }
    }
}
