package dev.baton.vpc.demo;

import dev.baton.linux.MonotonicClock;
import dev.baton.model.Tick;
import dev.baton.vpc.VpcException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The tutorial, played: page from HA1, HA1 off, page from HA2, HA1 on again.
final class Playbook implements AutoCloseable {
    private static final Duration DAEMON_START_MAX = Duration.ofSeconds(60);
    private static final Duration PAGE_MAX = Duration.ofSeconds(5);
    private static final Duration SLACK = Duration.ofSeconds(5);
    private static final Duration PROBE_PERIOD = Duration.ofMillis(5);
    private static final int PROBES_BEFORE = 40;
    private static final int PROBES_AFTER = 20;
    private static final int LOG_LINES = 10;

    private final Host ha1;
    private final Host ha2;
    private final Duration bound;
    private final Narrator narrator;
    private final DemoOptions options;
    private final StoryView view;
    private Optional<Stage> stage = Optional.empty();
    private Optional<String> pageBefore = Optional.empty();
    private Optional<String> pageAfter = Optional.empty();
    private Optional<String> masterBefore = Optional.empty();
    private Optional<String> masterAfter = Optional.empty();
    private Optional<Duration> outage = Optional.empty();

    Playbook(Host ha1, Host ha2, Duration protocolBound, DemoOptions options, StoryView view) {
        this.options = options;
        this.view = view;
        this.ha1 = ha1;
        this.ha2 = ha2;
        this.bound = protocolBound;
        this.narrator = new Narrator(view, this::scene);
    }

    /// Plays to the end, or to the step that fails. The network is still up afterwards.
    Report play() {
        Optional<String> failure = Optional.empty();
        try {
            rise();
            fall();
            comeBack();
        } catch (StepFailed e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
        }
        return new Report(pageBefore, pageAfter, masterBefore, masterAfter, outage, bound, narrator.results(), failure);
    }

    /// The network, once its step has been played.
    Optional<Stage> stage() {
        return stage;
    }

    Narrator narrator() {
        return narrator;
    }

    private Scene scene() {
        return stage.map(Stage::scene).orElseGet(() -> new Scene(ha1.node(""), ha2.node(""), Optional.empty()));
    }

    private void rise() throws StepFailed {
        narrator.step(Step.NETWORK, () -> {
            stage = Optional.of(Stage.build(ha1, ha2, options));
            return "the VPC is up, without broadcast and multicast; the HaVip is bound to HA1 and HA2";
        });
        view.note("           Watch it in the cloud's console: " + vpc().console());
        narrator.step(Step.FIRST_MASTER, () -> {
            vpc().powerOn(ha1);
            awaitOf(ha1, DAEMON_START_MAX.plus(bound), () -> isMaster(ha1), "did not get the HaVip");
            masterBefore = vpc().master();
            return "HA1 is MASTER and has the HaVip: it announced it, and it is bound to it";
        });
        narrator.step(Step.SECOND_BACKUP, () -> {
            vpc().powerOn(ha2);
            awaitOf(ha2, DAEMON_START_MAX, () -> ha2.log().state().equals("BACKUP"), "did not become BACKUP");
            return "HA2 is BACKUP";
        });
        narrator.step(Step.PAGE_BEFORE, () -> {
            pageBefore = awaitPage(ha1);
            return "http://" + Tutorial.EIP + "/ shows \"Welcome to HA1\"";
        });
    }

    private void fall() throws StepFailed {
        try (Prober prober = new Prober(vpc().client(), Tutorial.EIP, PROBE_PERIOD)) {
            narrator.step(Step.POWER_OFF, () -> {
                narrator.await(SLACK, () -> prober.answered().size() >= PROBES_BEFORE, () -> "the EIP does not answer");
                vpc().powerOff(ha1);
                narrator.await(SLACK, () -> stage.filter(up -> up.isOff(ha1)).isPresent(), () -> "HA1 does not stop");
                return "HA1 is off; nothing on it had time to say goodbye";
            });
            narrator.step(Step.TAKEOVER, () -> takeOver(prober));
        } catch (VpcException e) {
            throw new StepFailed(String.valueOf(e.getMessage()));
        }
        narrator.step(Step.PAGE_AFTER, () -> {
            pageAfter = awaitPage(ha2);
            return "http://" + Tutorial.EIP + "/ shows \"Welcome to HA2\"";
        });
    }

