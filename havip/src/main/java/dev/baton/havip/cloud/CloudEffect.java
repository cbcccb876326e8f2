package dev.baton.havip.cloud;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.resource.Kind;
import dev.baton.havip.resource.Resource;

/// What the cloud wants done. Within one list all [Store] and [Forget] come first: they go into one transaction, and
/// only when that is written may the rest be carried out, in its order.
public sealed interface CloudEffect {
    /// Keep the resource, in the place of what was kept under its kind and id.
    record Store(Resource resource) implements CloudEffect {}

    /// Keep nothing under this kind and id.
    record Forget(Kind kind, String id) implements CloudEffect {}

    /// Tell the network: an order for [dev.baton.havip.Fabric], or for whatever else stands in its place. All ids in it
    /// are those of the API.
    record Network(FabricEvent order) implements CloudEffect {}

    /// Tell the machine room.
    record Machine(MachineOrder order) implements CloudEffect {}

    /// Show it in the console.
    record Noted(TimelineEntry entry) implements CloudEffect {}

    /// The answer to the call of this turn.
    record Answered(ApiAnswer answer) implements CloudEffect {}
}
