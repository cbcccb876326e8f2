package dev.baton.daemon.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Tick;
import dev.baton.model.Tracked;
import dev.baton.model.VrrpSpec;
import dev.baton.vrrp.Event;
import dev.baton.wire.ByteView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    private static final VrrpSpec SPEC = spec("""
            vrrp_script up { script "/bin/true" }
            vrrp_sync_group both {
                group { one two }
            }
            vrrp_instance one {
                interface eth0
                virtual_router_id 51
                priority 150
                advert_int 1
                authentication {
                    auth_type PASS
                    auth_pass secret
                }
                unicast_src_ip 192.0.2.1
                unicast_peer { 192.0.2.2 }
                virtual_ipaddress { 192.0.2.80/24 label eth0:1 }
            }
            vrrp_instance two {
                interface eth0
                version 3
                virtual_router_id 52
                nopreempt
                track_script { up weight -20 }
                virtual_ipaddress { fe80::80/64 fd00::80/64 }
            }
            """);
    private static final Tick BEGIN = new Tick(5_000_000_000L);
    private static final InterfaceName ETH0 = new InterfaceName("eth0");

    @TempDir
    private Path folder = Path.of("");

    private static VrrpSpec spec(String text) {
        return KeepalivedConfig.read(
                        new MemorySourceLoader("/", Map.of("/k.conf", text)), "/k.conf", ReadOptions.forHost("host"))
                .configuration()
                .orElseThrow()
                .vrrp();
    }

    private static List<Event> everyKindOfEvent() {
        return List.of(
                new Event.WallClockRead(Instant.ofEpochSecond(1_800_000_000L, 7)),
                new Event.LinkChanged(ETH0, true),
                new Event.SourceAddressChanged(ETH0, IpFamily.IPV4, Optional.of(IpAddress.of("192.0.2.1"))),
                new Event.SourcePresenceChanged(IpAddress.of("fe80::1"), false),
                new Event.Started(Duration.ofMillis(450)),
                new Event.DatagramReceived(
                        ETH0, IpAddress.of("192.0.2.2"), IpAddress.of("192.0.2.1"), 255, ByteView.of(new byte[] {1, 2, 3
                        })),
                new Event.LoopStalled(Duration.ofMillis(70)),
                new Event.DeadlineReached(),
                new Event.AddressLost("one", IpAddress.of("192.0.2.80")),
                new Event.TrackedChanged(Tracked.Kind.BFD, "session", true),
                new Event.ScriptEnded("up", false),
                new Event.FileValueChanged("file", -3),
                new Event.Reconfigured(SPEC),
                new Event.HandoverRequested("one"),
                new Event.HandoverLifted("one"),
                new Event.GracefulStopRequested(),
                new Event.StopRequested());
    }

    private Path recorded() throws IOException {
        Path file = folder.resolve("recording");
        try (Recorder recorder = Recorder.begin(file, BEGIN, SPEC, complaint -> {
            throw new IllegalStateException(complaint);
        })) {
            Tick at = BEGIN;
            for (Event event : everyKindOfEvent()) {
                recorder.take(at, event);
                at = at.plusMicros(1_000);
            }
        }
        return file;
    }

    private static List<Recording.Entry> entries(Recording recording) throws IOException {
        List<Recording.Entry> entries = new ArrayList<>();
        for (Optional<Recording.Entry> next = recording.next(); next.isPresent(); next = recording.next()) {
            entries.add(next.get());
        }
        return entries;
    }

    @Test
    void whatIsReadIsWhatWasTaken() throws IOException {
        try (Recording recording = Recording.open(recorded())) {
            assertThat(recording.spec()).isEqualTo(SPEC);
            assertThat(recording.begin()).isEqualTo(BEGIN);
            List<Recording.Entry> entries = entries(recording);
            assertThat(recording.problem()).isEmpty();
            assertThat(entries).hasSameSizeAs(everyKindOfEvent());
            assertThat(entries.get(1))
                    .isEqualTo(new Recording.Entry.Told(BEGIN.plusMicros(1_000), new Event.LinkChanged(ETH0, true)));
        }
    }

    @Test
    void everyKindOfEventKeepsItsBytes() throws IOException {
        assertThat(everyKindOfEvent().stream().map(Event::getClass))
                .containsAll(List.of(Event.class.getPermittedSubclasses()).stream()
                        .<Class<? extends Event>>map(kind -> kind.asSubclass(Event.class))
                        .toList());
        RecordCodec codec = Format.codec();
        for (Event event : everyKindOfEvent()) {
            byte[] bytes = bytes(codec, event);
            Object read = codec.read(new DataInputStream(new ByteArrayInputStream(bytes)), Format.EVENT_TYPE);
            assertThat(bytes(codec, (Event) read)).as(event::toString).isEqualTo(bytes);
        }
    }

    private static byte[] bytes(RecordCodec codec, Event event) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        codec.write(new DataOutputStream(bytes), Format.EVENT_TYPE, event);
        return bytes.toByteArray();
    }

    @Test
    void aFileThatIsCutOffAnywhereSaysSoAndShowsTheRest() throws IOException {
        byte[] whole = Files.readAllBytes(recorded());
        List<Integer> counts = new ArrayList<>();
        for (int length = 0; length < whole.length; length++) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
            try (Recording recording = Recording.open(cut)) {
                counts.add(entries(recording).size());
            } catch (IOException refused) {
                assertThat(refused).hasMessage("it ends before its configuration");
            }
        }
        assertThat(counts).isSorted().endsWith(everyKindOfEvent().size() - 1);
    }

    @Test
    void aByteThatHasChangedIsNoticed() throws IOException {
        byte[] whole = Files.readAllBytes(recorded());
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x40;
            Path file = Files.write(folder.resolve("changed"), changed);
            try (Recording recording = Recording.open(file)) {
                entries(recording);
                assertThat(recording.problem()).as("byte %d", at).isPresent();
            } catch (IOException refused) {
                assertThat(refused.getMessage()).as("byte %d", at).isNotBlank();
            }
        }
    }

    @Test
    void anotherFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("text"), "vrrp_instance VI_1 {}\n");
        assertThatThrownBy(() -> Recording.open(file)).hasMessage("it is no recording of Baton's");
    }

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(recorded())))
                .isEqualTo("rw-------");
    }
}
