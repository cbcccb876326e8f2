package dev.baton.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.health.Fixtures.Web;
import dev.baton.model.CheckerSpec;
import dev.baton.model.CheckerSpec.HttpOptions;
import dev.baton.model.CheckerSpec.Timing;
import dev.baton.model.CheckerSpec.Url;
import dev.baton.model.Tick;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// How many failures it takes, and when the next check runs.
class RetryStoryTest {
    private static final String A = "10.1.0.11";
    private static final String B = "10.1.0.12";

    @Test
    void nRetriesAreNPlusOneFailures() {
        Story story = Story.of(new Web()
                        .server(Fixtures.server(A, 1, Fixtures.tcp(A, Fixtures.timing(2, false))))
                        .server(B)
                        .spec())
                .start()
                .at("0s")
                .andThen();
        story.dies(A).at("11s").isAlive(A, true).at("12s").isAlive(A, false);
        assertThat(story.told("run", "pipe", "mail"))
                .containsExactly(
                        "12.000s note TCP_CHECK on service [10.1.0.11]:tcp:80 failed after 2 retries: Connection refused",
                        "12.000s down 10.1.0.11: TCP_CHECK failed 3 times: Connection refused");
        assertThat(story.probes())
                .filteredOn(line -> line.endsWith(A))
                .containsExactly("6.000s probe " + A, "9.000s probe " + A, "12.000s probe " + A);
        story.lives(A).at("17.9s").isAlive(A, false).at("18s").isAlive(A, true);
    }

    @Test
    void beforeTheFirstResultOneFailureIsFinal() {
        Story story = Story.of(new Web().server(A).server(B).spec()).dies(A).start();
        story.isAlive(A, true).at("0s").isAlive(A, false).isAlive(B, true);
    }

    @Test
    void aSuccessForgetsEarlierFailures() {
        Story story = Story.of(new Web().server(A).spec()).start().at("0s");
        story.dies(A)
                .at("6s")
                .lives(A)
                .at("9s")
                .dies(A)
                .at("15s")
                .isAlive(A, true)
                .at("18s")
                .isAlive(A, false);
    }

    @Test
    void alphaServersProveThemselvesFirst() {
        Story story = Story.of(new Web()
                        .server(Fixtures.server(A, 1, Fixtures.tcp(A, Fixtures.timing(1, true))))
                        .spec())
                .dies(A)
                .start();
        story.isAlive(A, false).at("5s").isAlive(A, false).lives(A).at("6s").isAlive(A, true);
        assertThat(story.told("note", "pipe", "mail", "run"))
                .containsExactly(
                        "0.000s lost: only weight 0 is alive, the quorum is 1",
                        "6.000s up 10.1.0.11: TCP_CHECK succeeded",
                        "6.000s gained: weight 1 is alive, the quorum is 1");
    }

    @Test
    void aServerIsAliveOnlyIfAllItsChecksSucceed() {
        CheckerSpec other = Fixtures.tcp("10.9.0.1", Fixtures.timing(0, false));
        Story story = Story.of(new Web()
                        .server(Fixtures.server(A, 1, Fixtures.tcp(A, Fixtures.timing(0, false)), other))
                        .spec())
                .start()
                .at("0s");
        story.dies("10.9.0.1").at("6s").isAlive(A, false);
        story.dies(A).at("12s").lives("10.9.0.1").at("18s").isAlive(A, false);
        story.lives(A).at("24s").isAlive(A, true);
    }

    @Test
    void whatThisMachineCouldNotTryDoesNotCount() {
        Story story = Story.of(new Web().server(A).spec()).start().at("0s").andThen();
        story.answers(A, new ProbeResult.NotTried("Too many open files"))
                .at("30s")
                .isAlive(A, true);
        assertThat(story.told()).hasSize(5).allMatch(line -> line.endsWith("was not tried: Too many open files"));
    }

    @Test
    void firstChecksAreSpreadOverTheWarmUp() {
        Timing warm = new Timing(1, Duration.ofSeconds(3), Duration.ofSeconds(6), Duration.ofSeconds(10), false, false);
        Web web = new Web();
        for (int i = 1; i <= 100; i++) {
            web.server(Fixtures.server("10.1.0." + i, 1, Fixtures.tcp("10.1.0." + i, warm)));
        }
        HealthEngine engine = new HealthEngine(web.spec(), new Random(7));
        engine.handle(Tick.ZERO, new HealthEvent.Started());
        for (int second = 1; second <= 10; second++) {
            Tick now = Tick.ofMillis(second * 1000L);
            assertThat(engine.handle(now, new HealthEvent.DeadlineReached()))
                    .as("second " + second)
                    .hasSizeBetween(2, 25);
        }
        assertThat(engine.nextDeadline()).isEqualTo(Tick.NEVER);
    }

