package dev.baton.vpc.gateway;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Requests as clients make them, signed by the rules of the documentation; each part can be replaced before signing.
final class Requests {
    static final AccessKey KEY = new AccessKey("LTAI-one", "the-secret", "1234567890", true);
    static final String TIME = "2026-11-23T12:00:00Z";

    private Requests() {}

    /// The parameters of a call under signature version 1, not yet signed.
    static Map<String, String> version1(String action) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Action", action);
        all.put("Version", "2016-04-28");
        all.put("AccessKeyId", KEY.id());
        all.put("SignatureMethod", "HMAC-SHA1");
        all.put("SignatureVersion", "1.0");
        all.put("SignatureNonce", "nonce-1");
        all.put("Timestamp", TIME);
        all.put("Format", "JSON");
        return all;
    }

    /// A GET with everything in the query.
    static HttpCall get(Map<String, String> parameters) {
        return new HttpCall(
                "GET", "/", wire(signed("GET", parameters)), Map.of("Host", "127.0.0.1:18080"), new byte[0]);
    }

    /// A POST with everything in a form.
    static HttpCall form(Map<String, String> parameters) {
        Map<String, String> headers =
                Map.of("Host", "127.0.0.1:18080", "Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        return new HttpCall("POST", "/", "", headers, bytes(wire(signed("POST", parameters))));
    }

    /// The headers of a call under signature version 3, not yet signed.
    static Map<String, String> version3(String action) {
        Map<String, String> all = new TreeMap<>();
        all.put("host", "127.0.0.1:18080");
        all.put("x-acs-action", action);
        all.put("x-acs-version", "2016-04-28");
        all.put("x-acs-date", TIME);
        all.put("x-acs-signature-nonce", "nonce-3");
        all.put("x-acs-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        return all;
    }

    /// A POST with parameters in the query, signed over all of its headers.
    static HttpCall post3(Map<String, String> headers, Map<String, String> query) {
        Map<String, String> sorted = new TreeMap<>(headers);
        String canonical = "POST\n/\n" + rfc3986(query) + "\n"
                + sorted.entrySet().stream()
                        .map(each -> each.getKey() + ":" + each.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\n" + String.join(";", sorted.keySet()) + "\n" + headers.get("x-acs-content-sha256");
        String signature = SignatureMethod.ACS3_HMAC_SHA256.sign(
                KEY.secret(), "ACS3-HMAC-SHA256\n" + HexFormat.of().formatHex(sha256(canonical)));
        sorted.put(
                "Authorization",
                "ACS3-HMAC-SHA256 Credential=" + KEY.id() + ",SignedHeaders=" + String.join(";", headers.keySet())
                        + ",Signature=" + signature);
        return new HttpCall("POST", "/", wire(query), sorted, new byte[0]);
    }

    private static Map<String, String> signed(String method, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        String text = method + "&%2F&" + percent(rfc3986(parameters));
        all.putIfAbsent("Signature", SignatureMethod.HMAC_SHA1.sign(KEY.secret(), text));
        return all;
    }

    private static String rfc3986(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(each -> percent(each.getKey()) + "=" + percent(each.getValue()))
                        .collect(Collectors.joining("&"));
    }

    /// As SDKs do it: the JDK's form encoding with three corrections.
    private static String percent(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /// As SDKs send it: the JDK's form encoding as it is.
    private static String wire(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> URLEncoder.encode(each.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static byte[] sha256(String text) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256").digest(bytes(text));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
