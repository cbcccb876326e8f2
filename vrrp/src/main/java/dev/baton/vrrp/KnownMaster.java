package dev.baton.vrrp;

import dev.baton.model.IpAddress;
import dev.baton.model.Reason;
import dev.baton.model.Tick;
import java.time.Duration;
import java.util.Optional;

/// What a BACKUP knows of the master that it follows: who, at what pace, and when it was last heard.
final class KnownMaster {
    private Optional<IpAddress> address = Optional.empty();
    private boolean resigned;
    private int priority;
    private long intervalMicros;
    private Tick since;
    /// Microseconds for which a stall of our own has put off giving the master up.
    private long graceMicros;

    /// Nobody is known from `now` on; adverts are expected at our own pace.
    KnownMaster(Tick now, long ownIntervalMicros) {
        since = now;
        intervalMicros = ownIntervalMicros;
    }

    Optional<IpAddress> address() {
        return address;
    }

    long intervalMicros() {
        return intervalMicros;
    }

    /// That of its last advert, 0 as long as there was none.
    int priority() {
        return priority;
    }

    boolean is(IpAddress other) {
        return address.isPresent() && address.get().equals(other);
    }

    /// RFC9568-6.4.2-5: its interval is taken over with each advert; version 2 requires it to be ours anyway.
    void heard(Tick now, Advert advert) {
        if (!is(advert.from())) {
            address = Optional.of(advert.from());
        }
        intervalMicros = advert.intervalMicros();
        priority = advert.priority().value();
        since = now;
        resigned = false;
        graceMicros = 0;
    }

    void heardResigning(Tick now, IpAddress from) {
        address = Optional.of(from);
        since = now;
        resigned = true;
        priority = 0;
        graceMicros = 0;
    }

    /// How much of a grace of `wanted` microseconds may still be granted, if all of them together since the
    /// last advert may last `limit`. A loop that is always late must not put off a takeover for ever.
    long grant(long wanted, long limit) {
        long granted = Math.max(0, Math.min(wanted, limit - graceMicros));
        graceMicros += granted;
        return granted;
    }

    /// Why a router takes over whose master-down timer has just run out.
    Reason loss(Tick now) {
        Duration waited = now.since(since);
        return resigned && address.isPresent()
                ? new Reason.MasterResigned(address.get())
                : new Reason.MasterDown(waited, address);
    }
}
