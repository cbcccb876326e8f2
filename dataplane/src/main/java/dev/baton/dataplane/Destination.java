package dev.baton.dataplane;

import dev.baton.model.IpAddress;
import dev.baton.model.VirtualServerSpec.Forwarding;
import java.util.OptionalLong;

/// One server that a service is balanced over.
///
/// @param weight 0 to 2³¹-1; 0 means no new connections
/// @param upperThreshold connections from which it gets no more
/// @param lowerThreshold connections below which it gets some again
public record Destination(
        Key key, Forwarding forwarding, long weight, OptionalLong upperThreshold, OptionalLong lowerThreshold) {
    public Destination {
        if (weight < 0 || weight > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("weight " + weight + " is outside 0 to 2147483647");
        }
    }

    /// What tells the destinations of one service apart.
    ///
    /// @param port 0 means that packets keep theirs
    public record Key(IpAddress address, int port) {
        @Override
        public String toString() {
            return "[" + address + "]:" + port;
        }
    }

    Destination withWeight(long other) {
        return new Destination(key, forwarding, other, upperThreshold, lowerThreshold);
    }
}
