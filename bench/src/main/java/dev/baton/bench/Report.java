package dev.baton.bench;

import dev.baton.it.lab.Product;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The figures of all rounds and the page that shows them.
final class Report {
    private record Figure(Case measured, String quantity) {}

    private final Map<Figure, Map<Product, Samples>> figures = new LinkedHashMap<>();
    private int rounds;

    /// Takes the figures of one case for one product.
    void add(Case measured, Product product, Map<String, Double> values) {
        values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> figures.computeIfAbsent(
                                new Figure(measured, entry.getKey()), figure -> new LinkedHashMap<>())
                        .computeIfAbsent(product, any -> new Samples())
                        .add(entry.getValue()));
    }

    void roundEnded() {
        rounds++;
    }

    /// The page, with what it was measured on.
    String page(String machine) {
        StringBuilder page = new StringBuilder("# Benchmarks\n\n");
        page.append("Baton beside keepalived 2.2.7 in the same run, rounds interleaved, in network namespaces: ")
                .append(rounds)
                .append(" rounds.\nThe client asks for an echo every 5 ms; times are those at which the kernel saw ")
                .append("the packets.\nA ratio above 1 means that Baton needs more.\n\n")
                .append("* Machine: ")
                .append(machine)
                .append("\n* Command: `make bench ROUNDS=")
                .append(rounds)
                .append("`\n\n")
                .append(
                        "| case | figure | Baton min / median / max | keepalived min / median / max | ratio of medians | protocol |\n")
                .append("|---|---|--:|--:|--:|---|\n");
        figures.forEach((figure, samples) -> page.append(row(figure, samples)));
        return page.toString();
    }

    private static String row(Figure figure, Map<Product, Samples> samples) {
        Samples ours = samples.getOrDefault(Product.BATON, new Samples());
        Samples theirs = samples.getOrDefault(Product.KEEPALIVED, new Samples());
        return "| %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        figure.measured().title(),
                        figure.quantity(),
                        spread(ours),
                        spread(theirs),
                        ratio(ours, theirs),
                        figure.measured().bound());
    }

    private static String spread(Samples samples) {
        return samples.isEmpty()
                ? "–"
                : String.format(Locale.ROOT, "%.1f / **%.1f** / %.1f", samples.min(), samples.median(), samples.max());
    }

    private static String ratio(Samples ours, Samples theirs) {
        return ours.isEmpty() || theirs.isEmpty() || theirs.median() == 0
                ? "–"
                : String.format(Locale.ROOT, "%.2f", ours.median() / theirs.median());
    }
}
