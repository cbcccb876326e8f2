package dev.baton.daemon.recording;

import dev.baton.model.Tick;
import dev.baton.model.VrrpSpec;
import dev.baton.vrrp.Event;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Writes every event to a file, on a thread of its own.
///
/// Whoever hands an event over never waits: there is no lock, and when the writer is too far behind, events are counted
/// instead of kept. The file has the passwords of the configuration in it, so only its owner may read it.
public final class Recorder implements AutoCloseable {
    private static final int WAITING_MAX = 100_000;
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final RecordCodec codec = Format.codec();
    private final DataOutputStream out;
    private final Consumer<String> complaints;
    private final Thread writer;
    /// Only the thread that hands over touches it.
    private long lost;

    private volatile boolean closing;

    private record Entry(Tick at, Event event, long lostBefore) {}

    private Recorder(DataOutputStream out, Consumer<String> complaints) {
        this.out = out;
        this.complaints = complaints;
        this.writer = Thread.ofPlatform().name("recorder").daemon().unstarted(this::writeAll);
    }

    /// Begins a recording; a file that is there already is replaced.
    ///
    /// @param spec what the engine was built from
    /// @param complaints gets a sentence when writing fails
    /// @throws IOException if the file cannot be written
    public static Recorder begin(Path file, Tick now, VrrpSpec spec, Consumer<String> complaints) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Recorder recorder =
                new Recorder(new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file))), complaints);
        recorder.out.writeLong(Format.MAGIC);
        recorder.out.writeShort(Format.VERSION);
        recorder.out.writeInt(recorder.codec.shape());
        Instant clock = Instant.now();
        recorder.frame(body -> {
            body.writeByte(Format.BEGINNING);
            body.writeLong(now.nanos());
            body.writeLong(clock.getEpochSecond());
            body.writeInt(clock.getNano());
            recorder.codec.write(body, Format.SPEC_TYPE, spec);
        });
        recorder.out.flush();
        recorder.writer.start();
        return recorder;
    }

    /// Takes what the engine is told. To be called by one thread.
    ///
    /// @param event must not change afterwards, nor must the bytes of a packet in it
    public void take(Tick at, Event event) {
        if (count.get() >= WAITING_MAX) {
            lost++;
            return;
        }
        waiting.add(new Entry(at, event, lost));
        lost = 0;
        count.incrementAndGet();
    }

    private void writeAll() {
        try {
            while (!closing || !waiting.isEmpty()) {
                if (!writeWaiting()) {
                    out.flush();
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
            out.close();
        } catch (IOException full) {
            complaints.accept("recording ends: " + full.getMessage());
            count.set(WAITING_MAX);
            waiting.clear();
        }
    }

    private boolean writeWaiting() throws IOException {
        @Nullable Entry entry = waiting.poll();
        if (entry == null) {
            return false;
        }
        count.decrementAndGet();
        if (entry.lostBefore() > 0) {
            frame(body -> {
                body.writeByte(Format.GAP);
                body.writeLong(entry.at().nanos());
                body.writeLong(entry.lostBefore());
            });
        }
        frame(body -> {
            body.writeByte(Format.EVENT);
            body.writeLong(entry.at().nanos());
            codec.write(body, Format.EVENT_TYPE, entry.event());
        });
        return true;
    }

    private interface Body {
        void write(DataOutputStream body) throws IOException;
    }

    private void frame(Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.write(new DataOutputStream(bytes));
        CRC32C check = new CRC32C();
        check.update(bytes.toByteArray());
        out.writeInt(bytes.size());
        bytes.writeTo(out);
        out.writeInt((int) check.getValue());
    }

    /// Writes what was taken and ends; waits for the disk at most a few seconds.
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(writer);
        try {
            writer.join(CLOSE_MAX);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
