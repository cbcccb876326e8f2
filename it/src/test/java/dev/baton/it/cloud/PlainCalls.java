package dev.baton.it.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.baton.vpc.gateway.AccessKey;
import dev.baton.vpc.gateway.SignatureMethod;
import dev.baton.vpc.gateway.SignatureV1;
import dev.baton.vpc.server.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Signed calls of the API without an SDK: for what no SDK does, and where hundreds are made.
final class PlainCalls {
    private PlainCalls() {}

    /// A whole query, signed now.
    static String signed(String version, String action, Map<String, String> parameters) {
        AccessKey key = ServerSettings.LABORATORY_KEY;
        TreeMap<String, String> all = new TreeMap<>(parameters);
        all.put("Action", action);
        all.put("Version", version);
        all.put("RegionId", SdkCloud.REGION);
        all.put("Format", "JSON");
        all.put("AccessKeyId", key.id());
        all.put("SignatureMethod", "HMAC-SHA1");
        all.put("SignatureVersion", "1.0");
        all.put("SignatureNonce", UUID.randomUUID().toString());
        all.put("Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("Signature", SignatureMethod.HMAC_SHA1.sign(key.secret(), SignatureV1.stringToSign("GET", all)));
        return all.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    /// Sends a query.
    ///
    /// @return the answer, whatever its status is
    /// @throws IOException if there is none
    static JsonNode send(CloudProcess cloud, String query) throws IOException {
        URL url = URI.create("http://" + cloud.endpoint() + "/?" + query).toURL();
        HttpURLConnection call = (HttpURLConnection) url.openConnection();
        call.setReadTimeout(20_000);
        try (InputStream body = call.getResponseCode() == 200 ? call.getInputStream() : call.getErrorStream()) {
            return JsonMapper.shared().readTree(body);
        }
    }
}
