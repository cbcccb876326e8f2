package dev.baton.sim;

/// What runs on a node.
public enum Software {
    /// The engine of this project, as the daemon drives it.
    BATON("baton"),
    /// A model of keepalived 2.2.7's rules, written without regard to the engine.
    KEEPALIVED("keepalived 2.2.7");

    private final String title;

    Software(String title) {
        this.title = title;
    }

    /// How a person calls it.
    public String title() {
        return title;
    }
}
