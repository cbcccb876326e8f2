package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.AddressKeeping;
import dev.baton.model.AddressKeeping.OnLoss;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpVersion;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolTimesTest {
    // RFC3768-6.1-1, RFC9568-6.1-1
    @ParameterizedTest
    @CsvSource({
        // version 2: (256 - priority) / 256 s, whatever the interval is
        "V2, 255, 1000,    3906",
        "V2, 120, 1000,  531250",
        "V2, 100, 1000,  609375",
        "V2, 1,   1000,  996093",
        "V2, 100, 5000,  609375",
        // version 3: (256 - priority) x interval / 256
        "V3, 255, 1000,    3906",
        "V3, 120, 100,    53125",
        "V3, 120, 10,      5312",
        "V3, 1,   40950, 40790039",
        "V3, 100, 5000, 3046875",
    })
    void skewIsComputedInWholeMicroseconds(VrrpVersion version, int priority, long intervalMillis, long skew) {
        assertThat(ProtocolTimes.skewMicros(version, priority, intervalMillis * 1_000))
                .isEqualTo(skew);
    }

    // RFC9568-6.1-2, RFC3768-6.1-2
    @Test
    void masterIsGivenUpAfterThreeIntervalsAndTheSkew() {
        assertThat(ProtocolTimes.masterDownMicros(SpecBuilder.ha1().build(), 120, 1_000_000))
                .isEqualTo(3_531_250);
        assertThat(ProtocolTimes.masterDownMicros(SpecBuilder.v3().build(), 120, 100_000))
                .isEqualTo(353_125);
    }

    @Test
    void downTimerAdvertsChangesHowManyAreMissed() {
        SpecBuilder builder = SpecBuilder.ha1();
        builder.downTimerAdverts = 5;
        assertThat(ProtocolTimes.masterDownMicros(builder.build(), 120, 1_000_000))
                .isEqualTo(5_531_250);
    }

    /// The kernel removes an address up to a quarter of a second late. Where whole seconds allow it, no lease ends
    /// after the first peer took over; where they do not, it is the shortest that can be kept.
    @ParameterizedTest
    @CsvSource({
        // interval ms, priority, lease s
        "1000,  120, 3", // the tutorial: 3.531 s, so 3.25 s is in time
        "1000,  192, 3", // exactly 3.25 s
        "1000,  193, 2",
        "1000,  254, 2",
        "2000,  100, 6",
        "10000, 100, 30",
        "100,   100, 1", // a peer waits 0.36 s: for 0.9 s at most two hosts have the address
        "10,    100, 1",
        "500,   100, 1", // one second, which two adverts fit into
        "600,   100, 2",
        "700,   100, 2",
    })
    void leaseEndsBeforeAPeerTakesOverOrSoonAfterAndOutlastsAnAdvert(long intervalMillis, int priority, long lease) {
        VirtualRouterSpec spec = (intervalMillis % 1000 == 0 ? SpecBuilder.ha1() : SpecBuilder.v3())
                .priority(priority)
                .interval(Duration.ofMillis(intervalMillis))
                .build();
        assertThat(ProtocolTimes.lease(spec, priority).map(Duration::toSeconds).orElse(0L))
                .isEqualTo(lease);
    }

    @Test
    void everyLeaseKeepsItsPromise() {
        for (int priority = 1; priority <= 255; priority++) {
            for (int seconds = 1; seconds <= 255; seconds++) {
                VirtualRouterSpec spec = SpecBuilder.ha1()
                        .priority(priority)
                        .interval(Duration.ofSeconds(seconds))
                        .build();
                long peerWaits = ProtocolTimes.masterDownMicros(spec, priority, seconds * 1_000_000L);
                ProtocolTimes.lease(spec, priority)
                        .ifPresent(lease -> assertThat(lease.toMillis())
                                .isBetween(spec.advertInterval().toMillis() + 500, peerWaits / 1000 - 250));
            }
        }
    }

    @Test
    void leaseCanBeFixedOrTurnedOff() {
        AddressKeeping.Lease fixed = new AddressKeeping.Lease.Fixed(Duration.ofSeconds(10));
        AddressKeeping.Lease off = new AddressKeeping.Lease.Off();
        assertThat(ProtocolTimes.lease(
                        SpecBuilder.ha1().keeping(fixed, OnLoss.RESTORE).build(), 120))
                .contains(Duration.ofSeconds(10));
        assertThat(ProtocolTimes.lease(
                        SpecBuilder.ha1().keeping(off, OnLoss.RESTORE).build(), 120))
                .isEmpty();
    }

    /// Where nobody preempts, a peer with a higher priority and so a shorter skew may be waiting.
    @Test
    void withoutPreemptionThePeerMayBeTheBest() {
        VirtualRouterSpec spec = SpecBuilder.ha1().nopreempt().build();
        assertThat(ProtocolTimes.lease(spec, 120)).contains(Duration.ofSeconds(2));
    }
}
