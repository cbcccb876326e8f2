package dev.baton.vpc.gateway;

import dev.baton.vpc.gateway.NonceLog.UsedNonce;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// The nonces of the requests that could still be repeated. For any thread.
///
/// A request is taken while its time is within 15 minutes of ours, before or after; so half an hour after it came,
/// nobody can repeat it and its nonce is forgotten. Those of a former server are in the log.
final class Nonces {
    /// More in half an hour, and further requests are refused: about 100 MB.
    static final int MAX = 1_000_000;

    private static final int DIGITS = 32;

    private final Duration kept;
    private final NonceLog log;
    private final int max;
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    /// What is to be thought of a nonce.
    enum Verdict {
        FRESH,
        /// This access key used it before.
        USED,
        /// It cannot be remembered, and so the request cannot be taken.
        NOT_KEPT
    }

    /// @throws IOException if the log cannot be read
    Nonces(Duration kept, NonceLog log, Instant now, int max) throws IOException {
        this.kept = kept;
        this.log = log;
        this.max = max;
        log.since(now.minus(kept)).stream()
                .sorted(Comparator.comparing(UsedNonce::seen))
                .forEach(each -> seen.putIfAbsent(each.digest(), each.seen()));
    }

    /// Uses it. When it returns FRESH, no later server takes it again.
    Verdict use(String accessKeyId, String nonce, Instant now) {
        UsedNonce used = new UsedNonce(digest(accessKeyId, nonce), now);
        synchronized (seen) {
            forgetBefore(now.minus(kept));
            if (seen.containsKey(used.digest())) {
                return Verdict.USED;
            }
            if (seen.size() >= max) {
                return Verdict.NOT_KEPT;
            }
            seen.put(used.digest(), now);
        }
        try {
            log.keep(used);
            return Verdict.FRESH;
        } catch (IOException e) {
            System.getLogger("dev.baton.vpc.gateway").log(System.Logger.Level.ERROR, e.getMessage());
            return Verdict.NOT_KEPT;
        }
    }

    private void forgetBefore(Instant oldest) {
        Iterator<Instant> times = seen.values().iterator();
        while (times.hasNext() && times.next().isBefore(oldest)) {
            times.remove();
        }
    }

    /// Of fixed length, whatever a client takes for a nonce.
    private static String digest(String accessKeyId, String nonce) {
        try {
            byte[] text = (accessKeyId + "\n" + nonce).getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
