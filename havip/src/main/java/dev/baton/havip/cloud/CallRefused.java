package dev.baton.havip.cloud;

import dev.baton.havip.api.ApiError;

/// Ends a call that cannot be done, from wherever that is found out; caught in one place, where what the call has
/// changed so far is undone. Never leaves the engine.
final class CallRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ApiError error;

    CallRefused(ErrorCode code) {
        this(new ApiError(code.code(), code.status(), code.message()));
    }

    /// @param about what the message's `%s` stands for
    CallRefused(ErrorCode code, String about) {
        this(new ApiError(code.code(), code.status(), code.message().formatted(about)));
    }

    private CallRefused(ApiError error) {
        super(error.code(), null, false, false);
        this.error = error;
    }

    ApiError error() {
        return error;
    }
}
