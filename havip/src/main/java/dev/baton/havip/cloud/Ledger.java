package dev.baton.havip.cloud;

import dev.baton.havip.resource.Kind;
import dev.baton.havip.resource.Phase;
import dev.baton.havip.resource.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All resources, and what has changed since the last [#takeChanges]. Decides nothing.
final class Ledger {
    private final Map<Kind, Map<String, Resource>> kept = new EnumMap<>(Kind.class);
    private final TreeMap<Due, Key> due = new TreeMap<>();
    private final Map<Key, Optional<Resource>> before = new LinkedHashMap<>();

    private record Key(Kind kind, String id) {}

    private record Due(long millis, Kind kind, String id) implements Comparable<Due> {
        static Due of(Resource resource) {
            return new Due(resource.phase().dueMillis(), resource.kind(), resource.id());
        }

        @Override
        public int compareTo(Due other) {
            int time = Long.compare(millis, other.millis);
            int byKind = time != 0 ? time : kind.compareTo(other.kind);
            return byKind != 0 ? byKind : id.compareTo(other.id);
        }
    }

    Ledger() {
        for (Kind kind : Kind.values()) {
            kept.put(kind, new HashMap<>());
        }
    }

    <T extends Resource> Optional<T> find(Class<T> type, String id) {
        return Optional.ofNullable(of(Kind.of(type)).get(id)).map(type::cast);
    }

    <T extends Resource> Stream<T> all(Class<T> type) {
        return of(Kind.of(type)).values().stream().map(type::cast);
    }

    /// Everything there is.
    Stream<Resource> all() {
        return kept.values().stream().map(Map::values).flatMap(Collection::stream);
    }

    void put(Resource resource) {
        change(new Key(resource.kind(), resource.id()), Optional.of(resource));
    }

    void remove(Resource resource) {
        change(new Key(resource.kind(), resource.id()), Optional.empty());
    }

    private void change(Key key, Optional<Resource> next) {
        before.putIfAbsent(key, lay(key, next));
    }

    private Optional<Resource> lay(Key key, Optional<Resource> next) {
        Map<String, Resource> same = of(key.kind());
        Optional<Resource> former =
                Optional.ofNullable(next.isPresent() ? same.put(key.id(), next.get()) : same.remove(key.id()));
        former.ifPresent(gone -> due.remove(Due.of(gone)));
        next.filter(there -> there.phase().dueMillis() != Phase.NOT_BY_ITSELF)
                .ifPresent(there -> due.put(Due.of(there), key));
        return former;
    }

    /// The resource that is due first; empty if none ever is.
    Optional<Resource> firstDue() {
        return Optional.ofNullable(due.firstEntry())
                .map(entry -> of(entry.getValue().kind()).get(entry.getValue().id()));
    }

    /// What has changed since the last time, as orders for the store. Each resource occurs once.
    List<CloudEffect> takeChanges() {
        List<CloudEffect> changes = new ArrayList<>();
        before.forEach((key, former) -> {
            Optional<Resource> now = Optional.ofNullable(of(key.kind()).get(key.id()));
            if (!now.equals(former)) {
                changes.add(now.<CloudEffect>map(CloudEffect.Store::new)
                        .orElseGet(() -> new CloudEffect.Forget(key.kind(), key.id())));
            }
        });
        before.clear();
        return changes;
    }

    /// Makes everything as it was at the last [#takeChanges].
    void undo() {
        before.forEach(this::lay);
        before.clear();
    }

    private Map<String, Resource> of(Kind kind) {
        return kept.getOrDefault(kind, Map.of());
    }
}
