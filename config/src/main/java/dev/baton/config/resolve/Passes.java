package dev.baton.config.resolve;

import java.util.List;

/// The passes, in order.
public final class Passes {
    private static final List<Pass> ALL = List.of(
            new KeywordPass(), new ArgumentPass(), new GlobalPass(), new InstancePass(), new VirtualServerPass());

    private Passes() {}

    public static List<Pass> all() {
        return ALL;
    }
}
