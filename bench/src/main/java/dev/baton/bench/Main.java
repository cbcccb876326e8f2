package dev.baton.bench;

import dev.baton.it.lab.Guest;
import dev.baton.it.lab.LabException;
import dev.baton.it.lab.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// `make bench` and `make soak`: measure, print the tables and write their section of `docs/benchmarks.md`.
public final class Main {
    private static final int ROUNDS = 10;

    private Main() {}

    /// Measures all cases.
    ///
    /// @param words the number of rounds (10), then a regular expression found in the titles of the wanted
    ///     cases (all);
    ///     or the word traffic and the number of rounds;
    ///     or the word soak, the minutes that each case watches, the number of reloads, and such an expression
    public static void main(String[] words) throws IOException {
        if (words.length > 0 && words[0].equals("soak")) {
            soak(Double.parseDouble(words[1]), Integer.parseInt(words[2]), words.length > 3 ? words[3] : "");
        } else if (words.length > 0 && words[0].equals("traffic")) {
            int rounds = Integer.parseInt(words[1]);
            String guest = Guest.isPossible() ? new GuestTraffic().measure(rounds) : "";
            publish(
                    Page.Section.TRAFFIC,
                    new Traffic().measure(rounds, machine()) + guest + LargeBalancer.measure() + Detection.measure(),
                    "");
        } else {
            rounds(words.length > 0 ? Integer.parseInt(words[0]) : ROUNDS, words.length > 1 ? words[1] : "");
        }
    }

    private static void rounds(int rounds, String wanted) throws IOException {
        Report report = measure(Case.all(), rounds, wanted);
        publish(Page.Section.ROUNDS, report.rounds(machine()), wanted);
    }

    private static void soak(double minutes, int cycles, String wanted) throws IOException {
        Duration watched = Duration.ofMillis(Math.round(minutes * 60_000));
        Report report = measure(Case.enduring(watched, cycles), 1, wanted);
        String command = "make soak MINUTES=" + words(minutes) + " CYCLES=" + cycles;
        publish(Page.Section.SOAK, report.soak(machine(), command), wanted);
    }

    private static String words(double minutes) {
        return minutes == Math.rint(minutes) ? Long.toString(Math.round(minutes)) : Double.toString(minutes);
    }

    private static Report measure(List<Case> all, int rounds, String wanted) {
        Pattern pattern = Pattern.compile(wanted);
        List<Case> cases =
                all.stream().filter(one -> pattern.matcher(one.title()).find()).toList();
        Report report = new Report();
        for (int round = 1; round <= rounds; round++) {
            for (Case one : cases) {
                for (Product product : Product.KEEPALIVED_CONF) {
                    System.err.printf("round %d of %d: %s, %s%n", round, rounds, one.title(), product);
                    measure(report, one, product);
                }
            }
            report.roundEnded();
        }
        return report;
    }

    /// A part of the cases is only printed: the page is about all of them.
    private static void publish(Page.Section section, String text, String wanted) throws IOException {
        System.out.print(text);
        if (wanted.isEmpty()) {
            Page.replace(section, text);
        }
    }

    /// A round that fails is reported and missing from the figures; the others still count.
    private static void measure(Report report, Case one, Product product) {
        try {
            report.add(one, product, one.measure(product));
        } catch (LabException failure) {
            System.err.println("left out: " + failure.getMessage());
        }
    }

    private static String machine() throws IOException {
        String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.replaceAll(".*:\\s*", ""))
                .orElse("unknown processor");
        String kernel = Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
        return "%s, %d processors, Linux %s, Java %s"
                .formatted(model, Runtime.getRuntime().availableProcessors(), kernel, Runtime.version());
    }
}
