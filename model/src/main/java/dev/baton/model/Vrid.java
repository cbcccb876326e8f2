package dev.baton.model;

/// A virtual router identifier, 1 to 255 (RFC 9568 §5.2.3; keyword `virtual_router_id`).
public record Vrid(int value) {
    public Vrid {
        if (value < 1 || value > 255) {
            throw new IllegalArgumentException("virtual router id " + value + " is outside 1 to 255");
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
