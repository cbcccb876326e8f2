package dev.baton.havip;

/// Names a vSwitch: one subnet of a VPC, in one zone. Not empty; by custom `vsw-demo`.
public record VSwitchId(String value) {
    public VSwitchId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an id is not empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
