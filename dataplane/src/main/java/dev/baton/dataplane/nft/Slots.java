package dev.baton.dataplane.nft;

import dev.baton.dataplane.Destination;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Deals a service's numbered slots out to its servers, as many to each as its weight says. New connections take the
/// slots in turn, or one by a hash; so the order of the slots is the order of the servers.
final class Slots {
    /// Slots that a service may have; larger weights are scaled down.
    static final int MOST = 1024;

    private Slots() {}

    /// The slots after a change of weights: servers keep theirs as far as they may, so that few slots change.
    static List<Destination.Key> next(List<Destination.Key> current, Map<Destination.Key, Long> weights) {
        Map<Destination.Key, Integer> missing = shares(weights);
        if (current.isEmpty()) {
            return interleave(missing);
        }
        List<Destination.Key> kept = new ArrayList<>(current);
        List<Integer> holes = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            Destination.Key owner = kept.get(i);
            if (missing.merge(owner, -1, Integer::sum) < 0) {
                missing.remove(owner);
                holes.add(i);
            }
        }
        missing.values().removeIf(count -> count == 0);
        return fill(kept, holes, interleave(missing));
    }

    /// Newcomers take the holes; what is left over is appended, or filled from the end.
    private static List<Destination.Key> fill(
            List<Destination.Key> slots, List<Integer> holes, List<Destination.Key> newcomers) {
        int filled = Math.min(holes.size(), newcomers.size());
        for (int i = 0; i < filled; i++) {
            slots.set(holes.get(i), newcomers.get(i));
        }
        slots.addAll(newcomers.subList(filled, newcomers.size()));
        List<Integer> open = new ArrayList<>(holes.subList(filled, holes.size()));
        while (!open.isEmpty()) {
            int last = slots.size() - 1;
            int hole = open.getLast() == last ? open.removeLast() : open.removeFirst();
            if (hole != last) {
                slots.set(hole, slots.get(last));
            }
            slots.removeLast();
        }
        return slots;
    }

    /// How many slots each server gets; none for weight 0.
    private static Map<Destination.Key, Integer> shares(Map<Destination.Key, Long> weights) {
        long divisor = 0;
        long sum = 0;
        for (long weight : weights.values()) {
            divisor = greatestCommonDivisor(divisor, weight);
            sum += weight;
        }
        Map<Destination.Key, Integer> shares = new LinkedHashMap<>();
        for (Map.Entry<Destination.Key, Long> entry : weights.entrySet()) {
            long weight = entry.getValue();
            if (weight > 0) {
                boolean scaled = sum / divisor > MOST;
                long share = scaled ? Math.max(1, weight * MOST / sum) : weight / divisor;
                shares.put(entry.getKey(), Math.toIntExact(share));
            }
        }
        return shares;
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /// Spreads the servers evenly: each turn everybody earns its share, and the richest pays for the slot.
    private static List<Destination.Key> interleave(Map<Destination.Key, Integer> shares) {
        int total = shares.values().stream().mapToInt(Integer::intValue).sum();
        List<Destination.Key> servers = List.copyOf(shares.keySet());
        int[] earnings = shares.values().stream().mapToInt(Integer::intValue).toArray();
        int[] credit = new int[earnings.length];
        List<Destination.Key> slots = new ArrayList<>();
        for (int slot = 0; slot < total; slot++) {
            int richest = 0;
            for (int i = 0; i < credit.length; i++) {
                credit[i] += earnings[i];
                richest = credit[i] > credit[richest] ? i : richest;
            }
            credit[richest] -= total;
            slots.add(servers.get(richest));
        }
        return slots;
    }
}
