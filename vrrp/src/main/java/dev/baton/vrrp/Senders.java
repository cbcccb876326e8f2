package dev.baton.vrrp;

import java.util.LinkedHashMap;
import java.util.Map;

/// What is remembered of each sender, and of how many.
final class Senders {
    private Senders() {}

    /// A map that forgets the sender that was silent longest when there are more than so many.
    static <K, V> Map<K, V> remembering(int senders) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > senders;
            }
        };
    }
}
