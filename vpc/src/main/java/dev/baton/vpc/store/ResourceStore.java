package dev.baton.vpc.store;

import dev.baton.havip.cloud.CloudEffect;
import dev.baton.havip.resource.Resource;
import java.util.ArrayList;
import java.util.List;

/// The cloud's resources in a database. For one thread at a time.
public final class ResourceStore implements AutoCloseable {
    private final RowStore rows;

    private ResourceStore(RowStore rows) {
        this.rows = rows;
    }

    /// Connects, and brings the tables up to date.
    public static ResourceStore open(Database database) throws StoreException {
        return new ResourceStore(RowStore.open(database));
    }

    /// Everything that was stored and not forgotten.
    public List<Resource> load() throws StoreException {
        List<Resource> resources = new ArrayList<>();
        for (Row row : rows.load()) {
            resources.add(ResourceJson.read(row));
        }
        return resources;
    }

    /// Carries out every [CloudEffect.Store] and [CloudEffect.Forget] of the list in one transaction. When it returns,
    /// they outlive this process.
    public void keep(List<CloudEffect> effects) throws StoreException {
        List<Row> put = new ArrayList<>();
        List<Row.Key> forget = new ArrayList<>();
        for (CloudEffect effect : effects) {
            if (effect instanceof CloudEffect.Store(Resource resource)) {
                put.add(ResourceJson.row(resource));
            } else if (effect instanceof CloudEffect.Forget gone) {
                forget.add(new Row.Key(gone.kind().name(), gone.id()));
            }
        }
        if (!put.isEmpty() || !forget.isEmpty()) {
            rows.write(put, forget);
        }
    }

    @Override
    public void close() throws StoreException {
        rows.close();
    }
}
