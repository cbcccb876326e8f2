package dev.baton.vpc.server;

import dev.baton.vpc.gateway.Gateway;
import dev.baton.vpc.gateway.GatewayError;
import dev.baton.vpc.gateway.HttpCall;
import dev.baton.vpc.gateway.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Between Jetty and the [Gateway]: reads a request whole, at most [#MAX_BODY] bytes of it, and writes the reply.
final class ApiHandler extends Handler.Abstract {
    /// More than any call needs; user data is at most 32 KB.
    static final int MAX_BODY = 1 << 20;

    private static final byte[] NOTHING = {};

    private final Gateway gateway;
    private final InstantSource clock;

    ApiHandler(Gateway gateway, InstantSource clock) {
        this.gateway = gateway;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        byte[] body = request.getLength() > MAX_BODY ? NOTHING : body(request);
        if (request.getLength() > MAX_BODY || body.length > MAX_BODY) {
            // What is still to come is not read; the connection ends with this answer.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            write(gateway.refuse(call(request, NOTHING), GatewayError.TOO_LARGE), response, callback);
        } else {
            write(gateway.answer(call(request, body), clock.instant()), response, callback);
        }
        return true;
    }

    static void write(HttpReply reply, Response response, Callback callback) {
        response.setStatus(reply.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }

    static HttpCall call(Request request, byte[] body) {
        Map<String, String> headers = request.getHeaders().stream()
                .collect(Collectors.toMap(
                        field -> field.getLowerCaseName(), ApiHandler::value, (first, second) -> first + "," + second));
        String query = request.getHttpURI().getQuery();
        String path = request.getHttpURI().getPath();
        return new HttpCall(request.getMethod(), path == null ? "" : path, query == null ? "" : query, headers, body);
    }

    private static String value(HttpField field) {
        String value = field.getValue();
        return value == null ? "" : value;
    }

    /// One byte more than allowed tells that there is more. Not closed: that would end the connection, and with it the
    /// answer.
    @SuppressWarnings("MustBeClosed")
    private static byte[] body(Request request) throws IOException {
        InputStream in = Content.Source.asInputStream(request);
        return in.readNBytes(MAX_BODY + 1);
    }
}
