package dev.baton.vpc.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.vpc.gateway.NonceLog.UsedNonce;
import dev.baton.vpc.gateway.Nonces.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoncesTest {
    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    /// Outlives the nonces of a test; fails when it is told to.
    private static final class Kept implements NonceLog {
        private final List<UsedNonce> all = new ArrayList<>();
        private boolean isBroken;

        @Override
        public List<UsedNonce> since(Instant oldest) {
            return all.stream().filter(each -> !each.seen().isBefore(oldest)).toList();
        }

        @Override
        public void keep(UsedNonce nonce) throws IOException {
            if (isBroken) {
                throw new IOException("no database");
            }
            all.add(nonce);
        }
    }

    private final Kept kept = new Kept();

    private Nonces start(Instant now) throws IOException {
        return new Nonces(KEPT, kept, now, 3);
    }

    @Test
    void aNonceIsGoodOnceForEachKey() throws IOException {
        Nonces nonces = start(NOON);
        assertThat(nonces.use("a", "n", NOON)).isEqualTo(Verdict.FRESH);
        assertThat(nonces.use("a", "n", NOON)).isEqualTo(Verdict.USED);
        assertThat(nonces.use("b", "n", NOON)).isEqualTo(Verdict.FRESH);
    }

    @Test
    void theNextServerKnowsThemAsLongAsTheyMatter() throws IOException {
        assertThat(start(NOON).use("a", "n", NOON)).isEqualTo(Verdict.FRESH);
        assertThat(start(NOON.plus(KEPT)).use("a", "n", NOON.plus(KEPT))).isEqualTo(Verdict.USED);
        Instant later = NOON.plus(KEPT).plusMillis(1);
        assertThat(start(later).use("a", "n", later)).isEqualTo(Verdict.FRESH);
    }

    @Test
    void whatCannotBeRememberedIsNotTaken() throws IOException {
        Nonces nonces = start(NOON);
        kept.isBroken = true;
        assertThat(nonces.use("a", "1", NOON)).isEqualTo(Verdict.NOT_KEPT);
        kept.isBroken = false;
        assertThat(nonces.use("a", "2", NOON)).isEqualTo(Verdict.FRESH);
        assertThat(nonces.use("a", "3", NOON)).isEqualTo(Verdict.FRESH);
        assertThat(nonces.use("a", "4", NOON)).as("a fourth in half an hour").isEqualTo(Verdict.NOT_KEPT);
        Instant later = NOON.plus(KEPT).plusMillis(1);
        assertThat(nonces.use("a", "4", later)).isEqualTo(Verdict.FRESH);
    }
}
