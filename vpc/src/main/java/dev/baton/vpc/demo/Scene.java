package dev.baton.vpc.demo;

import java.util.Optional;

/// What can be seen at one moment: who runs, in which state, and where the HaVip leads.
///
/// @param master the host that the fabric sends the HaVip's packets to
record Scene(Node ha1, Node ha2, Optional<String> master) {
    /// One host.
    ///
    /// @param daemon MASTER, BACKUP or FAULT, as its daemon said last; empty before it said anything
    record Node(String name, String address, Power power, String daemon) {}

    /// What a host does.
    enum Power {
        OFF("off"),
        STARTING("starting"),
        ON("on");

        private final String word;

        Power(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
