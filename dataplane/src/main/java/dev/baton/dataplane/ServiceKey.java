package dev.baton.dataplane;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.VirtualServerSpec.Protocol;
import java.util.Locale;

/// What packets a service takes; no two services of a data plane have the same.
public sealed interface ServiceKey {
    IpFamily family();

    /// Packets to this address.
    ///
    /// @param port 0 means every port
    record Address(IpAddress address, int port, Protocol protocol) implements ServiceKey {
        public Address {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("port " + port + " is outside 0 to 65535");
            }
        }

        @Override
        public IpFamily family() {
            return address.family();
        }

        @Override
        public String toString() {
            return "[" + address + "]:" + protocol.name().toLowerCase(Locale.ROOT) + ":" + port;
        }
    }

    /// Packets with this firewall mark.
    record Mark(long mark, IpFamily family) implements ServiceKey {
        public Mark {
            if (mark < 1 || mark > 0xffff_ffffL) {
                throw new IllegalArgumentException("mark " + mark + " is outside 1 to 4294967295");
            }
        }

        @Override
        public String toString() {
            return "FWM " + mark + " " + family;
        }
    }
}
