package dev.baton.havip.api;

/// What the gateway calls: everything behind the wire.
public interface Api {
    /// Does what the call wants, or says why not. When it returns, what was acknowledged is stored. For any thread.
    ApiAnswer call(ApiCall call);
}
