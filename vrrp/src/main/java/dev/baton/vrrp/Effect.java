package dev.baton.vrrp;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.Reason;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.model.VirtualAddress;
import dev.baton.wire.ByteView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What the engine wants done, in this order. Each names the instance that it comes from.
public sealed interface Effect {
    String router();

    /// Send one advert. Over IPv4 the bytes are the whole packet, IP header included (`IP_HDRINCL`); over
    /// IPv6 they are the payload and the kernel writes header and checksum (`IPV6_CHECKSUM` at offset 6).
    ///
    /// @param device what it goes out by: an interface or a VRF; empty for unicast without either
    /// @param protocol 112, or 51 with an authentication header
    /// @param hopLimit `unicast_ttl`; empty means 255, RFC 9568 §5.1.2.3
    record SendAdvert(
            String router,
            Optional<InterfaceName> device,
            IpAddress source,
            IpAddress destination,
            int protocol,
            OptionalInt hopLimit,
            ByteView bytes)
            implements Effect {}

    /// Add these addresses, or put them right if they are there already. `device` of each is filled in. With
    /// a lease the kernel removes them by itself unless [RenewLease] comes in time.
    ///
    /// @param lease whole seconds (`IFA_CACHEINFO`, valid lifetime)
    record AddAddresses(String router, List<VirtualAddress> addresses, Optional<Duration> lease) implements Effect {
        public AddAddresses {
            addresses = List.copyOf(addresses);
        }
    }

    /// Start the lease of addresses that are held anew. Comes with every advert of a MASTER that has a lease.
    record RenewLease(String router, List<VirtualAddress> addresses, Duration lease) implements Effect {
        public RenewLease {
            addresses = List.copyOf(addresses);
        }
    }

    /// Remove these addresses; those that are not there are no mistake.
    record RemoveAddresses(String router, List<VirtualAddress> addresses) implements Effect {
        public RemoveAddresses {
            addresses = List.copyOf(addresses);
        }
    }

    /// Tell the link that the address is here now: one frame, with the MAC of the interface.
    record Announce(String router, InterfaceName device, IpAddress address, Kind kind) implements Effect {
        /// How it is told.
        public enum Kind {
            /// A gratuitous ARP request, for IPv4.
            ARP,
            /// An unsolicited neighbour advertisement, for IPv6.
            NA
        }
    }

    /// The router changed its state; notify scripts, mails and events follow from this.
    record Entered(String router, RouterState from, RouterState to, Reason reason, Tick at) implements Effect {
        /// The line that operators know, with the reason added.
        public String sentence() {
            String initially = from == RouterState.INIT && to != RouterState.MASTER ? " (init)" : "";
            return "(" + router + ") Entering " + to + " STATE" + initially + ": " + reason.sentence();
        }
    }

    /// Something happened that a person may want to know.
    record Observed(String router, Observation what) implements Effect {
        public String sentence() {
            return "(" + router + ") " + what.sentence();
        }
    }

    /// An advert was not accepted. Comes once per kind until the router hears a new master or changes its
    /// state; the counters count each.
    record Refused(String router, Refusal why) implements Effect {
        public String sentence() {
            return "(" + router + ") " + why.sentence();
        }
    }
}
