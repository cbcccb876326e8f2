package dev.baton.havip.resource;

import java.util.List;

/// What all resources have.
///
/// @param account whose it is; no other account can see it
/// @param createdMillis in milliseconds since 1970
public record Meta(
        String account, String name, String description, String resourceGroup, long createdMillis, List<Tag> tags) {
    public Meta {
        tags = List.copyOf(tags);
    }

    public Meta named(String newName) {
        return new Meta(account, newName, description, resourceGroup, createdMillis, tags);
    }

    public Meta described(String newDescription) {
        return new Meta(account, name, newDescription, resourceGroup, createdMillis, tags);
    }

    public Meta inGroup(String newGroup) {
        return new Meta(account, name, description, newGroup, createdMillis, tags);
    }

    public Meta tagged(List<Tag> newTags) {
        return new Meta(account, name, description, resourceGroup, createdMillis, newTags);
    }
}
