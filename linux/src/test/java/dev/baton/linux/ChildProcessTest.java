package dev.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
@Timeout(60)
class ChildProcessTest {
    private static final int SIGKILL = 9;

    private static ChildProcess.End run(String script) {
        try (ChildProcess child =
                ChildProcess.start(List.of("/bin/sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"))) {
            return await(child);
        }
    }

    private static ChildProcess.End await(ChildProcess child) {
        try (EventLoop loop = EventLoop.open()) {
            loop.watch(child, now -> loop.stop());
            loop.run();
        }
        return child.poll().orElseThrow();
    }

    @Test
    void exitStatusAndSignalAreToldApart() {
        assertThat(run("exit 7")).isEqualTo(new ChildProcess.End.Exited(7));
        assertThat(run("exit 137")).isEqualTo(new ChildProcess.End.Exited(137));
        assertThat(run("kill -SEGV $$")).isEqualTo(new ChildProcess.End.Killed(11));
    }

    @Test
    void theChildStartsWithACleanSlate(@TempDir Path folder) throws Exception {
        Path seen = folder.resolve("seen");
        run(
                "{ grep -E 'Sig(Blk|Ign)' /proc/self/status; ls /proc/$$/fd | sed 's/^/fd /'; env; ps -o sid= -p $$; echo $$; } > "
                        + seen);
        List<String> lines = Files.readAllLines(seen);
        assertThat(lines.get(0)).matches("SigBlk:\\s+0000000000000000");
        // glibc itself has its two signals for threads (32, 33) ignored in a spawned program.
        assertThat(lines.get(1)).matches("SigIgn:\\s+0000000(18|00)0000000");
        assertThat(lines).contains("PATH=/usr/bin:/bin");
        // The shell keeps a copy of its output at 10 while it redirects; nothing of the JVM's is there.
        assertThat(lines.stream().filter(line -> line.startsWith("fd ")))
                .containsExactlyInAnyOrder("fd 0", "fd 1", "fd 2", "fd 10");
        assertThat(lines.get(lines.size() - 2).strip()).isEqualTo(lines.getLast());
    }

    @Test
    void aRunningProgramHasNoEndAndASignalReachesItsWholeGroup() {
        try (ChildProcess child =
                ChildProcess.start(List.of("/bin/sh", "-c", "sleep 60 & wait"), Map.of("PATH", "/usr/bin:/bin"))) {
            assertThat(child.poll()).isEqualTo(Optional.empty());
            child.signal(SIGKILL);
            assertThat(await(child)).isEqualTo(new ChildProcess.End.Killed(SIGKILL));
            child.signal(SIGKILL);
        }
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ChildProcess.start(List.of("/no/such/script"), Map.of()))
                .hasMessage("start /no/such/script: No such file or directory (ENOENT)");
    }

    @Test
    void endedChildrenLeaveNothingOpen() {
        run("exit 0");
        long before = OpenDescriptors.count();
        for (int index = 0; index < 50; index++) {
            run("exit 0");
        }
        assertThat(OpenDescriptors.count()).isEqualTo(before);
    }
}
