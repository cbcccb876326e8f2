package dev.baton.havip.cloud;

import dev.baton.havip.api.ApiCall;
import dev.baton.havip.api.ApiNode;
import dev.baton.havip.resource.IssuedToken;
import dev.baton.havip.resource.Meta;
import dev.baton.havip.resource.Phase;
import dev.baton.havip.resource.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// `ClientToken`: the same call with the same token is done once and answered the same way each time, across restarts.
/// Calls that were refused are not remembered, so a client may repeat them.
final class Tokens {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final String PARAMETER = "ClientToken";

    private Tokens() {}

    /// The answer that this call was given before; empty if it was not.
    static Optional<ApiNode.Fields> answerOf(Turn turn, ApiCall call) {
        Optional<String> token = call.parameter(PARAMETER);
        token.filter(text -> !text.matches("[\\x21-\\x7e]{1,64}")).ifPresent(bad -> {
            throw new CallRefused(ErrorCode.TOKEN_MALFORMED);
        });
        Optional<IssuedToken> issued = token.flatMap(text -> turn.find(IssuedToken.class, id(call, text)));
        issued.filter(before -> !before.fingerprint().equals(fingerprint(call))).ifPresent(other -> {
            throw new CallRefused(ErrorCode.TOKEN_MISMATCH);
        });
        return issued.map(before -> AnswerText.read(before.answer()));
    }

    static void remember(Turn turn, ApiCall call, ApiNode.Fields answer) {
        call.parameter(PARAMETER).ifPresent(token -> {
            Meta meta = new Meta(call.account(), "", "", "", turn.millis(), List.of());
            Phase phase = new Phase(Status.AVAILABLE, turn.millis() + KEPT.toMillis());
            turn.put(new IssuedToken(id(call, token), meta, phase, fingerprint(call), AnswerText.write(answer)));
        });
    }

    private static String id(ApiCall call, String token) {
        return call.account() + "/" + call.action() + "/" + token;
    }

    private static String fingerprint(ApiCall call) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Map<String, String> sorted = new TreeMap<>(call.parameters());
            sorted.forEach((name, value) -> {
                digest.update((name.length() + "=" + name).getBytes(StandardCharsets.UTF_8));
                digest.update((value.length() + "=" + value).getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
