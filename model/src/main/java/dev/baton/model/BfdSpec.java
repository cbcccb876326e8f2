package dev.baton.model;

import java.time.Duration;
import java.util.Optional;

/// One `bfd_instance` (RFC 5880).
///
/// @param ttl of packets sent: TTL or hop limit
/// @param maxHops how many hops a packet may have made; -1 means any number
/// @param forVrrp whether VRRP is told of changes
/// @param forCheckers whether checkers are told of changes
public record BfdSpec(
        String name,
        IpAddress neighbour,
        Optional<IpAddress> source,
        Duration receiveInterval,
        Duration sendInterval,
        Duration idleInterval,
        int multiplier,
        boolean passive,
        int ttl,
        int maxHops,
        boolean multihop,
        int weight,
        boolean reverse,
        boolean forVrrp,
        boolean forCheckers) {}
