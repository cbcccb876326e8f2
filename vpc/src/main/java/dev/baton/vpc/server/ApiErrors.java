package dev.baton.vpc.server;

import dev.baton.vpc.gateway.Gateway;
import dev.baton.vpc.gateway.GatewayError;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// What Jetty itself refuses, such as a header that is too large, in the API's shape instead of a page.
final class ApiErrors extends ErrorHandler {
    private static final byte[] NOTHING = {};

    private final Gateway gateway;

    ApiErrors(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        ApiHandler.write(gateway.refuse(ApiHandler.call(request, NOTHING), error(status)), response, callback);
        return true;
    }

    private static GatewayError error(int status) {
        return switch (status) {
            case HttpStatus.PAYLOAD_TOO_LARGE_413,
                    HttpStatus.URI_TOO_LONG_414,
                    HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 -> GatewayError.TOO_LARGE;
            case HttpStatus.SERVICE_UNAVAILABLE_503 -> GatewayError.SERVICE_UNAVAILABLE;
            default -> HttpStatus.isServerError(status) ? GatewayError.INTERNAL_ERROR : GatewayError.BAD_REQUEST;
        };
    }
}
