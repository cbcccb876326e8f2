package dev.baton.vrrp;

import java.util.List;

/// What the routers of one engine share.
///
/// @param announcements on their way out
/// @param effects what the event at hand has led to so far, in order
record Host(Surroundings surroundings, AnnouncementQueue announcements, List<Effect> effects) {}