    @Test
    void aScriptRunsAtAnIntervalFromStartToStart() {
        CheckerSpec misc = new CheckerSpec.Misc(
                Fixtures.timing(0, false), Fixtures.script("/check"), Duration.ofSeconds(5), false);
        Story story = Story.of(new Web().server(Fixtures.server(A, 1, misc)).spec())
                .hangs("/check")
                .start()
                .at("4s");
        story.ends(story.pending().iterator().next(), new ProbeResult.Exited(0)).at("5.9s");
        assertThat(story.probes()).hasSize(1);
        assertThat(story.at("6s").probes()).hasSize(2);
    }

    @Test
    void checksKeepTheirPaceWhenTheyAreHeldUp() {
        HealthEngine engine = new HealthEngine(new Web().server(A).spec(), new Random(1));
        engine.handle(Tick.ZERO, new HealthEvent.Started());
        assertThat(nextAfterRun(engine, 0, 100)).isEqualTo(Tick.ofMillis(6000));
        assertThat(nextAfterRun(engine, 8000, 8100))
                .as("began two seconds late")
                .isEqualTo(Tick.ofMillis(12_000));
        assertThat(nextAfterRun(engine, 12_000, 19_000))
                .as("took longer than the interval")
                .isEqualTo(Tick.ofMillis(24_000));
    }

    private static Tick nextAfterRun(HealthEngine engine, long beginMillis, long endMillis) {
        for (HealthEffect effect : engine.handle(Tick.ofMillis(beginMillis), new HealthEvent.DeadlineReached())) {
            if (effect instanceof HealthEffect.StartProbe(ProbeId probe, ProbeSpec _)) {
                engine.handle(Tick.ofMillis(endMillis), new HealthEvent.ProbeEnded(probe, new ProbeResult.Succeeded()));
            }
        }
        return engine.nextDeadline();
    }

    private static Story pages(boolean fast) {
        HttpOptions options = new HttpOptions(false, "1.1", Optional.empty(), false, Optional.empty(), fast, false);
        List<Url> urls = List.of(url("/a"), url("/b"), url("/c"));
        CheckerSpec http = new CheckerSpec.Http(Fixtures.timing(0, false), Fixtures.endpoint(A), options, urls);
        return Story.of(new Web().server(Fixtures.server(A, 1, http)).spec());
    }

    private static Url url(String path) {
        return new Url(path, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    @Test
    void pagesAreAskedForInTurnAndTheFailedOneFirst() {
        Story story = pages(false).start().at("12s").dies("/b").at("24s").isAlive(A, false);
        story.andThen().lives("/b").at("54s").isAlive(A, true);
        assertThat(story.probes())
                .containsExactly(
                        "30.000s probe /b",
                        "36.000s probe /a",
                        "42.000s probe /b",
                        "48.000s probe /c",
                        "54.000s probe /a");
        assertThat(story.told("run", "pipe", "mail", "note")).startsWith("48.000s up 10.1.0.11: HTTP_GET succeeded");
    }

    @Test
    void fastRecoveryAsksForAllPagesAtOnce() {
        Story story = pages(true)
                .start()
                .at("12s")
                .dies("/b")
                .at("24s")
                .andThen()
                .lives("/b")
                .at("30s");
        assertThat(story.isAlive(A, true).probes())
                .containsExactly("30.000s probe /b", "30.000s probe /a", "30.000s probe /b", "30.000s probe /c");
    }

    private static String crlf(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    @Test
    void requestsNameTheHostAndTheProtocol() {
        HttpOptions options =
                new HttpOptions(true, "1.0C", Optional.of("www.example"), true, Optional.empty(), false, true);
        CheckerSpec http = new CheckerSpec.Http(
                Fixtures.timing(0, false), Fixtures.endpoint("fd00::1"), options, List.of(url("/a")));
        assertThat(ProbeSpec.of(http, 0)).isInstanceOfSatisfying(ProbeSpec.Http.class, probe -> {
            assertThat(probe.request())
                    .isEqualTo(crlf(
                            "GET /a HTTP/1.0",
                            "User-Agent: KeepAliveClient",
                            "Connection: close",
                            "Host: www.example"));
            assertThat(probe.tls()).contains(new ProbeSpec.Tls(Optional.of("www.example"), true));
        });
        HttpOptions plain = new HttpOptions(false, "1.0", Optional.empty(), false, Optional.empty(), false, false);
        CheckerSpec bare = new CheckerSpec.Http(
                Fixtures.timing(0, false), Fixtures.endpoint("fd00::1"), plain, List.of(url("/a")));
        assertThat(ProbeSpec.of(bare, 0))
                .isInstanceOfSatisfying(
                        ProbeSpec.Http.class,
                        probe -> assertThat(probe.request())
                                .isEqualTo(
                                        crlf("GET /a HTTP/1.0", "User-Agent: KeepAliveClient", "Host: [fd00::1]:80")));
    }
}
