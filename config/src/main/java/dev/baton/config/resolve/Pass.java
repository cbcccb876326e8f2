package dev.baton.config.resolve;

/// One step from what was written to what is meant. Each does one thing, and its comment opens with what it rejects.
public interface Pass {
    /// Reads the tree and what earlier passes found, and adds its own part.
    void run(Resolution resolution);
}
