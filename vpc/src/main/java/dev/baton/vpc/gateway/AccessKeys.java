package dev.baton.vpc.gateway;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who may call.
public final class AccessKeys {
    private final Map<String, AccessKey> byId = new LinkedHashMap<>();

    /// @throws IllegalArgumentException if two have the same id, or there is none
    public AccessKeys(Collection<AccessKey> keys) {
        for (AccessKey key : keys) {
            if (byId.put(key.id(), key) != null) {
                throw new IllegalArgumentException("two access keys have the id " + key.id());
            }
        }
        if (byId.isEmpty()) {
            throw new IllegalArgumentException("without an access key nobody can call the API");
        }
    }

    /// The key of this id.
    public Optional<AccessKey> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// All of them, in the order of the settings.
    public List<AccessKey> all() {
        return List.copyOf(byId.values());
    }
}
