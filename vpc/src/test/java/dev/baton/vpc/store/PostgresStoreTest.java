package dev.baton.vpc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// PostgreSQL, in a cluster of this test's own. Needs Debian's `postgresql` package and root, to become another user.
@Tag("kernel")
class PostgresStoreTest extends RowStoreContract {
    private static Postgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = Postgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @Override
    Database database() throws Exception {
        return postgres.database();
    }

    @Override
    void openElsewhere() throws Exception {
        RowStore.open(database()).close();
    }

    @Test
    void aLostConnectionIsSaidAndAFreshOneHasEverything() throws Exception {
        Row row = new Row("VPC", "vpc-lost", "{}");
        try (RowStore store = RowStore.open(database())) {
            store.write(List.of(row), List.of());
            postgres.halt();
            assertThatThrownBy(() -> store.write(List.of(), List.of(row.key()))).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> RowStore.open(database()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("jdbc:postgresql://127.0.0.1");
        } finally {
            postgres.begin();
        }
        try (RowStore store = RowStore.open(database())) {
            assertThat(store.load()).contains(row);
        }
    }
}
