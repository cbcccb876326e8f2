package dev.baton.vpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptNetworkTest {
    @TempDir
    private Path folder;

    @Test
    void nothingIsSweptWhereNothingWasKept() throws VpcException {
        assertThat(new KeptNetwork(folder.resolve("none")).sweep()).isEmpty();
    }

    @Test
    void processWithThePidButAnotherStartTimeIsSpared() throws Exception {
        Process bystander = new ProcessBuilder("sleep", "60").start();
        try {
            note("ha1 " + bystander.pid() + " 1\n");
            assertThat(new KeptNetwork(folder.resolve("kept")).sweep()).isEmpty();
            assertThat(bystander.isAlive()).isTrue();
            assertThat(folder.resolve("kept")).doesNotExist();
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void holderIsEndedAndTheNoteRemoved() throws Exception {
        Process holder = new ProcessBuilder("sleep", "60").start();
        String stat = Files.readString(Path.of("/proc/" + holder.pid() + "/stat"));
        note("ha1 " + holder.pid() + " " + stat.split(" ", -1)[21] + "\nnot a holder\n");
        assertThat(new KeptNetwork(folder.resolve("kept")).sweep()).containsExactly("ha1");
        assertThat(holder.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("kept")).doesNotExist();
    }

    private void note(String text) throws IOException {
        Files.createDirectories(folder.resolve("kept"));
        Files.writeString(folder.resolve("kept/network"), text);
    }
}
