package dev.baton.vpc.gateway;

import dev.baton.havip.api.Api;
import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.api.ApiCall;
import dev.baton.havip.api.ApiError;
import dev.baton.vpc.gateway.SignedCall.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Takes HTTP requests apart, checks who sends them, has the API do what they want, and writes the answers.
///
/// For any thread. The log gets action, account, outcome and the request's id; never a signature, a secret or a
/// parameter's value.
public final class Gateway {
    private static final Logger LOG = System.getLogger("dev.baton.vpc.gateway");

    /// The API version names the product: no two have the same.
    private static final Map<String, String> PRODUCTS =
            Map.of("2016-04-28", "Vpc", "2014-05-26", "Ecs", "2015-04-01", "Sts", "2015-06-12", "Location");

    private final Api api;
    private final Doorkeeper doorkeeper;
    private final Supplier<String> requestIds;

    /// How long a nonce has to be kept.
    public static final Duration NONCES_KEPT = Doorkeeper.REPEATABLE;

    private Gateway(Api api, Doorkeeper doorkeeper, Supplier<String> requestIds) {
        this.api = api;
        this.doorkeeper = doorkeeper;
        this.requestIds = requestIds;
    }

    /// A gateway that forgets its nonces when it ends.
    ///
    /// @param requestIds gives each call a name of its own
    public static Gateway forgetful(Api api, AccessKeys keys, Supplier<String> requestIds) {
        try {
            return open(api, keys, requestIds, NonceLog.NONE, Instant.EPOCH.plus(NONCES_KEPT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A gateway that knows the nonces of the one before.
    ///
    /// @param now as its calls will have it
    /// @throws IOException if they cannot be read
    public static Gateway open(Api api, AccessKeys keys, Supplier<String> requestIds, NonceLog nonces, Instant now)
            throws IOException {
        Nonces known = new Nonces(NONCES_KEPT, nonces, now, Nonces.MAX);
        return new Gateway(api, new Doorkeeper(keys, known), requestIds);
    }

    /// Answers; never throws for what the request holds.
    public HttpReply answer(HttpCall call, Instant now) {
        String requestId = requestIds.get();
        if (!call.path().equals("/")) {
            return refuse(call, AnswerFormat.unasked(call), requestId, GatewayError.BAD_REQUEST.error());
        }
        if (!call.method().equals("GET") && !call.method().equals("POST")) {
            return refuse(call, AnswerFormat.unasked(call), requestId, GatewayError.UNSUPPORTED_METHOD.error());
        }
        if (call.body().length > 0 && !call.hasForm()) {
            return refuse(call, AnswerFormat.unasked(call), requestId, GatewayError.UNSUPPORTED_BODY.error());
        }
        Optional<Map<String, String>> query = Percent.pairs(call.query());
        Optional<Map<String, String>> form = call.hasForm() ? Percent.pairs(call.bodyText()) : Optional.of(Map.of());
        if (query.isEmpty() || form.isEmpty() || form.get().keySet().stream().anyMatch(query.get()::containsKey)) {
            return refuse(call, AnswerFormat.unasked(call), requestId, GatewayError.MALFORMED_PARAMETERS.error());
        }
        return answer(call, new Parameters(query.get(), form.get()), requestId, now);
    }

    /// An answer to something that is not a call, such as a body that is too large.
    public HttpReply refuse(HttpCall call, GatewayError error) {
        return refuse(call, AnswerFormat.unasked(call), requestIds.get(), error.error());
    }

    /// Answers, as JSON, a call whose caller is known already, such as the console's.
    public HttpReply answerTo(ApiCall call) {
        return switch (outcome(call, "")) {
            case ApiAnswer.Done done ->
                AnswerWriter.done(AnswerFormat.JSON, call.action(), call.requestId(), done.body());
            case ApiAnswer.Failed failed ->
                AnswerWriter.failed(AnswerFormat.JSON, "", call.requestId(), failed.error());
        };
    }

    private record Parameters(Map<String, String> query, Map<String, String> form) {
        Map<String, String> all() {
            Map<String, String> all = new HashMap<>(query);
            all.putAll(form);
            return all;
        }
    }

    private HttpReply answer(HttpCall call, Parameters parameters, String requestId, Instant now) {
        Optional<AnswerFormat> wanted = AnswerFormat.wanted(call, parameters.all());
        AnswerFormat format = wanted.orElse(AnswerFormat.unasked(call));
        Reading reading = call.header("authorization").isPresent()
                ? SignatureV3.read(call, parameters.query(), parameters.form())
                : SignatureV1.read(call.method(), parameters.all());
        return switch (reading) {
            case Reading.Refused(ApiError error) -> refuse(call, format, requestId, error);
            case Reading.Claimed(SignedCall signed) ->
                switch (doorkeeper.admit(signed, now)) {
                    case Doorkeeper.Verdict.Refused(ApiError error) -> refuse(call, format, requestId, error);
                    case Doorkeeper.Verdict.Admitted(String account) ->
                        wanted.isEmpty()
                                ? refuse(call, format, requestId, GatewayError.INVALID_FORMAT.error())
                                : carryOut(call, format, signed, account, requestId);
                };
        };
    }

    private HttpReply carryOut(
            HttpCall call, AnswerFormat format, SignedCall signed, String account, String requestId) {
        String product = PRODUCTS.get(signed.version());
        if (product == null) {
            return refuse(call, format, requestId, GatewayError.INVALID_VERSION.error());
        }
        ApiCall wanted = new ApiCall(product, signed.action(), account, signed.parameters(), requestId);
        return switch (outcome(wanted, host(call))) {
            case ApiAnswer.Done done -> {
                LOG.log(Level.DEBUG, () -> line(wanted, "done"));
                yield AnswerWriter.done(format, signed.action(), requestId, done.body());
            }
            case ApiAnswer.Failed failed -> {
                LOG.log(Level.DEBUG, () -> line(wanted, failed.error().code()));
                yield AnswerWriter.failed(format, host(call), requestId, failed.error());
            }
        };
    }

    /// Whatever goes wrong behind us, the client gets an answer with an id, and the log gets the cause under it.
    private ApiAnswer outcome(ApiCall call, String host) {
        try {
            return call.product().equals("Vpc") || call.product().equals("Ecs")
                    ? api.call(call)
                    : Stubs.answer(call, host);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, line(call, "failed"), e);
            return new ApiAnswer.Failed(GatewayError.INTERNAL_ERROR.error());
        }
    }

    private static HttpReply refuse(HttpCall call, AnswerFormat format, String requestId, ApiError error) {
        LOG.log(Level.DEBUG, () -> requestId + ": refused, " + error.code());
        return AnswerWriter.failed(format, host(call), requestId, error);
    }

    private static String host(HttpCall call) {
        return call.header("host").orElse("");
    }

    private static String line(ApiCall call, String outcome) {
        return call.requestId() + ": " + call.product() + " " + call.action() + " by " + call.account() + ": "
                + outcome;
    }
}
