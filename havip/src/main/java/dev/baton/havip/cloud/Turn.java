package dev.baton.havip.cloud;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.resource.Meta;
import dev.baton.havip.resource.Phase;
import dev.baton.havip.resource.Resource;
import dev.baton.havip.resource.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One event's worth of work: what there is, what time it is, and what is to be done about it. The ledger keeps the
/// changes of resources; this keeps the rest.
final class Turn {
    private final Instant now;
    private final Ledger ledger;
    private final CloudSettings settings;
    private final Ids ids;
    private final List<CloudEffect> effects = new ArrayList<>();

    Turn(Instant now, Ledger ledger, CloudSettings settings, Ids ids) {
        this.now = now;
        this.ledger = ledger;
        this.settings = settings;
        this.ids = ids;
    }

    Instant now() {
        return now;
    }

    long millis() {
        return now.toEpochMilli();
    }

    CloudSettings settings() {
        return settings;
    }

    <T extends Resource> Optional<T> find(Class<T> type, String id) {
        return ledger.find(type, id);
    }

    <T extends Resource> Stream<T> all(Class<T> type) {
        return ledger.all(type);
    }

    void put(Resource resource) {
        ledger.put(resource);
    }

    void remove(Resource resource) {
        ledger.remove(resource);
    }

    /// A state that ends by itself after this delay.
    Phase during(Status status, Delay delay) {
        return new Phase(status, millis() + settings.delay(delay).toMillis());
    }

    <T extends Resource> String freshId(Class<T> type, String prefix) {
        String id = prefix + ids.next();
        while (find(type, id).isPresent()) {
            id = prefix + ids.next();
        }
        return id;
    }

    void network(FabricEvent order) {
        effects.add(new CloudEffect.Network(order));
    }

    void machine(MachineOrder order) {
        effects.add(new CloudEffect.Machine(order));
    }

    void note(Resource about, TimelineEntry.Topic topic, String... details) {
        Meta meta = about.meta();
        effects.add(new CloudEffect.Noted(new TimelineEntry(now, meta.account(), topic, about.id(), List.of(details))));
    }

    List<CloudEffect> effects() {
        return effects;
    }
}
