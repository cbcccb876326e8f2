package dev.baton.vpc.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class TutorialTest {
    @Test
    void filesAreTheTutorialsByteForByte() throws NoSuchAlgorithmException {
        assertThat(sha256(Tutorial.file("ha1.conf")))
                .isEqualTo("e153e83756da4919fd3faffd8aa0dac6019baf3a28c0502a60b55d6ce226bc96");
        assertThat(sha256(Tutorial.file("ha2.conf")))
                .isEqualTo("7caf13ae677763cc3861291ebdcf95e656b7d5ea9fb86d90897d714a629522a0");
    }

    @Test
    void takeoverMayTakeThreeAdvertsAndTheSkewOfPriority120() {
        assertThat(Tutorial.protocolBound()).isEqualTo(Duration.ofNanos(3_531_250_000L));
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
