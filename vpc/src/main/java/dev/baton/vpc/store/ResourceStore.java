package dev.baton.vpc.store;

import dev.baton.havip.cloud.CloudEffect;
import dev.baton.havip.resource.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /// Carries out every [CloudEffect.Store] and [CloudEffect.Forget] of the list in one transaction; of several
    /// for the same resource the last holds. When it returns, they outlive this process.
    public void keep(List<CloudEffect> effects) throws StoreException {
        Map<Row.Key, Optional<Row>> last = new LinkedHashMap<>();
        for (CloudEffect effect : effects) {
            if (effect instanceof CloudEffect.Store(Resource resource)) {
                Row row = ResourceJson.row(resource);
                last.put(row.key(), Optional.of(row));
            } else if (effect instanceof CloudEffect.Forget gone) {
                last.put(new Row.Key(gone.kind().name(), gone.id()), Optional.empty());
            }
        }
        if (!last.isEmpty()) {
            List<Row> put = last.values().stream().flatMap(Optional::stream).toList();
            rows.write(put, last.keySet());
        }
    }

    @Override
    public void close() throws StoreException {
        rows.close();
    }
}
