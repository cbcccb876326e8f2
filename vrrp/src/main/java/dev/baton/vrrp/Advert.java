package dev.baton.vrrp;

import dev.baton.model.IpAddress;
import dev.baton.model.Priority;

/// An advert that passed every check: what the election needs of it.
///
/// @param intervalMicros the pace that the sender states
record Advert(IpAddress from, Priority priority, long intervalMicros) {}
