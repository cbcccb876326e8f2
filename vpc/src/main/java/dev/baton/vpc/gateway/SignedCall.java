package dev.baton.vpc.gateway;

import dev.baton.havip.api.ApiError;
import java.util.Map;

/// What a request claims before anybody has checked it: who sends it, when, what for, and a signature.
///
/// @param action what is wanted
/// @param version the API version, which names the product
/// @param accessKeyId who says to send it
/// @param timestamp as it came
/// @param nonce used once
/// @param signature as it came
/// @param method how it was made
/// @param stringToSign what the signature has to cover, as we see it
/// @param parameters those of the action
record SignedCall(
        String action,
        String version,
        String accessKeyId,
        String timestamp,
        String nonce,
        String signature,
        SignatureMethod method,
        String stringToSign,
        Map<String, String> parameters) {

    /// What reading a request comes to.
    sealed interface Reading {
        /// All parts are there.
        record Claimed(SignedCall call) implements Reading {}

        /// A part is missing, or cannot be read.
        record Refused(ApiError error) implements Reading {}
    }
}
