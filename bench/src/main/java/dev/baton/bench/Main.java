package dev.baton.bench;

import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.LabException;
import dev.baton.it.lab.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `make bench ROUNDS=10`: measures, prints the table and writes `docs/benchmarks.md`.
public final class Main {
    private static final int ROUNDS = 10;

    private Main() {}

    /// Measures all cases.
    ///
    /// @param words the number of rounds (10), then a part of the titles of the cases that are wanted (all)
    public static void main(String[] words) throws IOException {
        int rounds = words.length > 0 ? Integer.parseInt(words[0]) : ROUNDS;
        String wanted = words.length > 1 ? words[1] : "";
        List<Case> cases =
                Case.all().stream().filter(one -> one.title().contains(wanted)).toList();
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
        String page = report.page(machine());
        System.out.print(page);
        if (wanted.isEmpty()) {
            Files.writeString(Checkout.root().resolve("docs/benchmarks.md"), page);
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
