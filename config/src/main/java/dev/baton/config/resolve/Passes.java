package dev.baton.config.resolve;

import java.util.List;

/// The passes, in order.
public final class Passes {
    private static final List<Pass> ALL = List.of(
            new KeywordPass(),
            new ArgumentPass(),
            new GlobalPass(),
            new TrackerPass(),
            new InstancePass(),
            new AddressPass(),
            new VridPass(),
            new InterfacePass(),
            new SyncGroupPass(),
            new StaticPass(),
            new VirtualServerPass(),
            new SslPass(),
            new ScriptPass());

    private Passes() {}

    public static List<Pass> all() {
        return ALL;
    }
}
