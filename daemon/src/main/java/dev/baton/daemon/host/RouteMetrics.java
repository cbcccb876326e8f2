package dev.baton.daemon.host;

import static dev.baton.wire.netlink.RtNetlinkConstants.RTAX_LOCK;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A route's metrics (`RTAX_*`) from the words that name them.
final class RouteMetrics {
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("mtu", 2),
            Map.entry("window", 3),
            Map.entry("rtt", 4),
            Map.entry("rttvar", 5),
            Map.entry("ssthresh", 6),
            Map.entry("cwnd", 7),
            Map.entry("advmss", 8),
            Map.entry("reordering", 9),
            Map.entry("hoplimit", 10),
            Map.entry("initcwnd", 11),
            Map.entry("features", 12),
            Map.entry("rto_min", 13),
            Map.entry("initrwnd", 14),
            Map.entry("quickack", 15),
            Map.entry("congctl", 16),
            Map.entry("fastopen_no_cookie", 17));
    private static final String LOCK = "lock ";
    private static final int CONGESTION = 16;
    private static final int FEATURE_ECN = 1;

    private RouteMetrics() {}

    static SortedMap<Integer, Integer> of(Map<String, String> attributes) throws Unusable {
        SortedMap<Integer, Integer> metrics = new TreeMap<>();
        int locked = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            int number = NUMBERS.getOrDefault(attribute.getKey(), 0);
            if (number == 0) {
                continue;
            }
            if (attribute.getValue().startsWith(LOCK)) {
                locked |= 1 << number;
            }
            if (number != CONGESTION) {
                metrics.put(number, value(attribute.getKey(), withoutLock(attribute.getValue())));
            }
        }
        if (locked != 0) {
            metrics.put(RTAX_LOCK, locked);
        }
        return metrics;
    }

    static String withoutLock(String value) {
        return value.startsWith(LOCK) ? value.substring(LOCK.length()) : value;
    }

    private static int value(String keyword, String word) throws Unusable {
        return switch (keyword) {
            case "rtt" -> time(keyword, word, 8);
            case "rttvar" -> time(keyword, word, 4);
            case "rto_min" -> time(keyword, word, 1);
            case "features" -> FEATURE_ECN;
            default -> KernelNames.numberOf(keyword, word);
        };
    }

    /// A time with a unit is in milliseconds, scaled as the kernel keeps it; a bare number is the kernel's own.
    private static int time(String keyword, String word, int scale) throws Unusable {
        if (word.endsWith("ms")) {
            return KernelNames.numberOf(keyword, word.substring(0, word.length() - 2)) * scale;
        }
        if (word.endsWith("s")) {
            return KernelNames.numberOf(keyword, word.substring(0, word.length() - 1)) * 1000 * scale;
        }
        return KernelNames.numberOf(keyword, word);
    }
}
