package dev.baton.config.resolve;

import dev.baton.config.syntax.Statement;
import dev.baton.model.InstanceSetup;
import dev.baton.model.VirtualRouterSpec;

/// A resolved instance and where it was written.
record Instance(VirtualRouterSpec spec, InstanceSetup setup, Block block) {
    Statement statement() {
        return block.statement();
    }
}
