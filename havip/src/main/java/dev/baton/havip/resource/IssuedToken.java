package dev.baton.havip.resource;

import java.util.List;

/// What a call that carried a `ClientToken` was answered, so that the same call is answered the same way.
///
/// @param fingerprint of all parameters of the call
/// @param answer the answer's fields as paths and values in turn
public record IssuedToken(String id, Meta meta, Phase phase, String fingerprint, List<String> answer)
        implements Resource {
    public IssuedToken {
        answer = List.copyOf(answer);
    }

    @Override
    public IssuedToken with(Meta newMeta) {
        return new IssuedToken(id, newMeta, phase, fingerprint, answer);
    }

    @Override
    public IssuedToken with(Phase newPhase) {
        return new IssuedToken(id, meta, newPhase, fingerprint, answer);
    }
}
