package dev.baton.havip.api;

/// What a call comes to.
public sealed interface ApiAnswer {
    /// It was done, or has begun where the API is asynchronous.
    ///
    /// @param body all fields except `RequestId`, which the gateway adds
    record Done(ApiNode.Fields body) implements ApiAnswer {}

    /// Nothing was changed.
    record Failed(ApiError error) implements ApiAnswer {}
}
