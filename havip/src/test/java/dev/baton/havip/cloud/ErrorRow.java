package dev.baton.havip.cloud;

import dev.baton.havip.api.ApiCall;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// One way to be refused: a cloud with these settings, what happens in it, and the call that is then refused.
///
/// @param story brings the cloud there and returns the call
record ErrorRow(ErrorCode code, CloudSettings settings, Function<CloudLab, ApiCall> story) {
    static ErrorRow row(ErrorCode code, Function<CloudLab, ApiCall> story) {
        return new ErrorRow(code, CloudLab.SETTINGS, story);
    }

    static ErrorRow limited(ErrorCode code, Quota quota, int limit, Function<CloudLab, ApiCall> story) {
        return new ErrorRow(code, CloudLab.SETTINGS.withQuotas(Map.of(quota, limit)), story);
    }

    static ApiCall vpc(String action, String... parameters) {
        return call("Vpc", action, parameters);
    }

    static ApiCall ecs(String action, String... parameters) {
        return call("Ecs", action, parameters);
    }

    static ApiCall call(String product, String action, String... parameters) {
        Map<String, String> all = new HashMap<>();
        all.put("RegionId", CloudLab.SETTINGS.region());
        for (int at = 0; at < parameters.length; at += 2) {
            all.put(parameters[at], parameters[at + 1]);
        }
        return new ApiCall(product, action, CloudLab.ACCOUNT, all, "request");
    }
}
