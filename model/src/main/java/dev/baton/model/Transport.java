package dev.baton.model;

import java.util.List;
import java.util.Optional;

/// How adverts travel: to a group on the link, or to each configured peer.
public sealed interface Transport {
    /// The source address that was asked for (`unicast_src_ip`, `mcast_src_ip`); else the interface's first one is
    /// used.
    Optional<IpAddress> source();

    /// To a multicast group: 224.0.0.18 or ff02::12 unless configured (`mcast_dst_ip`, `vrrp_mcast_group4`).
    record Multicast(Optional<IpAddress> source, IpAddress group) implements Transport {}

    /// To each peer by itself (`unicast_peer`). `ttl` is 255 for IPv4 unless `unicast_ttl` says otherwise.
    ///
    /// @param checkSource refuse adverts from anybody but a peer (`check_unicast_src`, or a peer with a TTL range)
    /// @param vrf the routing domain of an instance without interface: the name of its device
    record Unicast(
            Optional<IpAddress> source,
            List<Peer> peers,
            Optional<Integer> ttl,
            boolean checkSource,
            Optional<InterfaceName> vrf)
            implements Transport {
        public Unicast {
            peers = List.copyOf(peers);
        }

        /// In no routing domain but that of the instance's interface, or the host's.
        public Unicast(Optional<IpAddress> source, List<Peer> peers, Optional<Integer> ttl, boolean checkSource) {
            this(source, peers, ttl, checkSource, Optional.empty());
        }
    }

    /// One unicast peer with the TTL range in which its adverts must arrive (`min_ttl`, `max_ttl`).
    record Peer(IpAddress address, int ttlMin, int ttlMax) {
        public Peer(IpAddress address) {
            this(address, 0, 255);
        }
    }
}
