package dev.baton.sim;

import dev.baton.model.IpAddress;
import dev.baton.model.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Something that happens to a node or to the network. [#toString()] says it in the language of [FaultText].
public sealed interface Fault {
    /// Happens to one machine, or is done to it on purpose.
    sealed interface OfNode extends Fault {
        String node();
    }

    /// Impairs the network for a while.
    sealed interface OfNetwork extends Fault {
        /// How long; [#FOR_EVER] until [Heal].
        Duration length();
    }

    /// The length of an impairment that ends only with [Heal].
    Duration FOR_EVER = Duration.ofDays(36_500);

    /// The machine is off at once: nothing is sent, its addresses are gone.
    record PowerOff(String node) implements OfNode {
        @Override
        public String toString() {
            return "poweroff " + node;
        }
    }

    /// The machine is on, and its daemon starts.
    record PowerOn(String node) implements OfNode {
        @Override
        public String toString() {
            return "poweron " + node;
        }
    }

    /// The daemon dies without a word (`kill -9`); the kernel keeps what it has.
    record Crash(String node) implements OfNode {
        @Override
        public String toString() {
            return "crash " + node;
        }
    }

    /// The daemon is told to stop (SIGTERM).
    record Stop(String node) implements OfNode {
        @Override
        public String toString() {
            return "stop " + node;
        }
    }

    /// The daemon starts, if it does not run.
    record Start(String node) implements OfNode {
        @Override
        public String toString() {
            return "start " + node;
        }
    }

    /// The daemon is told to read its configuration again (SIGHUP), which has not changed.
    record Reload(String node) implements OfNode {
        @Override
        public String toString() {
            return "reload " + node;
        }
    }

    /// The daemon reads its configuration again (SIGHUP), in which every instance has another priority now.
    ///
    /// @param priority 1 to 254
    record Reprioritise(String node, Priority priority) implements OfNode {
        public Reprioritise {
            if (priority.isOwner() || priority.isResignation()) {
                throw new IllegalArgumentException("a priority that is changed lies in 1 to 254");
            }
        }

        @Override
        public String toString() {
            return "priority " + node + " " + priority.value();
        }
    }

    /// The daemon sleeps for so long: a pause of the process or of the whole machine.
    record Stall(String node, Duration length) implements OfNode {
        @Override
        public String toString() {
            return "stall " + node + " for " + FaultText.duration(length);
        }
    }

    /// Every interface of the machine loses its carrier.
    record LinkDown(String node) implements OfNode {
        @Override
        public String toString() {
            return "link down " + node;
        }
    }

    /// Every interface of the machine has its carrier again.
    record LinkUp(String node) implements OfNode {
        @Override
        public String toString() {
            return "link up " + node;
        }
    }

    /// Some other program deletes an address.
    record Delete(IpAddress address, String node) implements OfNode {
        @Override
        public String toString() {
            return "delete " + address + " " + node;
        }
    }

    /// Nodes of different sides do not hear each other; nodes that are on no side hear everybody.
    record Partition(List<Set<String>> sides, Duration length) implements OfNetwork {
        public Partition {
            sides = sides.stream().map(Set::copyOf).toList();
        }

        @Override
        public String toString() {
            return sides.stream()
                            .map(side -> side.stream().sorted().collect(Collectors.joining(",")))
                            .collect(Collectors.joining("|", "partition ", ""))
                    + FaultText.forLength(length);
        }
    }

    /// What one node sends does not reach another; the other direction works.
    record OneWay(String from, String to, Duration length) implements OfNetwork {
        @Override
        public String toString() {
            return "oneway " + from + ">" + to + FaultText.forLength(length);
        }
    }

    /// So many percent of all packets are lost.
    record Loss(int percent, Duration length) implements OfNetwork {
        @Override
        public String toString() {
            return "loss " + percent + "%" + FaultText.forLength(length);
        }
    }

    /// So many percent of all packets arrive twice.
    record Duplicate(int percent, Duration length) implements OfNetwork {
        @Override
        public String toString() {
            return "duplicate " + percent + "%" + FaultText.forLength(length);
        }
    }

    /// Every packet takes longer, by nothing up to `most`: later ones overtake earlier ones.
    record Delay(Duration most, Duration length) implements OfNetwork {
        @Override
        public String toString() {
            return "delay " + FaultText.duration(most) + FaultText.forLength(length);
        }
    }

    /// What the node sends and what is sent to it is held up, and comes all at once in the end.
    record Clog(String node, Duration length) implements OfNetwork {
        @Override
        public String toString() {
            return "clog " + node + FaultText.forLength(length);
        }
    }

    /// Every impairment of the network ends.
    record Heal() implements Fault {
        @Override
        public String toString() {
            return "heal";
        }
    }
}
