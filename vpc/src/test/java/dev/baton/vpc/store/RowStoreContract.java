package dev.baton.vpc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.vpc.gateway.NonceLog.UsedNonce;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every database has to do for us.
abstract class RowStoreContract {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Row ONE = new Row("HAVIP", "havip-1", "{\"name\":\"eins\"}");
    private static final Row TWO = new Row("EIP", "eip-1", "{\"name\":\"中文 'quoted' \\u0001 💡\"}");

    /// The same one for all tests of the class, emptied before each.
    abstract Database database() throws Exception;

    @Test
    void whatIsWrittenIsThereForTheNext() throws Exception {
        try (RowStore store = empty()) {
            assertThat(store.load()).isEmpty();
            store.write(List.of(ONE, TWO), List.of());
        }
        try (RowStore store = RowStore.open(database())) {
            assertThat(store.load()).containsExactlyInAnyOrder(ONE, TWO);
        }
    }

    @Test
    void aRowTakesThePlaceOfTheOneWithItsKey() throws Exception {
        try (RowStore store = empty()) {
            store.write(List.of(ONE), List.of());
            Row changed = new Row(ONE.kind(), ONE.id(), "{}");
            Row otherKind = new Row("EIP", ONE.id(), "{}");
            store.write(List.of(changed, otherKind), List.of());
            assertThat(store.load()).containsExactlyInAnyOrder(changed, otherKind);
        }
    }

    @Test
    void whatIsForgottenIsGone() throws Exception {
        try (RowStore store = empty()) {
            store.write(List.of(ONE, TWO), List.of());
            store.write(List.of(), List.of(new Row.Key(ONE.kind(), ONE.id()), new Row.Key("EIP", "never-there")));
            assertThat(store.load()).containsExactly(TWO);
        }
    }

    @Test
    void aWriteIsWholeOrNothing() throws Exception {
        Row tooLong = new Row("EIP", "x".repeat(256), "{}");
        try (RowStore store = empty()) {
            store.write(List.of(ONE), List.of());
            assertThatThrownBy(() -> store.write(List.of(TWO, tooLong), List.of(new Row.Key(ONE.kind(), ONE.id()))))
                    .isInstanceOf(StoreException.class);
            assertThat(store.load()).containsExactly(ONE);
            store.write(List.of(TWO), List.of());
            assertThat(store.load()).containsExactlyInAnyOrder(ONE, TWO);
        }
    }

    @Test
    void aLargeResourceAndManyOfThemFit() throws Exception {
        Row large = new Row("INSTANCE", "i-large", "\"" + "u".repeat(1 << 20) + "\"");
        List<Row> many = IntStream.range(0, 1_000)
                .mapToObj(n -> new Row("ENI", "eni-" + n, "{\"n\":" + n + "}"))
                .toList();
        try (RowStore store = empty()) {
            store.write(List.of(large), List.of());
            store.write(many, List.of());
            assertThat(store.load()).hasSize(1_001).contains(large).containsAll(many);
        }
    }

    @Test
    void noncesAreThereForTheNextServerUntilTheyAreTooOld() throws Exception {
        Instant first = Instant.parse("2026-11-23T05:50:56.123Z");
        try (RowStore rows = empty();
                NonceStore store = NonceStore.open(database(), HALF_AN_HOUR)) {
            store.keep(new UsedNonce("00", first));
            store.keep(new UsedNonce("01", first.plusSeconds(1)));
            assertThat(rows.load()).isEmpty();
        }
        try (RowStore rows = RowStore.open(database());
                NonceStore store = NonceStore.open(database(), HALF_AN_HOUR)) {
            assertThat(store.since(first))
                    .containsExactlyInAnyOrder(new UsedNonce("00", first), new UsedNonce("01", first.plusSeconds(1)));
            assertThat(store.since(first.plusSeconds(1))).containsExactly(new UsedNonce("01", first.plusSeconds(1)));
            store.keep(new UsedNonce("02", first.plus(HALF_AN_HOUR).plusSeconds(1)));
            assertThat(store.since(Instant.EPOCH)).hasSize(2).doesNotContain(new UsedNonce("00", first));
            store.keep(new UsedNonce("03", first.plus(HALF_AN_HOUR.multipliedBy(2))));
            assertThat(store.since(Instant.EPOCH)).as("once a minute").hasSize(2);
            assertThat(rows.load()).isEmpty();
        }
    }

    @Test
    void manyNoncesAtOnceAreAllKept() throws Exception {
        Instant now = Instant.parse("2027-01-01T00:00:00Z");
        try (RowStore _ = empty();
                NonceStore store = NonceStore.open(database(), HALF_AN_HOUR);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = IntStream.range(0, 500)
                    .<Future<?>>mapToObj(n -> callers.submit(() -> {
                        store.keep(new UsedNonce("n" + n, now));
                        return n;
                    }))
                    .toList();
            for (Future<?> call : calls) {
                call.get();
            }
            assertThat(store.since(now)).hasSize(500);
        }
    }

    @Test
    void oneServerAtATimeHasTheDatabase() throws Exception {
        try (RowStore store = empty()) {
            assertThat(store.load()).isEmpty();
            assertThatThrownBy(this::openElsewhere).isInstanceOf(StoreException.class);
        }
    }

    /// Opens it as another process would.
    abstract void openElsewhere() throws Exception;

    private RowStore empty() throws Exception {
        RowStore store = RowStore.open(database());
        store.write(List.of(), store.load().stream().map(Row::key).toList());
        return store;
    }
}
