package dev.baton.dataplane.nft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.dataplane.Destination;
import dev.baton.model.IpAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// How slots are dealt out, and how few change hands.
class SlotsTest {
    private static Destination.Key key(int host) {
        return new Destination.Key(IpAddress.of("10.1.0." + host), 80);
    }

    private static Map<Destination.Key, Long> weights(long... weights) {
        Map<Destination.Key, Long> map = new LinkedHashMap<>();
        for (int i = 0; i < weights.length; i++) {
            map.put(key(i + 1), weights[i]);
        }
        return map;
    }

    private static String show(List<Destination.Key> slots) {
        StringBuilder out = new StringBuilder();
        slots.forEach(slot -> out.append(slot.address().bytes()[3]));
        return out.toString();
    }

    @Test
    void weightsAreInterleaved() {
        assertThat(show(Slots.next(List.of(), weights(1, 1, 1)))).isEqualTo("123");
        assertThat(show(Slots.next(List.of(), weights(3, 2, 1, 1)))).isEqualTo("1231421");
        assertThat(show(Slots.next(List.of(), weights(30, 20, 10, 10)))).isEqualTo("1231421");
        assertThat(show(Slots.next(List.of(), weights(0, 5)))).isEqualTo("2");
        assertThat(Slots.next(List.of(), weights(0, 0))).isEmpty();
    }

    @Test
    void aServerThatLeavesIsReplacedByTheLast() {
        List<Destination.Key> slots = Slots.next(List.of(), weights(1, 1, 1, 1));
        assertThat(show(Slots.next(slots, weights(0, 1, 1, 1)))).isEqualTo("423");
        assertThat(show(Slots.next(slots, weights(1, 1, 1, 0)))).isEqualTo("123");
        assertThat(show(Slots.next(slots, weights(1, 1, 1, 1, 1)))).isEqualTo("12345");
    }

    @Test
    void everyServerHasItsShareAfterAnyChange() {
        for (int seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            List<Destination.Key> slots = List.of();
            for (int step = 0; step < 30; step++) {
                Map<Destination.Key, Long> weights =
                        weights(random.nextInt(4), random.nextInt(4), random.nextInt(4), random.nextInt(4), 1);
                slots = Slots.next(slots, weights);
                for (Map.Entry<Destination.Key, Long> entry : weights.entrySet()) {
                    assertThat(Collections.frequency(slots, entry.getKey()))
                            .as("seed " + seed + ", step " + step)
                            .isEqualTo(entry.getValue().intValue());
                }
            }
        }
    }

    @Test
    void hugeWeightsAreScaledDown() {
        List<Destination.Key> slots = Slots.next(List.of(), weights(65535, 65534, 1));
        assertThat(slots).hasSizeBetween(1000, Slots.MOST).contains(key(3));
        assertThat(Collections.frequency(slots, key(1))).isBetween(510, 512);
    }

    @Test
    void aTableOfPlacesHardlyChanges() {
        List<Destination.Key> before = Maglev.table(weights(1, 1, 1, 1, 1));
        List<Destination.Key> after = Maglev.table(weights(1, 1, 0, 1, 1));
        int moved = 0;
        for (int place = 0; place < Maglev.PLACES; place++) {
            boolean hadToMove = before.get(place).equals(key(3));
            moved += !hadToMove && !before.get(place).equals(after.get(place)) ? 1 : 0;
        }
        assertThat(after).hasSize(Maglev.PLACES).doesNotContain(key(3));
        assertThat(Collections.frequency(before, key(3))).isBetween(45, 56);
        assertThat(moved).as("places of others that moved").isLessThan(60);
        assertThat(Collections.frequency(Maglev.table(weights(3, 1)), key(1))).isBetween(180, 197);
    }
}
