package dev.baton.config.resolve;

import dev.baton.config.syntax.Statement;
import dev.baton.model.InstanceSetup;
import dev.baton.model.VirtualRouterSpec;

/// A resolved instance and where it was written.
record Instance(VirtualRouterSpec spec, InstanceSetup setup, Block block) {
    Instance tellingPriorities(boolean written) {
        return new Instance(spec, setup.withNotifications(setup.notifications().withPriorityChanges(written)), block);
    }

    Statement statement() {
        return block.statement();
    }
}
