package dev.baton.vpc.store;

/// A resource as the database keeps it.
///
/// @param kind what to read the body as
/// @param id unique within the kind
/// @param body the resource as JSON
public record Row(String kind, String id, String body) {
    /// What identifies a row.
    public record Key(String kind, String id) {}

    Key key() {
        return new Key(kind, id);
    }
}