    private String takeOver(Prober prober) throws StepFailed {
        awaitOf(ha2, bound.plus(SLACK), () -> isMaster(ha2), "did not get the HaVip");
        int before = prober.answered().size();
        narrator.await(SLACK, () -> prober.answered().size() >= before + PROBES_AFTER, () -> "the EIP does not answer");
        masterAfter = vpc().master();
        Duration measured = Outage.longest(prober.answered(), PROBE_PERIOD);
        outage = Optional.of(measured);
        return "HA2 is MASTER and has the HaVip; nobody answered for %d ms (the protocol allows %d ms)"
                .formatted(measured.toMillis(), bound.toMillis());
    }

    private void comeBack() throws StepFailed {
        narrator.step(Step.POWER_ON, () -> {
            vpc().powerOn(ha1);
            awaitOf(ha1, DAEMON_START_MAX, () -> ha1.log().state().equals("BACKUP"), "did not become BACKUP");
            return "HA1 is on again and starts as BACKUP";
        });
        narrator.step(Step.AFTERMATH, () -> {
            Tick end = MonotonicClock.now().plus(bound).plus(Duration.ofMillis(500));
            while (!end.isReachedAt(MonotonicClock.now()) && !ha1.log().entered("MASTER")) {
                narrator.look();
            }
            masterAfter = vpc().master();
            if (ha1.log().entered("MASTER") || !isMaster(ha2)) {
                throw new StepFailed("HA1 took over again, which its priority does not allow" + logOf(ha1));
            }
            return "HA1 stays BACKUP although its file says MASTER: HA2 is heard, and both files say priority 120, which"
                    + " is not higher. Had both started at the same moment, HA2 would have won by its higher address";
        });
    }

    private Stage vpc() throws StepFailed {
        return stage.orElseThrow(() -> new StepFailed("there is no network"));
    }

    private boolean isMaster(Host host) {
        return stage.flatMap(Stage::master).equals(Optional.of(host.name()))
                && host.log().state().equals("MASTER");
    }

    private Optional<String> awaitPage(Host host) throws StepFailed, VpcException {
        Browser browser = new Browser(vpc().client());
        Tick end = MonotonicClock.now().plus(PAGE_MAX);
        Optional<String> page = browser.hostAt(Tutorial.EIP);
        while (page.isEmpty() && !end.isReachedAt(MonotonicClock.now())) {
            narrator.look();
            page = browser.hostAt(Tutorial.EIP);
        }
        if (!page.equals(Optional.of(host.name()))) {
            String seen = page.map(other -> "it is " + other + "'s").orElse("there is none");
            throw new StepFailed("the page should be " + host.name() + "'s, but " + seen + logOf(host));
        }
        return page;
    }

    /// Waits for something about a host, and no longer than its daemon lives.
    private void awaitOf(Host host, Duration limit, BooleanSupplier done, String complaint) throws StepFailed {
        narrator.await(
                limit,
                () -> done.getAsBoolean() || host.daemonEnded(),
                () -> host.name() + " " + complaint + " in " + limit.toMillis() + " ms" + logOf(host));
        if (!done.getAsBoolean()) {
            throw new StepFailed("the daemon on " + host.name() + " has ended" + logOf(host));
        }
    }

    private String logOf(Host host) {
        StringBuilder text = new StringBuilder();
        List<String> lines = host.log().tail(LOG_LINES);
        if (!lines.isEmpty()) {
            text.append("\n    ").append(host.name()).append(" wrote last:");
            lines.forEach(line -> text.append("\n        ").append(line));
        }
        return text.toString();
    }

    @Override
    public void close() throws VpcException {
        if (stage.isPresent()) {
            stage.get().close();
        }
        stage = Optional.empty();
    }
}
