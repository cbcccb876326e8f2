package dev.baton.vrrp;

import dev.baton.model.Reason;
import java.util.Optional;

/// Whether a MASTER goes on being one.
sealed interface Tenure {
    /// It does.
    ///
    /// @param contested somebody else has claimed the addresses meanwhile
    record Goes(boolean contested) implements Tenure {}

    /// It does not.
    ///
    /// @param resigns tell the others with priority 0
    /// @param successor the advert of the router that is MASTER from now on, if one is
    record Ends(Reason reason, boolean resigns, Optional<Advert> successor) implements Tenure {}

    Tenure GOES_ON = new Goes(false);
}
