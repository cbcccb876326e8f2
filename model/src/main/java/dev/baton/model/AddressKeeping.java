package dev.baton.model;

import java.time.Duration;

/// How a MASTER's addresses are kept in the kernel; settings that keepalived does not have.
///
/// @param lease `vip_lease`
/// @param onLoss `address_lost`
public record AddressKeeping(Lease lease, OnLoss onLoss) {
    public static final AddressKeeping DEFAULT = new AddressKeeping(new Lease.Auto(), OnLoss.RESTORE);

    /// A lease is not renewed more often than this: adverts may come every 10 ms.
    public static final Duration RENEWAL_MIN = Duration.ofMillis(250);

    /// How much later than planned a renewal may come without the address being lost.
    private static final Duration RESERVE = Duration.ofMillis(500);

    /// The shortest lease that outlasts the pause between two renewals, which come with adverts.
    public static Duration leastLease(Duration advertInterval) {
        Duration pause = advertInterval.compareTo(RENEWAL_MIN) < 0 ? advertInterval.plus(RENEWAL_MIN) : advertInterval;
        Duration needed = pause.plus(RESERVE);
        return Duration.ofSeconds(needed.toSeconds() + (needed.toNanosPart() == 0 ? 0 : 1));
    }

    /// How long the kernel keeps an address that the daemon no longer renews.
    public sealed interface Lease {
        /// What suits the advert interval.
        record Auto() implements Lease {}

        /// A whole number of seconds, since the kernel counts no others.
        record Fixed(Duration duration) implements Lease {
            public Fixed {
                if (duration.toSeconds() < 1 || duration.toNanosPart() != 0) {
                    throw new IllegalArgumentException("a lease is a whole number of seconds, not " + duration);
                }
            }
        }

        /// For ever: what a killed daemon leaves stays.
        record Off() implements Lease {}
    }

    /// What happens when somebody else deletes an address that we hold.
    public enum OnLoss {
        /// It is put back at once.
        RESTORE,
        /// The router resigns and comes back after its skew time, as keepalived's does.
        FAULT
    }
}
