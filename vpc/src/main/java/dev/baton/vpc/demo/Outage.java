package dev.baton.vpc.demo;

import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import java.time.Duration;
import java.util.List;

/// How long the service was away, and how long the protocol allows it to be.
final class Outage {
    /// A pair of echo requests is lost now and then on a busy machine; that is not an outage.
    private static final int PERIODS_FORGIVEN = 3;

    private Outage() {}

    /// The longest time between two neighbouring requests that were both answered: from the last sign of life of
    /// the old master to the first of the new one. Zero if no such time is longer than a few periods.
    ///
    /// @param answered when the answered requests were sent, in order
    static Duration longest(List<Tick> answered, Duration period) {
        Duration longest = Duration.ZERO;
        for (int at = 1; at < answered.size(); at++) {
            Duration gap = answered.get(at).since(answered.get(at - 1));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest.compareTo(period.multipliedBy(PERIODS_FORGIVEN)) > 0 ? longest : Duration.ZERO;
    }

    /// The master-down interval: `down_timer_adverts` × advert_int + skew, where skew is (256 - priority) / 256 ×
    /// advert_int (RFC 3768 §6.1, RFC 9568 §6.1). A takeover after a silent death takes between one advert_int
    /// less and this.
    static Duration protocolBound(VirtualRouterSpec backup) {
        Duration interval = backup.advertInterval();
        Duration skew = interval.multipliedBy(256 - backup.priority().value()).dividedBy(256);
        return interval.multipliedBy(backup.downTimerAdverts()).plus(skew);
    }
}
