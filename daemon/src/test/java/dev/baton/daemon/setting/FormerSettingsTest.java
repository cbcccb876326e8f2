package dev.baton.daemon.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerSettingsTest {
    private static final String NAME = "ipv4/conf/eth0.5/promote_secondaries";

    @TempDir
    Path folder;

    private final List<String> log = new ArrayList<>();

    private Path file() {
        return folder.resolve("run/baton/settings_1");
    }

    private FormerSettings settings() {
        return new FormerSettings(new RunFile(file()), log::add);
    }

    @Test
    void nextDaemonKnowsWhatTheLastOneFoundAndNotWhatItLeft() {
        settings().remember(Map.of(NAME, 0));
        FormerSettings next = settings();
        next.remember(Map.of(NAME, 1));
        assertThat(next.before(NAME)).contains(0);
        assertThat(next.changed("ipv4/conf/", "/promote_secondaries")).containsExactly(NAME);
        assertThat(next.changed("ipv4/conf/", "/rp_filter")).isEmpty();
        assertThat(log).isEmpty();
    }

    @Test
    void fileIsThereOnlyWhileThereIsSomethingToPutBack() {
        FormerSettings settings = settings();
        assertThat(file()).doesNotExist();
        settings.remember(Map.of(NAME, 0));
        assertThat(file()).hasContent(NAME + " 0");
        settings.forget(Set.of(NAME));
        assertThat(file()).doesNotExist();
        assertThat(settings().before(NAME)).isEmpty();
    }

    @Test
    void whatIsNoSettingIsNotBelieved() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "ipv4/../../../etc/passwd 0\n\nipv4/a\nipv4/b 99999999999\n" + NAME + " 2\n");
        FormerSettings settings = settings();
        assertThat(settings.changed("", "")).containsExactly(NAME);
    }

    @Test
    void fileThatCannotBeWrittenIsSaidOnce() throws IOException {
        Files.writeString(folder.resolve("run"), "not a folder");
        FormerSettings settings = settings();
        settings.remember(Map.of(NAME, 0));
        settings.remember(Map.of("ipv4/other", 0));
        assertThat(settings.before(NAME)).contains(0);
        assertThat(log).singleElement().asString().contains(file().toString()).contains("not after a crash");
    }
}
