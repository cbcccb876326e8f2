package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.daemon.control.ControlThread;
import dev.baton.daemon.control.DaemonFacts;
import dev.baton.daemon.control.StatusSource;
import dev.baton.daemon.control.WallTime;
import dev.baton.linux.MonotonicClock;
import dev.baton.model.Tick;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class StatusCommandTest {
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder = Path.of("/nowhere");

    @Test
    void instancesComeAsATableThatNothingInItCanBreak() {
        Commandline status = run(new Instances(MonotonicClock.now()));
        assertThat(status.exitCode()).as(status.err()).isZero();
        assertThat(status.out().lines().toList())
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("INSTANCE  STATE   PRIORITY     INTERFACE"),
                        row -> assertThat(row)
                                .contains("VI_1")
                                .contains("90 (of 120)")
                                .contains("10.0.0.1/24 10.0.0.2/24 +1")
                                .endsWith("script ?[2J failed"));
    }

    @Test
    void programsGetTheSameAsJson() {
        Commandline status = run(new Instances(MonotonicClock.now()), "--json");
        assertThat(JsonMapper.shared()
                        .readTree(status.out())
                        .at("/instances/0/reason/sentence")
                        .asString())
                .isEqualTo("script \u001b[2J failed");
    }

    @Test
    void whatIsOldIsShownAndSaid() {
        Tick before =
                new Tick(MonotonicClock.now().nanos() - Duration.ofSeconds(7).toNanos());
        Commandline status = run(new Instances(before));
        assertThat(status.exitCode()).isOne();
        assertThat(status.out()).contains("VI_1");
        assertThat(status.err()).contains("has not answered for 7.");
    }

    @Test
    void nobodyThereAndNothingOfTheKindAreSentences() {
        Commandline nobody = Commandline.run(
                new StatusCommand(), "-s", folder.resolve("none").toString());
        assertThat(nobody.exitCode()).isOne();
        assertThat(nobody.err()).contains("no daemon answers at " + folder.resolve("none"));
        Commandline nothing = run(new Instances(MonotonicClock.now()), "--services");
        assertThat(nothing.exitCode()).isOne();
        assertThat(nothing.err()).contains("there is no part 'services'; there is: instances");
    }

    private Commandline run(StatusSource source, String... options) {
        Path socket = folder.resolve("s");
        DaemonFacts facts = new DaemonFacts("/k.conf", MonotonicClock.now());
        String[] words = new String[options.length + 2];
        words[0] = "-s";
        words[1] = socket.toString();
        System.arraycopy(options, 0, words, 2, options.length);
        try (ControlThread served = ControlThread.start(socket, facts, List.of(source), log::add)) {
            while (!Files.exists(socket)) {
                assertThat(log).isEmpty();
                Thread.onSpinWait();
            }
            assertThat(served).isNotNull();
            return Commandline.run(new StatusCommand(), words);
        }
    }

    private record Instances(Tick at) implements StatusSource, StatusSource.Snapshot {
        @Override
        public String name() {
            return "instances";
        }

        @Override
        public Snapshot snapshot() {
            return this;
        }

        @Override
        public Object tree(WallTime clock) {
            return List.of(Map.of(
                    "name",
                    "VI_1",
                    "state",
                    "BACKUP",
                    "since",
                    clock.of(at).toString(),
                    "priority",
                    90,
                    "configured_priority",
                    120,
                    "addresses",
                    List.of("10.0.0.1/24", "10.0.0.2/24", "10.0.0.3/24"),
                    "reason",
                    Map.of("sentence", "script \u001b[2J failed")));
        }
    }
}
