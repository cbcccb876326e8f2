package dev.baton.vpc.server;

import dev.baton.havip.cloud.CloudSettings;
import dev.baton.vpc.gateway.AccessKey;
import dev.baton.vpc.gateway.AccessKeys;
import java.util.List;

/// Who may call, and the engine's figures.
///
/// @param keys the access keys
/// @param isLaboratory true if nobody gave any access key, and so there is the one that everybody knows
/// @param cloud the engine's
public record ServerSettings(AccessKeys keys, boolean isLaboratory, CloudSettings cloud) {
    /// The key of a server that was given none. It is no secret, so such a server listens on loopback only.
    public static final AccessKey LABORATORY_KEY =
            new AccessKey("LTAI5tBatonLaboratory", "baton-laboratory-secret", "1000000000000001", true);

    /// Without a settings file.
    public static final ServerSettings LABORATORY =
            new ServerSettings(new AccessKeys(List.of(LABORATORY_KEY)), true, CloudSettings.TUTORIAL);
}
