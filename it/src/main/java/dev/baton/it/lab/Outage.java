package dev.baton.it.lab;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One failure of a master as a client saw it. All times are those at which the kernel saw the packets.
///
/// Only questions without an answer count: a probe that a busy machine held up is no outage.
///
/// @param silence from the first question that nobody answered to the next that was; zero if all were
/// @param sinceAdvert from the master's last advert to that answered question: what the protocol bounds by
///        Master_Down_Interval, and by Skew_Time when that advert had priority 0; zero without silence
public record Outage(Duration silence, Duration sinceAdvert) {
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Duration TAKE_OVER_MAX = Duration.ofSeconds(8);
    private static final int ANSWERS_AFTERWARDS = 20;

    /// Starts both peers in order, lets the fault happen to the first at any moment of its interval, and waits until
    /// the second answers.
    ///
    /// @param pair not started; not to be used for anything else afterwards
    /// @param advertInterval of the pair
    public static Outage measure(Pair pair, Fault fault, Duration advertInterval) {
        pair.startInOrder();
        pair.awaitLog(pair.second(), "Entering BACKUP STATE", START_MAX);
        pair.awaitAdvert(pair.first());
        try (Capture capture = pair.segment().capture();
                Probe probe = pair.probe()) {
            pair.awaitAdvert(pair.first());
            Await.pause(Duration.ofNanos((long) (Math.random() * advertInterval.toNanos())));
            Instant begin = Instant.now();
            fault.happenTo(pair.first());
            pair.awaitMaster(pair.second(), TAKE_OVER_MAX);
            probe.awaitAnswers(ANSWERS_AFTERWARDS, TAKE_OVER_MAX);
            return of(capture.stop(), pair.first().host().address(), sinceEpoch(begin));
        }
    }

    /// The longest time from a question that nobody answered to the next that was answered.
    public static Duration longestSilence(Packets packets) {
        Set<String> answered = answered(packets);
        Duration longest = Duration.ZERO;
        Optional<Duration> silentSince = Optional.empty();
        for (Map<String, String> request : packets.fields("icmp.type == 8", "frame.time_epoch", "icmp.seq")) {
            if (!answered.contains(request.get("icmp.seq"))) {
                silentSince = silentSince.or(() -> Optional.of(time(request)));
            } else if (silentSince.isPresent()) {
                Duration silence = time(request).minus(silentSince.get());
                longest = silence.compareTo(longest) > 0 ? silence : longest;
                silentSince = Optional.empty();
            }
        }
        return longest;
    }

    private static Set<String> answered(Packets packets) {
        return packets.fields("icmp.type == 0", "icmp.seq").stream()
                .map(reply -> reply.getOrDefault("icmp.seq", ""))
                .collect(Collectors.toSet());
    }

    private static Duration sinceEpoch(Instant time) {
        return Duration.between(Instant.EPOCH, time);
    }

    private static Outage of(Packets packets, String master, Duration begin) {
        Set<String> answered = answered(packets);
        Outage longest = new Outage(Duration.ZERO, Duration.ZERO);
        Optional<Duration> silentSince = Optional.empty();
        for (Map<String, String> request : packets.fields("icmp.type == 8", "frame.time_epoch", "icmp.seq")) {
            Duration sent = time(request);
            if (!answered.contains(request.get("icmp.seq"))) {
                silentSince = silentSince.or(() -> Optional.of(sent));
            } else if (silentSince.isPresent()) {
                Duration silence = sent.minus(silentSince.get());
                if (sent.compareTo(begin) > 0 && silence.compareTo(longest.silence) > 0) {
                    longest = new Outage(silence, sent.minus(lastAdvert(packets, master, sent)));
                }
                silentSince = Optional.empty();
            }
        }
        return longest;
    }

    private static Duration lastAdvert(Packets packets, String master, Duration before) {
        return packets.fields("vrrp && !icmp && ip.src == " + master, "frame.time_epoch").stream()
                .map(Outage::time)
                .filter(time -> time.compareTo(before) < 0)
                .max(Duration::compareTo)
                .orElseThrow(() -> new LabException(master + " sent no advert"));
    }

    private static Duration time(Map<String, String> packet) {
        BigDecimal seconds = new BigDecimal(packet.getOrDefault("frame.time_epoch", "0"));
        return Duration.ofNanos(seconds.movePointRight(9).longValueExact());
    }
}
