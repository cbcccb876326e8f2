package dev.baton.havip;

/// Names an instance, a virtual machine with one port on a vSwitch. Not empty; by custom `i-ha1`.
public record InstanceId(String value) {
    public InstanceId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an id is not empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
