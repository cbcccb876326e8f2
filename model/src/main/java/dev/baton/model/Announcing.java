package dev.baton.model;

import java.time.Duration;

/// When and how often addresses are announced by gratuitous ARP or unsolicited NA (keywords `garp_*`).
///
/// @param repeat announcements per address in a burst
/// @param delay until the second burst; zero means none
/// @param refresh period of the repeated announcement while MASTER; zero means none
/// @param refreshRepeat announcements per address at each refresh
/// @param lowerPriorityRepeat announcements per address after a losing advert was heard
/// @param lowerPriorityDelay until the second of those bursts; zero means none
/// @param garpInterval least time between two ARP announcements on one interface; zero means none
/// @param naInterval the same for unsolicited NA
/// @param extra announcements on interfaces that no advert leaves from
public record Announcing(
        int repeat,
        Duration delay,
        Duration refresh,
        int refreshRepeat,
        int lowerPriorityRepeat,
        Duration lowerPriorityDelay,
        Duration garpInterval,
        Duration naInterval,
        Extra extra) {
    /// `garp_extra_if`: a switch forgets behind which port a MAC address is that never sends.
    ///
    /// @param interval of one announcement on each such interface; zero means none
    /// @param everywhere also on those whose MAC address is not the virtual router's
    public record Extra(Duration interval, boolean everywhere) {
        public static final Extra NONE = new Extra(Duration.ZERO, false);
    }

    /// keepalived's defaults: five at once, five more after five seconds.
    public static final Announcing DEFAULT = new Announcing(
            5,
            Duration.ofSeconds(5),
            Duration.ZERO,
            1,
            5,
            Duration.ofSeconds(5),
            Duration.ZERO,
            Duration.ZERO,
            Extra.NONE);
}
