package dev.baton.dataplane.nft;

import dev.baton.dataplane.Destination;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// A table of servers that hardly changes when one of them does: each server has its own order of the table's places,
/// and they take turns at claiming the next free one (Eisenbud and others, "Maglev", NSDI 2016, §3.4).
final class Maglev {
    /// A prime, so that every skip visits every place.
    static final int PLACES = 251;

    private Maglev() {}

    /// Who has which place. Servers without weight have none; with no others the table is empty.
    static List<Destination.Key> table(Map<Destination.Key, Long> weights) {
        List<Map.Entry<Destination.Key, Long>> servers = weights.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .toList();
        if (servers.isEmpty()) {
            return List.of();
        }
        long heaviest = servers.stream().mapToLong(Map.Entry::getValue).max().orElseThrow();
        Destination.Key[] places = new Destination.Key[PLACES];
        int[] visited = new int[servers.size()];
        double[] turns = new double[servers.size()];
        int free = PLACES;
        while (free > 0) {
            for (int i = 0; i < servers.size() && free > 0; i++) {
                // A server of half the weight claims a place every other turn.
                turns[i] += (double) servers.get(i).getValue() / heaviest;
                if (turns[i] >= 1) {
                    turns[i] -= 1;
                    visited[i] = claim(places, servers.get(i).getKey(), visited[i]);
                    free--;
                }
            }
        }
        return new ArrayList<>(Arrays.asList(places));
    }

    /// Claims the server's next free place; how many it has looked at.
    private static int claim(Destination.Key[] places, Destination.Key server, int visited) {
        int offset = Math.floorMod(hash(server, 0x811c9dc5), PLACES);
        int skip = Math.floorMod(hash(server, 0x01234567), PLACES - 1) + 1;
        int looked = visited;
        int place = (offset + looked * skip) % PLACES;
        while (places[place] != null) {
            looked++;
            place = (offset + looked * skip) % PLACES;
        }
        places[place] = server;
        return looked + 1;
    }

    /// FNV-1a of the server's name: the same on every machine, so that two balancers agree.
    private static int hash(Destination.Key server, int basis) {
        int hash = basis;
        for (byte octet : server.toString().getBytes(StandardCharsets.US_ASCII)) {
            hash = (hash ^ (octet & 0xff)) * 0x01000193;
        }
        return hash ^ (hash >>> 15);
    }
}
