package dev.baton.bench;

import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Peer;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Resources;
import dev.baton.it.lab.Turmoil;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reloads with other sockets, addresses and priorities, and the takeovers that follow: what is held afterwards that
/// was not held before.
record LeakCase(int cycles) implements Case {
    /// Until then classes are loaded, code is compiled and buffers find their size.
    private static final int WARM_UP = 100;

    @Override
    public String title() {
        return "%,d reloads and takeovers".formatted(cycles);
    }

    @Override
    public Map<String, Double> measure(Product product) {
        try (Turmoil turmoil = new Turmoil(product, Resources.COUNT_NATIVE_MEMORY).start()) {
            turmoil.run(WARM_UP);
            Resources before = now(turmoil.first());
            turmoil.run(cycles);
            Resources after = now(turmoil.first());
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("1 more descriptors", (double) after.descriptors() - before.descriptors());
            figures.put("2 more threads", (double) after.threads() - before.threads());
            figures.put("3 more resident memory, KiB", (double) after.rssKibibytes() - before.rssKibibytes());
            if (product == Product.BATON) {
                figures.put(
                        "4 more live objects on the heap, KiB",
                        (double) after.heapKibibytes() - before.heapKibibytes());
                figures.put("5 more native memory, KiB", (double) after.nativeKibibytes() - before.nativeKibibytes());
            }
            return figures;
        }
    }

    private static Resources now(Peer peer) {
        return peer instanceof BatonPeer baton ? Resources.of(baton) : Resources.of(peer);
    }

    @Override
    public String bound() {
        return "";
    }
}
