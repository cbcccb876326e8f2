package dev.baton.it.interop;

import dev.baton.it.Built;
import dev.baton.it.lab.Checkout;
import dev.baton.testkit.Golden;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Baton beside Baton, keepalived and FRR in every setting that both sides know. `docs/interop.md` is what this test
/// has seen: it must equal the file, and `-DupdateGolden=true` rewrites it.
@Tag("kernel")
class InteropTest {
    private static final ConcurrentMap<Row, Verdict> SEEN = new ConcurrentHashMap<>();

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.baton.it.interop.Row#all")
    void bothSidesGetAlong(Row row) {
        Built.orSkip(row.first(), row.second());
        Verdict verdict = Verdict.of(row);
        // A red row fails by itself, and is seen when it is repeated.
        verdict.throwIfRed();
        SEEN.put(row, verdict);
    }

    @AfterAll
    static void documentSaysWhatWasSeen() {
        if (SEEN.size() == Row.all().count()) {
            Golden.assertMatches(Checkout.root().resolve("docs/interop.md"), Matrix.of(SEEN));
        }
    }
}
