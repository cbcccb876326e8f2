package dev.baton.model;

/// The states of a virtual router, named and numbered as keepalived does (RFC 9568 §6.4 calls MASTER "Active").
public enum RouterState {
    /// Not started, or waiting for the first result of something that it tracks.
    INIT(0),
    BACKUP(1),
    MASTER(2),
    /// Something that it needs is missing: an interface, a tracked script, a process.
    FAULT(3),
    /// Ended for good; sends and holds nothing.
    STOP(98);

    private final int number;

    RouterState(int number) {
        this.number = number;
    }

    /// The number that keepalived shows over SNMP, D-Bus and in its JSON file.
    public int number() {
        return number;
    }
}
