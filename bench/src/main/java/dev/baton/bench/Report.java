package dev.baton.bench;

import dev.baton.it.lab.Product;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

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

    /// The section about rounds, with what it was measured on.
    String rounds(String machine) {
        return Page.Section.ROUNDS.heading()
                + "\nBaton beside keepalived 2.2.7 in the same run, rounds interleaved, in network namespaces: "
                + rounds
                + " rounds.\nThe client asks for an echo every 5 ms; times are those at which the kernel saw "
                + "the packets.\nA ratio above 1 means that Baton needs more.\n\n"
                + provenance(machine, "make bench ROUNDS=" + rounds)
                + "| case | figure | Baton min / median / max | keepalived min / median / max | ratio of medians | protocol |\n"
                + "|---|---|--:|--:|--:|---|\n"
                + rows(Report::row);
    }

    /// The section about long runs.
    String soak(String machine, String command) {
        return Page.Section.SOAK.heading()
                + "\nBaton, then keepalived 2.2.7 under the same circumstances, in network namespaces; each once. "
                + "keepalived is\nwaited for 120 s at most where all instances change hands.\n\n"
                + provenance(machine, command)
                + "| case | figure | Baton | keepalived | protocol |\n"
                + "|---|---|--:|--:|---|\n"
                + rows(Report::single);
    }

    private static String provenance(String machine, String command) {
        return "* Machine: " + machine + "\n* Command: `" + command + "`\n\n";
    }

    private String rows(BiFunction<Figure, Map<Product, Samples>, String> row) {
        StringBuilder rows = new StringBuilder();
        figures.forEach((figure, samples) -> rows.append(row.apply(figure, samples)));
        return rows.toString();
    }

    private static String single(Figure figure, Map<Product, Samples> samples) {
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        figure.measured().title(),
                        figure.quantity().replaceFirst("^\\d ", ""),
                        value(samples.getOrDefault(Product.BATON, new Samples())),
                        value(samples.getOrDefault(Product.KEEPALIVED, new Samples())),
                        figure.measured().bound());
    }

    private static String value(Samples samples) {
        if (samples.isEmpty()) {
            return "–";
        }
        double value = samples.median();
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.2f", value);
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
