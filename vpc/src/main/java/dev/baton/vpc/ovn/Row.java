package dev.baton.vpc.ovn;

import java.util.Map;
import java.util.Optional;

/// A row as it shall be. Columns that are not named here are nobody's business.
///
/// @param key tells it from all others of ours, in whichever table
/// @param parent the row that refers to it; empty for one that stands by itself
record Row(String table, String key, Optional<Parent> parent, Map<String, Value> columns) {
    Row {
        columns = Map.copyOf(columns);
    }

    /// @param column holds the references of the parent's row to rows such as this
    record Parent(String table, String key, String column) {}

    static Row root(String table, String key, Map<String, Value> columns) {
        return new Row(table, key, Optional.empty(), columns);
    }

    static Row of(Parent parent, String table, String key, Map<String, Value> columns) {
        return new Row(table, key, Optional.of(parent), columns);
    }
}
