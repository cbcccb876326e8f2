package dev.baton.havip.resource;

/// The states of all kinds of resources. Which kind may be in which, and what follows what, is the engine's.
public enum Status {
    PENDING("Pending"),
    CREATING("Creating"),
    AVAILABLE("Available"),
    ASSOCIATING("Associating"),
    IN_USE("InUse"),
    UNASSOCIATING("Unassociating"),
    MODIFYING("Modifying"),
    DELETING("Deleting"),
    RELEASING("Releasing"),
    STARTING("Starting"),
    RUNNING("Running"),
    STOPPING("Stopping"),
    STOPPED("Stopped");

    private final String word;

    Status(String word) {
        this.word = word;
    }

    /// As the API writes it.
    public String word() {
        return word;
    }
}
