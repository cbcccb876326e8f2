package dev.baton.vpc;

import dev.baton.havip.FabricEffect;
import dev.baton.havip.InstanceId;

/// Is told what the fabric does, on the fabric's own thread; must not block.
public interface FabricListener {
    /// The effect has been carried out, or needed nothing (a refusal, a change of master).
    void happened(FabricEffect effect);

    /// The instance's cable was pulled out of the vSwitch, or its device switched off; or it is back.
    default void linkChanged(InstanceId instance, boolean isUp) {}

    /// An effect could not be carried out.
    void failed(FabricEffect effect, String why);
}
