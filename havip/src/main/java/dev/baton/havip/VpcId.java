package dev.baton.havip;

/// Names a VPC. Not empty; by custom `vpc-demo`.
public record VpcId(String value) {
    public VpcId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an id is not empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
