package dev.baton.it.interop;

/// One thing that two implementations do together.
enum Cell {
    PREEMPTION("higher priority takes over"),
    CLEAN_STOP("clean stop"),
    KILL("kill -9"),
    LINK_LOSS("link lost, link back"),
    PARTITION("two masters meet"),
    PRIORITY_CHANGE("priority lowered"),
    WIRE("tshark");

    private final String title;

    Cell(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
