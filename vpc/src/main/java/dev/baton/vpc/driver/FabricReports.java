package dev.baton.vpc.driver;

import dev.baton.havip.FabricEffect;
import dev.baton.havip.InstanceId;
import dev.baton.havip.cloud.CloudEvent;
import dev.baton.vpc.FabricListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells the cloud what a fabric does, on the fabric's thread.
///
/// @param facts takes what the cloud wants to know
record FabricReports(Consumer<CloudEvent> facts) implements FabricListener {
    private static final Logger LOG = System.getLogger("dev.baton.vpc.driver");

    @Override
    public void happened(FabricEffect effect) {
        switch (effect) {
            case FabricEffect.MasterChanged moved ->
                facts.accept(new CloudEvent.MasterChanged(moved.haVip(), moved.to(), Optional.of(moved.cause())));
            case FabricEffect.Damped damped -> LOG.log(Level.INFO, "{0}", damped);
            case FabricEffect.Refused refused ->
                LOG.log(
                        Level.DEBUG,
                        "{0}: {1}",
                        refused.event(),
                        refused.refusal().sentence());
            default -> {
                // The rest is what it was told to do.
            }
        }
    }

    @Override
    public void linkChanged(InstanceId instance, boolean isUp) {
        facts.accept(new CloudEvent.LinkChanged(instance, isUp));
    }

    @Override
    public void failed(FabricEffect effect, String why) {
        LOG.log(Level.WARNING, "{0}: {1}", effect, why);
    }
}
