package dev.baton.havip.api;

/// Why a call was refused, in the API's own words.
///
/// @param code what clients compare, such as `IncorrectHaVipStatus`
/// @param status the HTTP status, 400 to 599
/// @param message one sentence for people
public record ApiError(String code, int status, String message) {
    public ApiError {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("an error's HTTP status is 400 to 599, not " + status);
        }
    }
}
