package dev.baton.vpc.gateway;

import dev.baton.havip.api.ApiError;
import dev.baton.vpc.gateway.SignedCall.Reading;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Signature version 3, `ACS3-HMAC-SHA256`: action, version, time and nonce are headers, and the signature covers
/// them with the query and a hash of the body.
final class SignatureV3 {
    private static final String NAME = "ACS3-HMAC-SHA256";

    private static final Pattern AUTHORIZATION =
            Pattern.compile("(ACS3-[A-Z0-9-]+)\\s+Credential=([^,\\s]+),\\s*SignedHeaders=([^,\\s]+),"
                    + "\\s*Signature=([0-9a-fA-F]+)");

    /// Header, and what it is called where it is missing.
    private static final Map<String, String> NEEDED = new TreeMap<>(Map.of(
            "x-acs-action", "Action",
            "x-acs-version", "Version",
            "x-acs-date", "Timestamp",
            "x-acs-signature-nonce", "SignatureNonce",
            "x-acs-content-sha256", "ContentSha256"));

    private SignatureV3() {}

    static Reading read(HttpCall call, Map<String, String> query, Map<String, String> form) {
        Matcher authorization =
                AUTHORIZATION.matcher(call.header("authorization").orElse(""));
        if (!authorization.matches()) {
            return refused(GatewayError.INCOMPLETE_SIGNATURE.because("The Authorization header is not whole."));
        }
        if (!authorization.group(1).equals(NAME)) {
            return refused(GatewayError.INVALID_SIGNATURE_METHOD.error());
        }
        List<String> signed = List.of(authorization.group(3).split(";"));
        Optional<ApiError> fault = fault(call, signed);
        if (fault.isPresent()) {
            return refused(fault.get());
        }
        Map<String, String> parameters = new HashMap<>(query);
        parameters.putAll(form);
        parameters.remove("Format");
        return new Reading.Claimed(new SignedCall(
                header(call, "x-acs-action"),
                header(call, "x-acs-version"),
                authorization.group(2),
                header(call, "x-acs-date"),
                header(call, "x-acs-signature-nonce"),
                authorization.group(4),
                SignatureMethod.ACS3_HMAC_SHA256,
                NAME + "\n" + sha256(canonical(call, query, signed).getBytes(StandardCharsets.UTF_8)),
                parameters));
    }

    /// The hash of the body is ours, not the header's: who changes the body changes what the signature has to cover.
    private static String canonical(HttpCall call, Map<String, String> query, List<String> signed) {
        String parameters = new TreeMap<>(query)
                .entrySet().stream()
                        .map(each -> Percent.encode(each.getKey()) + "=" + Percent.encode(each.getValue()))
                        .collect(Collectors.joining("&"));
        String headers = signed.stream()
                .map(name -> name + ":" + header(call, name) + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n", call.method(), call.path(), parameters, headers, String.join(";", signed), sha256(call.body()));
    }

    private static Optional<ApiError> fault(HttpCall call, List<String> signed) {
        for (Map.Entry<String, String> each : NEEDED.entrySet()) {
            if (header(call, each.getKey()).isEmpty()) {
                return Optional.of(GatewayError.missing(each.getValue()));
            }
        }
        return call.headers().keySet().stream()
                .filter(name -> name.startsWith("x-acs-") || name.equals("host"))
                .filter(name -> !signed.contains(name))
                .sorted()
                .findFirst()
                .map(name -> GatewayError.INCOMPLETE_SIGNATURE.because("It does not cover " + name + "."));
    }

    private static String header(HttpCall call, String name) {
        return call.header(name).orElse("");
    }

    private static Reading refused(ApiError error) {
        return new Reading.Refused(error);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
