package dev.baton.it.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.daemon.probe.ProbeRunner;
import dev.baton.health.ProbeFailure;
import dev.baton.health.ProbeId;
import dev.baton.health.ProbeResult;
import dev.baton.health.ProbeSpec;
import dev.baton.it.lab.Await;
import dev.baton.model.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The scripts of `MISC_CHECK`.
@Tag("kernel")
@Timeout(60)
class ScriptProbesTest {
    private static final Duration START_MOST = Duration.ofSeconds(15);

    private static ProbeSpec run(Duration timeout, String... command) {
        return new ProbeSpec.Misc(new Script(List.of(command), Optional.empty(), Optional.empty(), false), timeout);
    }

    private static ProbeSpec shell(Duration timeout, String script) {
        return run(timeout, "/bin/sh", "-c", script);
    }

    @Test
    void endsAreTold() {
        try (Probing probing = new Probing()) {
            assertThat(probing.probe(shell(Probing.PATIENT, "exit 0"))).isEqualTo(new ProbeResult.Exited(0));
            assertThat(probing.probe(shell(Probing.PATIENT, "exit 7"))).isEqualTo(new ProbeResult.Exited(7));
            assertThat(probing.probe(shell(Probing.PATIENT, "kill -9 $$"))).isEqualTo(new ProbeResult.Exited(137));
        }
    }

    @Test
    void whatCannotBeStartedSaysNothingOfTheServer() {
        try (Probing probing = new Probing()) {
            assertThat(probing.probe(run(Probing.PATIENT, "/nowhere/script")))
                    .isEqualTo(new ProbeResult.NotTried("there is no such file"));
            assertThat(probing.load()).isEqualTo(new ProbeRunner.Load(0, 0));
        }
    }

    @Test
    void itRunsAsItsUser(@TempDir Path directory) throws IOException {
        Path note = directory.resolve("note");
        Files.createFile(note);
        try (Probing probing = new Probing(Probing.settings("global_defs {\nscript_user nobody\n}\n"))) {
            assertThat(probing.probe(shell(Probing.PATIENT, "test $(id -un) = nobody")))
                    .isEqualTo(new ProbeResult.Exited(0));
        }
    }

    @Test
    void lateScriptsEndWithEverythingThatTheyStarted(@TempDir Path directory) throws IOException {
        Path pid = directory.resolve("pid");
        String stubborn = "trap '' TERM; (trap '' TERM; sleep 300) & echo $! >" + pid + "; wait; sleep 300";
        try (Probing probing = new Probing()) {
            long start = System.nanoTime();
            assertThat(probing.failure(shell(Duration.ofSeconds(1), stubborn)))
                    .isEqualTo(new ProbeFailure.TimedOut("the end of the script", Duration.ofSeconds(1)));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            awaitEnd(Long.parseLong(Files.readString(pid).strip()));
        }
    }

    @Test
    void nothingIsLeftAtTheEnd(@TempDir Path directory) throws Exception {
        Path pid = directory.resolve("pid");
        try (Probing probing = new Probing()) {
            CompletableFuture<ProbeResult> _ = probing.start(
                    new ProbeId(99),
                    shell(
                            Probing.PATIENT,
                            "echo $$ >" + pid + ".new; mv " + pid + ".new " + pid
                                    + "; trap '' TERM; sleep 300; sleep 300"));
            Await.until("it runs", START_MOST, () -> Files.exists(pid), () -> "");
        }
        awaitEnd(Long.parseLong(Files.readString(pid).strip()));
    }

    private static void awaitEnd(long pid) {
        Await.until(
                "process " + pid + " has ended",
                START_MOST,
                () -> ProcessHandle.of(pid).isEmpty() || isZombie(pid),
                () -> "");
    }

    private static boolean isZombie(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
        } catch (IOException gone) {
            return true;
        }
    }

    @Test
    void soManyAtATime() {
        try (Probing probing = new Probing(Probing.settings().bounded(10, 10, 2))) {
            List<CompletableFuture<ProbeResult>> results = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                results.add(probing.start(shell(Probing.PATIENT, "exit 0")));
            }
            assertThat(results).allSatisfy(result -> assertThat(result.join()).isEqualTo(new ProbeResult.Exited(0)));
            assertThat(probing.load()).isEqualTo(new ProbeRunner.Load(0, 0));
        }
    }
}
