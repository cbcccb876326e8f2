package dev.baton.daemon.dump;

import dev.baton.vrrp.Counter;
import dev.baton.vrrp.RouterView;
import java.util.List;

/// The counters as `keepalived.stats` has them.
public final class StatisticsDump {
    private final StringBuilder text = new StringBuilder();

    private StatisticsDump() {}

    /// All instances, in their order.
    public static String of(List<RouterView> routers) {
        StatisticsDump dump = new StatisticsDump();
        routers.forEach(dump::router);
        return dump.text.toString();
    }

    private void router(RouterView router) {
        line(0, "VRRP Instance: " + router.name());
        line(2, "Advertisements:");
        count(router, "Received", Counter.ADVERT_RCVD);
        count(router, "Sent", Counter.ADVERT_SENT);
        line(2, "Became master: " + router.counters().get(Counter.BECOME_MASTER));
        line(2, "Released master: " + router.counters().get(Counter.RELEASE_MASTER));
        line(2, "Packet Errors:");
        count(router, "Length", Counter.PACKET_LEN_ERR);
        count(router, "TTL", Counter.IP_TTL_ERR);
        count(router, "Invalid Type", Counter.INVALID_TYPE_RCVD);
        count(router, "Advertisement Interval", Counter.ADVERT_INTERVAL_ERR);
        count(router, "Address List", Counter.ADDR_LIST_ERR);
        line(2, "Authentication Errors:");
        count(router, "Invalid Type", Counter.INVALID_AUTHTYPE);
        count(router, "Type Mismatch", Counter.AUTHTYPE_MISMATCH);
        count(router, "Failure", Counter.AUTH_FAILURE);
        line(2, "Authentication Extension Errors:");
        count(router, "Missing", Counter.AUTH_EXT_MISSING);
        count(router, "Malformed", Counter.AUTH_EXT_MALFORMED);
        count(router, "Unknown Key", Counter.AUTH_EXT_UNKNOWN_KEY);
        count(router, "Invalid HMAC", Counter.AUTH_EXT_INVALID_HMAC);
        count(router, "Stale", Counter.AUTH_EXT_STALE);
        count(router, "Replay", Counter.AUTH_EXT_REPLAY);
        line(2, "Priority Zero:");
        count(router, "Received", Counter.PRI_ZERO_RCVD);
        count(router, "Sent", Counter.PRI_ZERO_SENT);
    }

    private void count(RouterView router, String name, Counter counter) {
        line(4, name + ": " + router.counters().get(counter));
    }

    private void line(int indent, String content) {
        text.repeat(' ', indent).append(content).append('\n');
    }
}
