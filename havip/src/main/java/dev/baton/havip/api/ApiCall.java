package dev.baton.havip.api;

import java.util.Map;
import java.util.Optional;

/// One call of the RPC API, authenticated and taken apart; no signature, format or other matter of transport is left.
///
/// @param product `Vpc` or `Ecs`, by the API version that the client named
/// @param action the API's name of what is wanted, such as `CreateHaVip`
/// @param account who calls: the account that owns the access key
/// @param parameters what the action is about, under the names of the wire, lists with their indices: `Tag.1.Key`
/// @param requestId what the answer will be called
public record ApiCall(String product, String action, String account, Map<String, String> parameters, String requestId) {
    public ApiCall {
        parameters = Map.copyOf(parameters);
    }

    /// The parameter's value; empty if it was not sent or was sent empty, which the API treats alike.
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }
}
