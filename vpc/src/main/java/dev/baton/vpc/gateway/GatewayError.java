package dev.baton.vpc.gateway;

import dev.baton.havip.api.ApiError;

/// What the gateway itself refuses, for every product alike. The codes are what clients compare.
public enum GatewayError {
    /// The secret of the access key gives another signature.
    SIGNATURE_DOES_NOT_MATCH("SignatureDoesNotMatch", 400, "Specified signature is not matched with our calculation."),
    /// No such access key.
    ACCESS_KEY_NOT_FOUND("InvalidAccessKeyId.NotFound", 404, "There is no such access key."),
    /// The access key exists and was switched off.
    ACCESS_KEY_INACTIVE("InvalidAccessKeyId.Inactive", 400, "The access key is switched off."),
    /// The Authorization header lacks a part, or the signature leaves out a header that it has to cover.
    INCOMPLETE_SIGNATURE("IncompleteSignature", 400, "The signature lacks a part."),
    /// Neither `HMAC-SHA1` nor `ACS3-HMAC-SHA256`.
    INVALID_SIGNATURE_METHOD("InvalidSignatureMethod", 400, "The signature's method is not supported."),
    /// The same nonce came before with the same access key.
    NONCE_USED("SignatureNonceUsed", 400, "The signature's nonce was used before."),
    /// The client's clock and ours differ by more than 15 minutes, or somebody repeats an old request.
    TIMESTAMP_EXPIRED("InvalidTimeStamp.Expired", 400, "The time of the request is more than 15 minutes from ours."),
    /// Not `yyyy-MM-ddTHH:mm:ssZ`.
    TIMESTAMP_FORMAT("InvalidTimeStamp.Format", 400, "The time of the request is not written yyyy-MM-ddTHH:mm:ssZ."),
    /// Neither GET nor POST.
    UNSUPPORTED_METHOD("UnsupportedHTTPMethod", 400, "The API is called with GET or POST."),
    /// No product of this server has an API of this version.
    INVALID_VERSION("InvalidVersion", 400, "No product has an API of this version here."),
    /// The product's API has no such action.
    ACTION_NOT_FOUND("InvalidAction.NotFound", 404, "The product's API has no such action."),
    /// A `Format` that is neither JSON nor XML.
    INVALID_FORMAT("InvalidParameter.Format", 400, "The format is JSON or XML."),
    /// Parameters that cannot be taken apart, or one of them twice.
    MALFORMED_PARAMETERS("InvalidParameter", 400, "The parameters are not well encoded, or one comes twice."),
    /// A body that is not a form.
    UNSUPPORTED_BODY("InvalidContentType", 415, "A body holds parameters as application/x-www-form-urlencoded."),
    /// A body larger than the server takes.
    TOO_LARGE("RequestEntityTooLarge", 413, "The request is too large."),
    /// Not HTTP, or not at the path where the API is.
    BAD_REQUEST("InvalidRequest", 400, "The request is not one of this API."),
    /// A defect of ours; the log has more under the request's id.
    INTERNAL_ERROR("InternalError", 500, "The server failed; its log has more under the request's id."),
    /// Stopping, overloaded, or without its database. Clients try again.
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503, "The server cannot answer now; try again.");

    private final String code;
    private final int status;
    private final String message;

    GatewayError(String code, int status, String message) {
        this.code = code;
        this.status = status;
        this.message = message;
    }

    /// As it is answered.
    public ApiError error() {
        return new ApiError(code, status, message);
    }

    /// With more to say than the code does.
    ApiError because(String detail) {
        return new ApiError(code, status, message + " " + detail);
    }

    /// A parameter that every call needs was not sent.
    static ApiError missing(String parameter) {
        return new ApiError("Missing" + parameter, 400, parameter + " is missing.");
    }
}
