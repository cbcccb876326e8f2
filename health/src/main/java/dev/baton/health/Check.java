package dev.baton.health;

import dev.baton.model.CheckerSpec;
import dev.baton.model.CheckerSpec.Timing;
import dev.baton.model.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One checker: counts failures, and says when its target counts as failed. Several servers may share it.
///
/// As long as it has not come to a result of its own, the first failure is final: a daemon that starts beside a dead
/// server does not send it traffic for all the retries.
final class Check implements Agenda.Waiting {
    /// What a result amounts to.
    ///
    /// @param delay until the next run
    record Conclusion(Kind kind, Duration delay, Optional<HealthReason> reason) {
        enum Kind {
            /// Nothing that anybody has to know.
            SAME,
            /// Up as it was believed to be, and now it is known.
            CONFIRMED_UP,
            WENT_UP,
            /// Failed, and will be tried again before it counts.
            RETRIES,
            /// Down as it was believed to be, and now it is known.
            CONFIRMED_DOWN,
            WENT_DOWN
        }
    }

    private static final long NEVER = Tick.NEVER.nanos();

    private final CheckerSpec spec;
    private List<Server> servers = new ArrayList<>(1);
    private boolean up;
    private boolean hasRun;
    private boolean enabled;
    private long failures;
    private final UrlTour tour;
    private OptionalInt status = OptionalInt.empty();
    private Optional<ProbeFailure> lastFailure = Optional.empty();
    // Numbers and not Ticks: they change with every run, and objects that live for seconds are costly garbage.
    private long lastEnd = NEVER;
    /// When the latest run was to begin.
    private long planned = NEVER;
    private long due = NEVER;
    private Optional<ProbeId> running = Optional.empty();

    Check(CheckerSpec spec, boolean up, boolean hasRun) {
        this.spec = spec;
        this.up = up;
        this.hasRun = hasRun;
        this.tour =
                new UrlTour(spec instanceof CheckerSpec.Http http ? http.urls().size() : 1);
    }

    /// Takes the result of a run in.
    Conclusion conclude(Tick now, ProbeResult result) {
        running = Optional.empty();
        lastEnd = now.nanos();
        return switch (result) {
            case ProbeResult.Succeeded() -> success();
            case ProbeResult.Failed(ProbeFailure why) -> failure(why);
            case ProbeResult.NotTried _ -> same(timing().interval());
            case ProbeResult.Exited(int code) -> exited(code);
        };
    }

    /// 0 is a success with the configured weight, and so is what names a weight; everything else is a failure.
    private Conclusion exited(int code) {
        boolean weighs = isDynamic() && code >= 2 && code <= 255;
        if (weighs) {
            status = OptionalInt.of(code);
        } else if (code == 0) {
            status = OptionalInt.empty();
        }
        return code == 0 || weighs ? success() : failure(new ProbeFailure.ExitStatus(code));
    }

    /// True if its exit status is a weight.
    boolean isDynamic() {
        return spec instanceof CheckerSpec.Misc misc && misc.dynamic();
    }

    private Conclusion success() {
        failures = 0;
        lastFailure = Optional.empty();
        boolean known = up && hasRun;
        if (!tour.succeeded()) {
            return same(isFastRecovering() ? Duration.ZERO : timing().interval());
        }
        Conclusion.Kind kind =
                known ? Conclusion.Kind.SAME : up ? Conclusion.Kind.CONFIRMED_UP : Conclusion.Kind.WENT_UP;
        hasRun = true;
        up = true;
        return new Conclusion(kind, timing().interval(), Optional.of(new HealthReason.CheckSucceeded(name())));
    }

    private boolean isFastRecovering() {
        return !up && spec instanceof CheckerSpec.Http http && http.options().fastRecovery();
    }

    private Conclusion failure(ProbeFailure why) {
        lastFailure = Optional.of(why);
        failures++;
        HealthReason reason = new HealthReason.CheckFailed(name(), why, failures);
        if (up && hasRun && failures <= timing().retries()) {
            return new Conclusion(Conclusion.Kind.RETRIES, timing().delayBeforeRetry(), Optional.of(reason));
        }
        Conclusion.Kind kind =
                up ? Conclusion.Kind.WENT_DOWN : hasRun ? Conclusion.Kind.SAME : Conclusion.Kind.CONFIRMED_DOWN;
        failures = 0;
        hasRun = true;
        up = false;
        status = OptionalInt.empty();
        tour.failed();
        return new Conclusion(kind, timing().interval(), Optional.of(reason));
    }

