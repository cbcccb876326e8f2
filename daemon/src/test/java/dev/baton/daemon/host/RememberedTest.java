package dev.baton.daemon.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.daemon.setting.RunFile;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.wire.netlink.InterfaceAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedTest {
    private static final Entry KEPT = address("10.0.0.1");
    private static final Entry NEW = address("10.0.0.2");

    @TempDir
    Path folder;

    private final List<String> log = new ArrayList<>();

    private static Entry address(String text) {
        return new Entry.OfAddress(InterfaceAddress.of(7, new IpPrefix(IpAddress.of(text), 24)));
    }

    private Path file() {
        return folder.resolve("run/baton/entries_1");
    }

    private Remembered daemon() {
        return new Remembered(new RunFile(file()), log::add);
    }

    @Test
    void nextDaemonKnowsWhatTheKilledOneMayHaveLeft() {
        daemon().only(List.of(KEPT));
        Remembered next = daemon();
        assertThat(next.isFormer(KEPT)).isTrue();
        assertThat(next.isFormer(NEW)).isFalse();
    }

    @Test
    void deathInTheMiddleOfAReloadLeavesBoth() {
        Remembered first = daemon();
        first.only(List.of(KEPT));
        first.add(List.of(NEW));
        Remembered next = daemon();
        assertThat(next.isFormer(KEPT)).isTrue();
        assertThat(next.isFormer(NEW)).isTrue();
    }

    @Test
    void cleanStopLeavesNothing() {
        Remembered first = daemon();
        assertThat(first.isAnything()).isFalse();
        first.only(List.of(KEPT));
        first.only(List.of());
        assertThat(file()).doesNotExist();
        assertThat(daemon().isAnything()).isFalse();
    }

    @Test
    void fileThatCannotBeWrittenIsSaidOnce() throws IOException {
        Files.writeString(folder.resolve("run"), "not a folder");
        Remembered first = daemon();
        first.add(List.of(KEPT));
        first.add(List.of(NEW));
        assertThat(log).singleElement().asString().contains(file().toString()).contains("stay");
    }
}
