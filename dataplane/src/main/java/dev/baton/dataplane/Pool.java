package dev.baton.dataplane;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A service with its destinations, in their order.
public record Pool(VirtualService service, List<Destination> destinations) {
    public Pool {
        destinations = List.copyOf(destinations);
        if (index(destinations).size() != destinations.size()) {
            throw new IllegalArgumentException("two destinations of " + service.key() + " are the same");
        }
    }

    /// The same, with the very destinations of another pool where they are equal: what stays is not kept twice.
    public Pool sharing(Pool other) {
        SequencedMap<Destination.Key, Destination> known = other.index();
        return new Pool(
                service,
                destinations.stream()
                        .map(each -> each.equals(known.get(each.key())) ? known.get(each.key()) : each)
                        .toList());
    }

    /// The destinations by their keys.
    SequencedMap<Destination.Key, Destination> index() {
        return index(destinations);
    }

    private static SequencedMap<Destination.Key, Destination> index(List<Destination> destinations) {
        SequencedMap<Destination.Key, Destination> index = new LinkedHashMap<>();
        destinations.forEach(destination -> index.put(destination.key(), destination));
        return index;
    }
}
