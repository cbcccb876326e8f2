package dev.baton.model;

/// A VRRP priority as it stands in an advert, 0 to 255 (RFC 9568 §5.2.4).
///
/// 0 says that the sender stops being active; 255 belongs to the owner of the addresses.
public record Priority(int value) implements Comparable<Priority> {
    /// Sent by a router that gives up its addresses.
    public static final Priority RESIGN = new Priority(0);
    /// keepalived's default for an instance that is not configured as MASTER.
    public static final Priority DEFAULT = new Priority(100);
    /// The address owner's, never changed by tracking.
    public static final Priority OWNER = new Priority(255);

    public Priority {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException("priority " + value + " is outside 0 to 255");
        }
    }

    public boolean isOwner() {
        return value == 255;
    }

    public boolean isResignation() {
        return value == 0;
    }

    @Override
    public int compareTo(Priority other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
