package dev.baton.vpc.driver;

import dev.baton.havip.FabricEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The orders that made what there is, each with the order that takes it away. By it an order that comes again after a
/// restart of the engine is known, and what nobody has named since is found.
final class Standing {
    private final Map<FabricEvent, FabricEvent> undoing = new LinkedHashMap<>();
    private final Set<FabricEvent> named = new HashSet<>();

    /// The order that takes away what this one makes; empty if it makes nothing.
    static Optional<FabricEvent> undoOf(FabricEvent order) {
        return switch (order) {
            case FabricEvent.CreateVSwitch made -> Optional.of(new FabricEvent.DeleteVSwitch(made.id()));
            case FabricEvent.CreateInstance made ->
                Optional.of(new FabricEvent.DeleteInstance(made.instance().id()));
            case FabricEvent.CreateHaVip made -> Optional.of(new FabricEvent.DeleteHaVip(made.id()));
            case FabricEvent.Bind made -> Optional.of(new FabricEvent.Unbind(made.haVip(), made.instance()));
            case FabricEvent.AssociateEip made -> Optional.of(new FabricEvent.UnassociateEip(made.eip()));
            case FabricEvent.AssociateEipWithInstance made -> Optional.of(new FabricEvent.UnassociateEip(made.eip()));
            case FabricEvent.AddRoute made -> Optional.of(new FabricEvent.RemoveRoute(made.vpc(), made.destination()));
            case FabricEvent.AddSnat made ->
                Optional.of(new FabricEvent.RemoveSnat(made.rule().id()));
            case FabricEvent.DeleteVSwitch gone -> Optional.empty();
            case FabricEvent.DeleteInstance gone -> Optional.empty();
            case FabricEvent.DeleteHaVip gone -> Optional.empty();
            case FabricEvent.Unbind gone -> Optional.empty();
            case FabricEvent.UnassociateEip gone -> Optional.empty();
            case FabricEvent.RemoveRoute gone -> Optional.empty();
            case FabricEvent.RemoveSnat gone -> Optional.empty();
            case FabricEvent.RestoreMaster former -> Optional.empty();
            case FabricEvent.Elapsed fact -> Optional.empty();
            case FabricEvent.InstanceUp fact -> Optional.empty();
            case FabricEvent.InstanceDown fact -> Optional.empty();
            case FabricEvent.Announced fact -> Optional.empty();
        };
    }

    boolean has(FabricEvent making) {
        return undoing.containsKey(making);
    }

    /// It has been carried out.
    void made(FabricEvent making, FabricEvent undo) {
        undoing.put(making, undo);
        named.add(making);
    }

    /// It has come again.
    void named(FabricEvent making) {
        named.add(making);
    }

    /// What it made is gone.
    void undone(FabricEvent undo) {
        undoing.values().removeIf(undo::equals);
    }

    /// All orders are about to come again.
    void forgetNames() {
        named.clear();
    }

    /// The orders that take away what has not been named, last made first.
    List<FabricEvent> leftovers() {
        List<FabricEvent> leftovers = new ArrayList<>();
        undoing.forEach((making, undo) -> {
            if (!named.contains(making)) {
                leftovers.addFirst(undo);
            }
        });
        return leftovers;
    }
}
