package dev.baton.vpc.gateway;

import dev.baton.havip.api.ApiError;
import dev.baton.vpc.gateway.SignedCall.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Signature version 1.0: everything is a parameter, in the query or in a form.
///
/// Clients send a blank as `+` and a raw `*`, but sign `%20` and `%2A`; so the parameters are decoded and encoded
/// again, and the query is never signed as it came.
public final class SignatureV1 {
    private static final List<String> NEEDED = List.of(
            "Action",
            "Version",
            "AccessKeyId",
            "Signature",
            "SignatureMethod",
            "SignatureVersion",
            "SignatureNonce",
            "Timestamp");

    /// Parameters of the protocol; the rest are the action's.
    private static final Set<String> COMMON = Set.of(
            "Action",
            "Version",
            "Format",
            "AccessKeyId",
            "Signature",
            "SignatureMethod",
            "SignatureVersion",
            "SignatureNonce",
            "SignatureType",
            "SecurityToken",
            "Timestamp");

    private SignatureV1() {}

    static Reading read(String httpMethod, Map<String, String> parameters) {
        Optional<ApiError> fault = fault(parameters);
        if (fault.isPresent()) {
            return new Reading.Refused(fault.get());
        }
        Map<String, String> own = new HashMap<>(parameters);
        own.keySet().removeAll(COMMON);
        return new Reading.Claimed(new SignedCall(
                value(parameters, "Action"),
                value(parameters, "Version"),
                value(parameters, "AccessKeyId"),
                value(parameters, "Timestamp"),
                value(parameters, "SignatureNonce"),
                value(parameters, "Signature"),
                SignatureMethod.HMAC_SHA1,
                stringToSign(httpMethod, parameters),
                own));
    }

    /// What the signature of these parameters covers; `Signature` itself is left out.
    public static String stringToSign(String httpMethod, Map<String, String> parameters) {
        Map<String, String> sorted = new TreeMap<>(parameters);
        sorted.remove("Signature");
        String canonical = sorted.entrySet().stream()
                .map(each -> Percent.encode(each.getKey()) + "=" + Percent.encode(each.getValue()))
                .collect(Collectors.joining("&"));
        return httpMethod + "&" + Percent.encode("/") + "&" + Percent.encode(canonical);
    }

    private static Optional<ApiError> fault(Map<String, String> parameters) {
        for (String name : NEEDED) {
            if (value(parameters, name).isEmpty()) {
                return Optional.of(GatewayError.missing(name));
            }
        }
        if (!value(parameters, "SignatureMethod").equals("HMAC-SHA1")) {
            return Optional.of(GatewayError.INVALID_SIGNATURE_METHOD.error());
        }
        if (!value(parameters, "SignatureVersion").equals("1.0")) {
            return Optional.of(GatewayError.INCOMPLETE_SIGNATURE.because("SignatureVersion is 1.0."));
        }
        return Optional.empty();
    }

    private static String value(Map<String, String> parameters, String name) {
        return parameters.getOrDefault(name, "");
    }
}
