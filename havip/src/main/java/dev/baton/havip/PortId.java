package dev.baton.havip;

/// Names a port of a vSwitch: where an instance's frames come in. The driver vouches for it; a guest cannot forge
/// it. Not empty; by custom `eni-ha1`.
public record PortId(String value) {
    public PortId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an id is not empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
