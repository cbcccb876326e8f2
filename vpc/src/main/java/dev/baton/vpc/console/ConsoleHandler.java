package dev.baton.vpc.console;

import dev.baton.havip.api.ApiCall;
import dev.baton.vpc.VpcException;
import dev.baton.vpc.demo.TutorialUserData;
import dev.baton.vpc.gateway.Gateway;
import dev.baton.vpc.gateway.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Everything below `/console`: the page for everybody, and its data and actions for whoever has the key. Other paths
/// are left to the API, except that no other site's page may use a browser to call it.
public final class ConsoleHandler extends Handler.Abstract {
    private static final String HOME = "/console/";
    private static final String DATA = "/console/api/";
    private static final int MAX_BODY = 128 << 10;
    private static final String KEY = "X-Console-Key";

    private final Console console;
    private final ConsoleKeys keys;
    private final Gateway gateway;
    private final Assets assets = new Assets();

    public ConsoleHandler(Console console, ConsoleKeys keys, Gateway gateway) {
        this.console = console;
        this.keys = keys;
        this.gateway = gateway;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path =
                Optional.ofNullable(request.getHttpURI().getCanonicalPath()).orElse("");
        boolean isPage = (path.equals("/console") || path.startsWith(HOME)) && !path.startsWith(DATA);
        boolean isGuarded = path.startsWith(DATA) || (!isPage && isFromBrowser(request));
        if (isGuarded && !origin(request).isOurs()) {
            return fail(403, "Forbidden.Origin", response, callback);
        }
        if (path.equals("/console")) {
            response.getHeaders().put(HttpHeader.LOCATION, HOME);
            return write(new HttpReply(302, "text/plain", new byte[0]), response, callback);
        }
        if (path.startsWith(DATA)) {
            String key = Optional.ofNullable(request.getHeaders().get(KEY)).orElse("");
            Optional<String> account = keys.accountOf(key);
            return account.isPresent()
                    ? data(account.get(), path.substring(DATA.length()), request, response, callback)
                    : fail(401, "InvalidConsoleKey", response, callback);
        }
        return isPage && page(path.substring(HOME.length()), response, callback);
    }

    private boolean page(String name, Response response, Callback callback) throws IOException {
        Optional<HttpReply> asset = assets.find(name.isEmpty() ? "index.html" : name);
        return asset.isPresent() ? write(asset.get(), response, callback) : fail(404, "NotFound", response, callback);
    }

    private boolean data(String account, String what, Request request, Response response, Callback callback)
            throws IOException, VpcException {
        return switch (request.getMethod() + " " + what) {
            case "GET state" -> json(console.state(account), response, callback);
            case "GET events" -> events(account, parameter(request, "havip"), response, callback);
            case "GET page" -> json(console.page(account, parameter(request, "address")), response, callback);
            case "GET user-data" ->
                json(Map.of("userData", TutorialUserData.of(parameter(request, "host"))), response, callback);
            case "POST call" -> call(account, request, response, callback);
            default -> fail(404, "NotFound", response, callback);
        };
    }

    private boolean events(String account, String haVip, Response response, Callback callback) {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            console.follow(account, haVip, out);
            callback.succeeded();
        } catch (IOException gone) {
            callback.failed(gone);
        }
        return true;
    }

    private boolean call(String account, Request request, Response response, Callback callback) throws IOException {
        byte[] body = body(request);
        try {
            JsonNode wanted = JsonMapper.shared().readTree(body);
            Map<String, String> parameters = new HashMap<>();
            wanted.path("parameters")
                    .properties()
                    .forEach(each ->
                            parameters.put(each.getKey(), each.getValue().asString("")));
            String id = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
            ApiCall call = new ApiCall(
                    wanted.path("product").asString(""), wanted.path("action").asString(""), account, parameters, id);
            return body.length > MAX_BODY
                    ? fail(413, "RequestEntityTooLarge", response, callback)
                    : write(gateway.answerTo(call), response, callback);
        } catch (JacksonException e) {
            return fail(400, "InvalidRequest", response, callback);
        }
    }

    /// One byte more than allowed tells that there is more. Not closed: that would end the connection.
    @SuppressWarnings("MustBeClosed")
    private static byte[] body(Request request) throws IOException {
        InputStream in = Content.Source.asInputStream(request);
        return in.readNBytes(MAX_BODY + 1);
    }

    private static String parameter(Request request, String name) throws IOException {
        try {
            Fields.Field field = Request.extractQueryParameters(request).get(name);
            return field == null ? "" : Optional.ofNullable(field.getValue()).orElse("");
        } catch (RuntimeException e) { // Jetty's way to say that the query is not well encoded
            throw new IOException("the query cannot be read", e);
        }
    }

    private static boolean isFromBrowser(Request request) {
        return request.getHeaders().contains("Sec-Fetch-Site")
                || request.getHeaders().contains(HttpHeader.ORIGIN);
    }

    private static Origin origin(Request request) {
        return new Origin(
                Optional.ofNullable(request.getHeaders().get(HttpHeader.HOST)),
                Optional.ofNullable(request.getHeaders().get(HttpHeader.ORIGIN)),
                Optional.ofNullable(request.getHeaders().get("Sec-Fetch-Site")));
    }

    private static boolean json(Object tree, Response response, Callback callback) {
        byte[] body = JsonMapper.shared().writeValueAsBytes(tree);
        return write(new HttpReply(200, "application/json;charset=utf-8", body), response, callback);
    }

    private static boolean fail(int status, String code, Response response, Callback callback) {
        byte[] body = JsonMapper.shared().writeValueAsBytes(Map.of("Code", code));
        return write(new HttpReply(status, "application/json;charset=utf-8", body), response, callback);
    }

    private static boolean write(HttpReply reply, Response response, Callback callback) {
        response.setStatus(reply.status());
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, reply.contentType());
        headers.put(HttpHeader.CACHE_CONTROL, reply.status() == 200 ? "no-cache" : "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Content-Security-Policy", Assets.POLICY);
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
        return true;
    }
}
