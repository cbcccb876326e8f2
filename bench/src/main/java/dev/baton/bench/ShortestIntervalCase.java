package dev.baton.bench;

import dev.baton.it.lab.Product;
import dev.baton.it.lab.Strain;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The shortest interval that keepalived takes, under [Strain].
///
/// @param burden what makes it hard
/// @param realTime with `vrrp_rt_priority 50` in both files
/// @param watched for how long
record ShortestIntervalCase(Strain.Burden burden, boolean realTime, Duration watched) implements Case {
    private static final Duration INTERVAL = Duration.ofMillis(10);
    private static final Pattern LATEST = Pattern.compile("99\\.9 % within ([0-9.]+) ms, latest ([0-9.]+) ms");

    @Override
    public String title() {
        String circumstances = switch (burden) {
            case NONE -> "steady state";
            case PROCESSORS -> "steady state, processors busy";
            case PROCESSORS_AND_HEAP -> "processors busy";
        };
        return "advert_int 0.01, " + circumstances + (realTime ? ", vrrp_rt_priority 50" : "");
    }

    @Override
    public Map<String, Double> measure(Product product) {
        try (Strain strain = Strain.begin(product, INTERVAL, burden, realTime)) {
            Map<String, Double> figures = new LinkedHashMap<>();
            Usage before = Usage.of(strain.first());
            Usage after = Usage.after(watched, strain.first());
            figures.put("1 false changes of state", (double) strain.falseAlarms());
            figures.put("2 CPU of the master, %", after.percentSince(before));
            collections(strain.collections(), figures);
            lateness(strain.linesAfterStop("Lateness:"), figures);
            return figures;
        }
    }

    /// Under real-time priority the collector does not wait for the load, so its pauses are its work.
    private static void collections(List<Double> pauses, Map<String, Double> figures) {
        if (!pauses.isEmpty()) {
            List<Double> sorted = pauses.stream().sorted().toList();
            figures.put("5 collections", (double) sorted.size());
            figures.put("6 median collection, ms", sorted.get(sorted.size() / 2));
            figures.put("7 longest collection, ms", sorted.getLast());
        }
    }

    /// Only Baton says how late it was.
    private static void lateness(List<String> said, Map<String, Double> figures) {
        Matcher matcher = LATEST.matcher(said.isEmpty() ? "" : said.getLast());
        if (matcher.find()) {
            figures.put("3 deadlines 99.9 % within, ms", Double.parseDouble(matcher.group(1)));
            figures.put("4 latest deadline, ms", Double.parseDouble(matcher.group(2)));
        }
    }

    @Override
    public String bound() {
        return "Master_Down_Interval 36 ms";
    }
}
