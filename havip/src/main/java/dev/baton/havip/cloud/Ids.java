package dev.baton.havip.cloud;

/// Where the changing part of ids comes from. The engine draws again when an id is taken.
@FunctionalInterface
public interface Ids {
    /// Twenty characters, `0` to `9` and `a` to `z`, that have not been drawn before as far as that is in its power.
    String next();
}
