package dev.baton.havip.resource;

/// Where a resource is in its life.
///
/// @param dueMillis when the cloud moves it on by itself, in milliseconds since 1970; [#NOT_BY_ITSELF] if it does not
public record Phase(Status status, long dueMillis) {
    /// Later than every time.
    public static final long NOT_BY_ITSELF = Long.MAX_VALUE;

    /// A state in which the resource stays until somebody does something.
    public static Phase settled(Status status) {
        return new Phase(status, NOT_BY_ITSELF);
    }

    public boolean is(Status other) {
        return status == other;
    }
}
