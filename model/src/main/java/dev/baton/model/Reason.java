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

    /// Somebody else deleted an address that we held, and `address_lost fault` is configured.
    record AddressLost(IpAddress address) implements Reason {
        @Override
        public String sentence() {
            return "somebody else deleted address " + address;
        }
    }

    /// The interface that the instance lives on cannot be used.
    record InterfaceDown(InterfaceName device) implements Reason {
        @Override
        public String sentence() {
            return "interface " + device + " is down";
        }
    }

    /// There is no address to send adverts from.
    ///
    /// @param device where one was looked for, if the instance has an interface
    record NoSourceAddress(IpFamily family, Optional<InterfaceName> device) implements Reason {
        @Override
        public String sentence() {
            String version = family == IpFamily.IPV4 ? "IPv4" : "IPv6";
            return "no " + version + " address"
                    + device.map(name -> " for interface " + name).orElse(" to send adverts from");
        }
    }

    /// The instance is to speak to its peers only, and has none (`unicast_fault_no_peer`).
    record NoPeers() implements Reason {
        @Override
        public String sentence() {
            return "no unicast peer is configured";
        }
    }

    /// Something that the instance tracks without weight has failed, and all is not well until it recovers.
    record TrackedFailed(Tracked tracked) implements Reason {
        @Override
        public String sentence() {
            return tracked.kind().word() + " " + tracked.name()
                    + (tracked.reverse() ? " succeeds, which is tracked in reverse" : " failed");
        }
    }

    /// Not everything that the instance tracks has reported for the first time.
    record AwaitingTracked(Tracked tracked) implements Reason {
        @Override
        public String sentence() {
            return "waiting for the first result of " + tracked.kind().word() + " " + tracked.name();
        }
    }

    /// The instance's sync group moved, because of one of its members or of what the group tracks.
    record GroupMoved(String group, String member, Reason cause) implements Reason {
        @Override
        public String sentence() {
            return "sync group " + group + " follows " + member + ": " + cause.sentence();
        }
    }

    /// A planned handover: the peer was asked to take over and has done so.
    record HandedOver(IpAddress to) implements Reason {
        @Override
        public String sentence() {
            return "handed over to " + to + ", which is master now";
        }
    }

    /// A planned handover to which nobody answered; priority 0 was sent instead.
    record HandoverUnanswered(Duration waited) implements Reason {
        @Override
        public String sentence() {
            return "no peer took over within " + seconds(waited);
        }
    }

    /// The loop ran so late as MASTER that the peers must have taken over (keyword `timer_expired_backup`).
    record AdvertsTooLate(Duration late) implements Reason {
        @Override
        public String sentence() {
            return "our last advert is " + seconds(late) + " old, so a backup must have taken over";
        }
    }

    /// The instance is not in the configuration any more.
    record Removed() implements Reason {
        @Override
        public String sentence() {
            return "removed from the configuration";
        }
    }

    /// The engine contradicted itself; the instance gives up its addresses rather than guess.
    record Defect(String what) implements Reason {
        @Override
        public String sentence() {
            return "internal error: " + what;
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
