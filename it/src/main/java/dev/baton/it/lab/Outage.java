package dev.baton.it.lab;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One failure of a master as a client saw it. All times are those at which the kernel saw the packets.
///
/// @param silence the longest time between two answers: the outage, at most one probe interval too long
/// @param sinceAdvert from the master's last advert to the first answer after the silence: what the protocol bounds by
///        Master_Down_Interval, and by Skew_Time when that advert had priority 0
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

    private static Duration sinceEpoch(Instant time) {
        return Duration.between(Instant.EPOCH, time);
    }

    /// @param begin of the fault since the epoch; what a busy machine did to the probe before is not our concern
    private static Outage of(Packets packets, String master, Duration begin) {
        List<Duration> all = times(packets, "icmp.type == 0");
        int before =
                (int) all.stream().takeWhile(time -> time.compareTo(begin) < 0).count();
        List<Duration> answers = all.subList(Math.max(before - 1, 0), all.size());
        int after = 1;
        for (int i = 2; i < answers.size(); i++) {
            if (gap(answers, i).compareTo(gap(answers, after)) > 0) {
                after = i;
            }
        }
        Duration back = answers.get(after);
        Duration advert = times(packets, "vrrp && !icmp && ip.src == " + master).stream()
                .filter(time -> time.compareTo(back) < 0)
                .max(Duration::compareTo)
                .orElseThrow(() -> new LabException(master + " sent no advert"));
        return new Outage(gap(answers, after), back.minus(advert));
    }

    private static Duration gap(List<Duration> times, int end) {
        return times.get(end).minus(times.get(end - 1));
    }

    private static List<Duration> times(Packets packets, String filter) {
        return packets.fields(filter, "frame.time_epoch").stream()
                .map(packet -> new BigDecimal(packet.get("frame.time_epoch")))
                .map(seconds -> Duration.ofNanos(seconds.movePointRight(9).longValueExact()))
                .toList();
    }
}
