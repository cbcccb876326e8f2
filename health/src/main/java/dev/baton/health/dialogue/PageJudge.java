package dev.baton.health.dialogue;

import dev.baton.health.ProbeFailure;
import dev.baton.health.dialogue.Dialogue.Step;
import dev.baton.model.CheckerSpec.Url;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Whether a page is the one that is expected: its digest, and a pattern in its first part. Keeps nothing of a page
/// that is only counted, and of others no more than the pattern may look at.
final class PageJudge {
    /// As much of a page as a pattern looks at.
    static final int WINDOW = 256 * 1024;
    /// As much of a page as a digest is computed of.
    static final long DIGEST_LIMIT = 64L * 1024 * 1024;
    /// As much of a page as is waited for when nobody looks at it.
    static final long UNREAD_LIMIT = 1024L * 1024;

    private final Optional<String> digest;
    private final Optional<PagePattern> pattern;
    private final Optional<MessageDigest> md5;
    private byte[] window = new byte[0];
    private int kept;
    private long size;

    PageJudge(Url url) {
        digest = url.digest();
        pattern = url.regex().map(PagePattern::of);
        md5 = digest.map(_ -> md5());
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has MD5", impossible);
        }
    }

    void add(ByteBuffer bytes) {
        size += bytes.remaining();
        if (pattern.isPresent()) {
            keep(bytes.duplicate());
        }
        md5.ifPresent(sum -> sum.update(bytes));
    }

    private void keep(ByteBuffer bytes) {
        int count = Math.min(bytes.remaining(), WINDOW - kept);
        if (kept + count > window.length) {
            window = Arrays.copyOf(window, Math.min(WINDOW, Math.max(4096, (kept + count) * 2)));
        }
        bytes.get(window, kept, count);
        kept += count;
    }

    /// True if more of the page would change nothing.
    boolean hasSeenEnough() {
        if (digest.isPresent()) {
            return size > DIGEST_LIMIT;
        }
        return size >= (pattern.isPresent() ? WINDOW : UNREAD_LIMIT);
    }

    /// Judges what came; the status has been found good.
    Step verdict() {
        if (digest.isPresent()) {
            if (size > DIGEST_LIMIT) {
                return Dialogue.failure(new ProbeFailure.TooLong("the page", DIGEST_LIMIT));
            }
            String got = HexFormat.of().formatHex(md5.orElseThrow().digest());
            if (!got.equalsIgnoreCase(digest.get())) {
                return Dialogue.failure(new ProbeFailure.DigestDiffers(digest.get(), got));
            }
        }
        Optional<ProbeFailure> objection = pattern.flatMap(it -> it.objection(window, kept));
        return objection.map(Dialogue::failure).orElseGet(Dialogue::success);
    }
}
