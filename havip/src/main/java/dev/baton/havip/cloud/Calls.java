package dev.baton.havip.cloud;

import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.api.ApiCall;
import dev.baton.havip.api.ApiNode;
import java.util.Optional;

/// What every call goes through before and after its action: existence, rate, required parameters, region, token.
final class Calls {
    private final Throttle throttle = new Throttle();

    /// @throws CallRefused if it cannot be done; what it changed is then to be undone
    ApiAnswer.Done carryOut(Turn turn, ApiCall call) {
        Action action = Catalogue.find(call.product(), call.action())
                .orElseThrow(() -> new CallRefused(ErrorCode.ACTION_NOT_FOUND));
        Rate rate = turn.settings().rateOf(action.name());
        if (!throttle.admits(turn.now(), call.account(), action.name(), rate)) {
            throw new CallRefused(ErrorCode.THROTTLING);
        }
        checkParameters(turn, action, call);
        Optional<ApiNode.Fields> before = action.isReading() ? Optional.empty() : Tokens.answerOf(turn, call);
        return new ApiAnswer.Done(before.orElseGet(() -> act(turn, action, call)));
    }

    private static void checkParameters(Turn turn, Action action, ApiCall call) {
        for (String name : action.required()) {
            if (call.parameter(name).isEmpty()) {
                throw new CallRefused(ErrorCode.MISSING_PARAMETER, name);
            }
        }
        call.parameter("RegionId")
                .filter(region -> !region.equals(turn.settings().region()))
                .ifPresent(region -> {
                    throw new CallRefused(ErrorCode.REGION_NOT_FOUND, region);
                });
    }

    private static ApiNode.Fields act(Turn turn, Action action, ApiCall call) {
        Request request = new Request(call, turn);
        ApiNode.Fields answer = action.handler().handle(request).node();
        if (request.flag("DryRun")) {
            throw new CallRefused(ErrorCode.DRY_RUN);
        }
        if (!action.isReading()) {
            Tokens.remember(turn, call, answer);
        }
        return answer;
    }
}
