package dev.baton.config.cluster;

/// One check across hosts. A rule does one thing, and opens with what it finds.
interface Rule {
    void check(Cluster cluster);
}
