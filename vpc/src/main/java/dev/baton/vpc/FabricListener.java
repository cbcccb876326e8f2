package dev.baton.vpc;

import dev.baton.havip.FabricEffect;

/// Is told what the fabric does, on the fabric's own thread; must not block.
public interface FabricListener {
    /// The effect has been carried out, or needed nothing (a refusal, a change of master).
    void happened(FabricEffect effect);

    /// An effect could not be carried out.
    void failed(FabricEffect effect, String why);
}
