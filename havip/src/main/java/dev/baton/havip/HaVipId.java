package dev.baton.havip;

/// Names a HaVip: an address of a vSwitch that moves between the instances bound to it. Not empty; by custom
/// `havip-demo`.
public record HaVipId(String value) {
    public HaVipId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an id is not empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
