package dev.baton.it.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A running capture of an interface; [#stop] hands over what was seen.
public final class Capture implements AutoCloseable {
    private final Program dumpcap;
    private final Path file;

    private Capture(Program dumpcap, Path file) {
        this.dumpcap = dumpcap;
        this.file = file;
    }

    /// What an interface of a host sees.
    public static Capture of(Host host, String device) {
        return start(host.machine(), device);
    }

    static Capture start(Namespace where, String device) {
        String inside = "/run/capture-" + System.nanoTime() + ".pcap";
        Program dumpcap = Program.start(where, Map.of(), List.of("dumpcap", "-q", "-P", "-i", device, "-w", inside));
        Await.until(
                "dumpcap captures",
                Duration.ofSeconds(10),
                () -> dumpcap.log().contains("File:") || !dumpcap.isRunning(),
                dumpcap::log);
        return new Capture(dumpcap, where.file(inside));
    }

    /// Ends the capture; what was on the wire before this call is in it.
    public Packets stop() {
        // The kernel hands packets over in blocks, each at most 100 ms after its first packet, and nothing says
        // that there is none on its way.
        Await.pause(Duration.ofMillis(250));
        dumpcap.terminate();
        dumpcap.await(Duration.ofSeconds(10));
        try {
            Path kept = Files.createTempFile("baton-lab-", ".pcap");
            kept.toFile().deleteOnExit();
            return new Packets(Files.write(kept, Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new LabException("reading the capture", e);
        } finally {
            dumpcap.close();
        }
    }

    @Override
    public void close() {
        dumpcap.close();
    }
}
