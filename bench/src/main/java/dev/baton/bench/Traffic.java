package dev.baton.bench;

import dev.baton.bench.TrafficLab.Figures;
import dev.baton.bench.TrafficLab.Way;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// New connections through Baton's virtual server, beside none and beside haproxy, in the same rounds.
final class Traffic {
    private static final Duration ROUND = Duration.ofSeconds(3);

    private final Map<Way, Samples> rates = new EnumMap<>(Way.class);
    private final Map<Way, Samples> medians = new EnumMap<>(Way.class);
    private final Map<Way, Samples> slowest = new EnumMap<>(Way.class);

    /// Measures so many rounds, and returns the section of the page.
    String measure(int rounds, String machine) {
        try (TrafficLab lab = new TrafficLab()) {
            for (int round = 0; round < rounds; round++) {
                for (Way way : Way.values()) {
                    Figures figures = lab.measure(way, ROUND);
                    rates.computeIfAbsent(way, _ -> new Samples()).add(figures.perSecond());
                    medians.computeIfAbsent(way, _ -> new Samples()).add(figures.median());
                    slowest.computeIfAbsent(way, _ -> new Samples()).add(figures.slow());
                }
            }
        }
        return text(rounds, machine);
    }

    private String text(int rounds, String machine) {
        StringBuilder out = new StringBuilder("## Traffic\n\n`make traffic ROUNDS=" + rounds + "`, on " + machine
                + ". `wrk` with 32 connections, a new one for each request; client, balancer and nginx are namespaces on"
                + "\nthe same processors. Medians of the rounds; a request's time includes the connection.\n\n"
                + "| way | new connections/s | of direct | p50 ms | p99 ms |\n|---|---|---|---|---|\n");
        double direct = median(rates, Way.DIRECT);
        for (Way way : Way.values()) {
            out.append("| %s | %,.0f | %.0f %% | %.2f | %.1f |%n"
                    .formatted(
                            way.words(),
                            median(rates, way),
                            100 * median(rates, way) / direct,
                            median(medians, way),
                            median(slowest, way)));
        }
        return out.append("%nBaton's rate is %.2f times haproxy's.%n"
                        .formatted(median(rates, Way.BATON) / median(rates, Way.HAPROXY)))
                .toString();
    }

    private static double median(Map<Way, Samples> samples, Way way) {
        return samples.getOrDefault(way, new Samples()).median();
    }
}
