package dev.baton.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Product;
import java.nio.file.Files;

/// What a test in namespaces needs, or the reason for which it is skipped.
public final class Built {
    private Built() {}

    /// Skips the test unless it can run: root for namespaces, and the built application where Baton takes part.
    public static void orSkip(Product... products) {
        assumeTrue("root".equals(System.getProperty("user.name")), "namespaces need root");
        for (Product product : products) {
            if (product == Product.BATON) {
                assumeTrue(
                        Files.isDirectory(Checkout.application()),
                        "cli/target/app is not built; `make package` builds it");
            }
        }
    }
}
