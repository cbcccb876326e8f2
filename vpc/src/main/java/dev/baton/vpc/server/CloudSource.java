package dev.baton.vpc.server;

import dev.baton.havip.cloud.Cloud;
import dev.baton.havip.cloud.CloudSettings;
import dev.baton.havip.cloud.SeededIds;
import dev.baton.vpc.store.Database;
import dev.baton.vpc.store.ResourceStore;
import dev.baton.vpc.store.StoreException;
import java.security.SecureRandom;

/// Makes an engine from what a database holds.
///
/// @param database where resources outlive the server
/// @param settings the engine's
public record CloudSource(Database database, CloudSettings settings) {
    private static final SecureRandom SEEDS = new SecureRandom();

    /// An engine and the store that it was read from.
    record Session(Cloud cloud, ResourceStore store) {}

    Session open() throws StoreException {
        ResourceStore store = ResourceStore.open(database);
        try {
            return new Session(Cloud.restore(settings, new SeededIds(SEEDS.nextLong()), store.load()), store);
        } catch (StoreException e) {
            store.close();
            throw e;
        }
    }
}
