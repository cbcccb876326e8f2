package dev.baton.vpc.server;

import dev.baton.vpc.gateway.AccessKey;
import dev.baton.vpc.gateway.SignatureMethod;
import dev.baton.vpc.gateway.SignatureV1;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls a server's API as any client does: our own commands have no other way in.
public final class ApiClient implements AutoCloseable {
    private static final int PAGE = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String endpoint;
    private final AccessKey key;
    private final HttpClient http;

    /// @param endpoint host and port
    public ApiClient(String endpoint, AccessKey key) {
        this.endpoint = endpoint;
        this.key = key;
        this.http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    }

    /// Calls, and returns the answer's body.
    ///
    /// @param version names the product
    /// @throws IOException if nobody answers, or what answers refuses; the message holds the code
    public JsonNode call(String version, String action, Map<String, String> parameters) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + endpoint + "/"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(signed(version, action, parameters))))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode body = JsonMapper.shared().readTree(response.body());
            if (response.statusCode() != 200) {
                throw new IOException(
                        action + " was refused: " + body.path("Code").asString("") + ": "
                                + body.path("Message").asString(""));
            }
            return body;
        } catch (java.net.ConnectException e) {
            throw new IOException("no server answers at " + endpoint, e);
        } catch (JacksonException e) {
            throw new IOException("what answers at " + endpoint + " is no server of the cloud's API", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while calling " + endpoint, e);
        }
    }

    /// All elements of a listing, page by page.
    ///
    /// @param path leads to the elements in the answer's body, as a JSON pointer
    /// @throws IOException as above
    public List<JsonNode> list(String version, String action, Map<String, String> parameters, String path)
            throws IOException {
        List<JsonNode> found = new ArrayList<>();
        int total = 1;
        for (int page = 1; found.size() < total && found.size() >= (page - 1) * PAGE; page++) {
            Map<String, String> paged = new HashMap<>(parameters);
            paged.put("PageNumber", Integer.toString(page));
            paged.put("PageSize", Integer.toString(PAGE));
            JsonNode body = call(version, action, paged);
            total = body.path("TotalCount").asInt(0);
            body.at(path).forEach(found::add);
        }
        return found;
    }

    @Override
    public void close() {
        http.close();
    }

    private Map<String, String> signed(String version, String action, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("Action", action);
        all.put("Version", version);
        all.put("Format", "JSON");
        all.put("AccessKeyId", key.id());
        all.put("SignatureMethod", "HMAC-SHA1");
        all.put("SignatureVersion", "1.0");
        all.put("SignatureNonce", UUID.randomUUID().toString());
        all.put("Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("Signature", SignatureMethod.HMAC_SHA1.sign(key.secret(), SignatureV1.stringToSign("POST", all)));
        return all;
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> URLEncoder.encode(each.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
