package dev.baton.dataplane.nft;

import dev.baton.dataplane.Destination;
import dev.baton.dataplane.Pool;
import dev.baton.dataplane.ServiceKey;
import dev.baton.dataplane.VirtualService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What the kernel has of one service. Brings it from one pool to the next with few commands: a server is one
/// element, a slot is one element, and the chain is written anew only when a rule reads differently.
final class LoadedService {
    private final ServiceKey key;
    private final long number;
    private final Numbers numbers;
    private final Map<Destination.Key, Long> marks = new LinkedHashMap<>();
    private Set<Destination.Key> live = new LinkedHashSet<>();
    private List<Destination.Key> slots = new ArrayList<>();
    private Numbers.Range range = Numbers.Range.NONE;
    private List<String> rules = List.of();
    private boolean isSticky;
    private boolean isTable;

    LoadedService(ServiceKey key, Numbers numbers) {
        this.key = key;
        this.numbers = numbers;
        this.number = numbers.service();
    }

    String chain() {
        return "vs-" + number;
    }

    Map<Destination.Key, Long> marks() {
        return marks;
    }

    /// The objects that every service has.
    void create(Batch batch) {
        batch.addObject("chain", chain(), "");
        batch.dispatch(ChainText.dispatchMap(key), ChainText.dispatchKey(key) + " : goto " + chain());
    }

    /// From what is loaded to this pool.
    void change(Pool pool, Batch batch) {
        VirtualService service = pool.service();
        boolean wasSticky = isSticky;
        isSticky = service.persistence().isPresent();
        if (isSticky && !wasSticky) {
            batch.addObject("map", "sticky-" + number, ChainText.stickyBody(key));
        }
        Map<Destination.Key, Long> weights = weights(pool);
        Map<Destination.Key, Long> before = new HashMap<>(marks);
        changeServers(pool, batch);
        changeSlots(service, weights, before, batch);
        changeLive(weights, before, batch);
        changeRules(ChainText.rules(service, number, slots.size(), range.base()), batch);
        if (wasSticky && !isSticky) {
            batch.deleteObject("map", "sticky-" + number);
        }
    }

    /// Who gets new connections, and in what share.
    private static Map<Destination.Key, Long> weights(Pool pool) {
        Map<Destination.Key, Long> weights = new LinkedHashMap<>();
        pool.destinations().forEach(each -> weights.put(each.key(), each.weight()));
        return switch (pool.service().scheduler()) {
            case "fo", "ovf" -> {
                Optional<Destination> first = pool.destinations().stream()
                        .filter(each -> each.weight() > 0)
                        .max(Comparator.comparingLong(Destination::weight)
                                .thenComparing(each -> each.key().toString()));
                weights.replaceAll((key, weight) ->
                        first.filter(it -> it.key().equals(key)).isPresent() ? 1L : 0L);
                yield weights;
            }
            case "rr", "lc" -> {
                weights.replaceAll((key, weight) -> Math.min(weight, 1L));
                yield weights;
            }
            default -> weights;
        };
    }

    private void changeServers(Pool pool, Batch batch) {
        Set<Destination.Key> wanted = new HashSet<>();
        for (Destination destination : pool.destinations()) {
            wanted.add(destination.key());
            if (!marks.containsKey(destination.key())) {
                long mark = numbers.server();
                marks.put(destination.key(), mark);
                batch.addElement(serverMap(destination.key()), Numbers.hex(mark) + " : " + text(destination.key()));
            }
        }
        for (Destination.Key gone : List.copyOf(marks.keySet())) {
            if (!wanted.contains(gone)) {
                batch.deleteElement(serverMap(gone), hex(marks, gone));
                marks.remove(gone);
            }
        }
    }

    private static String hex(Map<Destination.Key, Long> marks, Destination.Key server) {
        return Numbers.hex(Objects.requireNonNull(marks.get(server)));
    }

    private String serverMap(Destination.Key server) {
        return (server.port() == 0 ? "host" : "real") + ChainText.family(key);
    }

    private static String text(Destination.Key server) {
        return server.port() == 0 ? server.address().toString() : server.address() + " . " + server.port();
    }

    private void changeSlots(
            VirtualService service,
            Map<Destination.Key, Long> weights,
            Map<Destination.Key, Long> before,
            Batch batch) {
        boolean table = service.scheduler().equals("mh");
        List<Destination.Key> next = table ? Maglev.table(weights) : Slots.next(isTable ? List.of() : slots, weights);
        isTable = table;
        boolean moves = next.size() > range.capacity() || (next.isEmpty() && range.capacity() > 0);
        Numbers.Range old = range;
        if (moves) {
            range = next.isEmpty() ? Numbers.Range.NONE : numbers.range(next.size());
        }
        for (int i = 0; i < Math.max(slots.size(), next.size()); i++) {
            String is = i < slots.size() ? Numbers.hex(old.base() + i) + " : " + hex(before, slots.get(i)) : "";
            String shall = i < next.size() ? Numbers.hex(range.base() + i) + " : " + hex(marks, next.get(i)) : "";
            if (!is.equals(shall)) {
                if (!is.isEmpty()) {
                    batch.deleteElement("slots", Numbers.hex(old.base() + i));
                }
                if (!shall.isEmpty()) {
                    batch.addElement("slots", shall);
                }
            }
        }
        slots = next;
        if (moves) {
            numbers.free(old);
        }
    }

    /// Servers to which clients may return. One without weight is drained: nobody returns to it.
    private void changeLive(Map<Destination.Key, Long> weights, Map<Destination.Key, Long> before, Batch batch) {
        Set<Destination.Key> next = new LinkedHashSet<>();
        if (isSticky) {
            weights.forEach((server, weight) -> {
                if (weight > 0) {
                    next.add(server);
                }
            });
        }
        live.stream()
                .filter(server -> !next.contains(server))
                .forEach(server -> batch.deleteElement("live", hex(before, server)));
        next.stream()
                .filter(server -> !live.contains(server))
                .forEach(server -> batch.addElement("live", hex(marks, server)));
        live = next;
    }

    private void changeRules(List<String> next, Batch batch) {
        if (!next.equals(rules)) {
            batch.setRules(chain(), next);
            rules = next;
        }
    }

    /// Everything of it goes.
    void remove(Batch batch) {
        batch.stopDispatching(ChainText.dispatchMap(key), ChainText.dispatchKey(key));
        batch.setRules(chain(), List.of());
        for (int i = 0; i < slots.size(); i++) {
            batch.deleteElement("slots", Numbers.hex(range.base() + i));
        }
        live.forEach(server -> batch.deleteElement("live", hex(marks, server)));
        marks.forEach((server, mark) -> batch.deleteElement(serverMap(server), Numbers.hex(mark)));
        batch.deleteObject("chain", chain());
        if (isSticky) {
            batch.deleteObject("map", "sticky-" + number);
        }
        numbers.free(range);
    }
}