    private static Conclusion same(Duration delay) {
        return new Conclusion(Conclusion.Kind.SAME, delay, Optional.empty());
    }

    /// What an event says instead of a run: a file's value, a BFD session.
    Conclusion.Kind told(Tick now, boolean well, ProbeFailure why) {
        Conclusion.Kind kind = well == up && hasRun
                ? Conclusion.Kind.SAME
                : well
                        ? (up ? Conclusion.Kind.CONFIRMED_UP : Conclusion.Kind.WENT_UP)
                        : (up ? Conclusion.Kind.WENT_DOWN : Conclusion.Kind.CONFIRMED_DOWN);
        up = well;
        hasRun = true;
        lastEnd = now.nanos();
        lastFailure = well ? Optional.empty() : Optional.of(why);
        return kind;
    }

    /// Begins a run and forgets the due time.
    ProbeId run(ProbeId probe) {
        planned = due;
        due = NEVER;
        running = Optional.of(probe);
        return probe;
    }

    /// When the next run is due. Another try comes a while after the last one's end; else runs keep their pace, from
    /// planned start to planned start: checks that were held up together do not stay together.
    Tick next(Tick now, Conclusion conclusion) {
        Duration delay = conclusion.delay();
        if (conclusion.kind() == Conclusion.Kind.RETRIES || delay.isZero()) {
            return now.plus(delay);
        }
        Tick at = new Tick(planned).plus(delay);
        if (at.compareTo(now) >= 0) {
            return at;
        }
        return spec instanceof CheckerSpec.Misc ? now : firstOfItsPaceAfter(now, delay);
    }

    private Tick firstOfItsPaceAfter(Tick now, Duration delay) {
        long late = now.nanos() - planned;
        return new Tick(planned).plus(delay.multipliedBy(late / delay.toNanos() + 1));
    }

    ProbeSpec probe() {
        return ProbeSpec.of(spec, tour.position());
    }

    /// True for checks that are run; others are told.
    boolean isRun() {
        return switch (spec) {
            case CheckerSpec.File f -> false;
            case CheckerSpec.Bfd b -> false;
            case CheckerSpec.Tcp t -> true;
            case CheckerSpec.Http h -> true;
            case CheckerSpec.Smtp s -> true;
            case CheckerSpec.Dns d -> true;
            case CheckerSpec.Misc m -> true;
            case CheckerSpec.Ping p -> true;
            case CheckerSpec.Udp u -> true;
        };
    }

    /// The keyword that it was configured with.
    String name() {
        return switch (spec) {
            case CheckerSpec.Tcp t -> "TCP_CHECK";
            case CheckerSpec.Http http -> http.options().tls() ? "SSL_GET" : "HTTP_GET";
            case CheckerSpec.Smtp s -> "SMTP_CHECK";
            case CheckerSpec.Dns d -> "DNS_CHECK";
            case CheckerSpec.Misc m -> "MISC_CHECK";
            case CheckerSpec.Ping p -> "PING_CHECK";
            case CheckerSpec.Udp u -> "UDP_CHECK";
            case CheckerSpec.File f -> "FILE_CHECK";
            case CheckerSpec.Bfd b -> "BFD_CHECK";
        };
    }

    CheckView view() {
        return new CheckView(name(), up, hasRun, lastFailure, new Tick(lastEnd), enabled);
    }

    CheckerSpec spec() {
        return spec;
    }

    Timing timing() {
        return spec.timing();
    }

    boolean isUp() {
        return up;
    }

    /// The weight that the script named when it ran last, plus two; empty means the configured one.
    OptionalInt status() {
        return status;
    }

    List<Server> servers() {
        return servers;
    }

    void forgetServers() {
        servers = new ArrayList<>(1);
    }

    boolean isEnabled() {
        return enabled;
    }

    void setEnabled(boolean nowEnabled) {
        enabled = nowEnabled;
    }

    /// The run that is given up, if one was under way.
    Optional<ProbeId> giveUp() {
        Optional<ProbeId> given = running;
        running = Optional.empty();
        due = NEVER;
        return given;
    }

    void setDue(Tick at) {
        due = at.nanos();
    }

    @Override
    public long dueNanos() {
        return due;
    }
}
