package dev.baton.daemon.recording;

import dev.baton.model.Tick;
import dev.baton.model.VrrpSpec;
import dev.baton.vrrp.Event;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;

/// A recording that is being read, from its beginning on.
public final class Recording implements AutoCloseable {
    private final DataInputStream in;
    private final RecordCodec codec = Format.codec();
    private final Tick begin;
    private final Instant clock;
    private final VrrpSpec spec;
    private Optional<String> problem = Optional.empty();
    private long frames = 1;

    /// One thing in a recording.
    public sealed interface Entry {
        Tick at();

        /// The engine was told this.
        record Told(Tick at, Event event) implements Entry {}

        /// So many events before this tick are not in the recording.
        record Gap(Tick at, long lost) implements Entry {}
    }

    private Recording(DataInputStream in) throws IOException {
        this.in = in;
        requireOurs();
        DataInputStream body = body().orElseThrow(() -> new IOException("it ends before its configuration"));
        if (body.readByte() != Format.BEGINNING) {
            throw new IOException("it does not begin with a configuration");
        }
        begin = new Tick(body.readLong());
        clock = Instant.ofEpochSecond(body.readLong(), body.readInt());
        spec = (VrrpSpec) codec.read(body, Format.SPEC_TYPE);
    }

    /// Opens a recording and reads its configuration.
    ///
    /// @throws IOException with a sentence about the file: it is none, it is another version's, it is broken
    public static Recording open(Path file) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
        try {
            return new Recording(in);
        } catch (IOException refused) {
            in.close();
            throw refused instanceof EOFException ? new IOException("it ends before its configuration") : refused;
        }
    }

    private void requireOurs() throws IOException {
        if (in.readLong() != Format.MAGIC) {
            throw new IOException("it is no recording of Baton's");
        }
        int version = in.readUnsignedShort();
        if (version != Format.VERSION) {
            throw new IOException("its format has version " + version + ", this Baton reads " + Format.VERSION);
        }
        if (in.readInt() != codec.shape()) {
            throw new IOException("it was recorded by a Baton with other events; replay it with that one");
        }
    }

    /// When it began.
    public Tick begin() {
        return begin;
    }

    /// The time of day when it began.
    public Instant clock() {
        return clock;
    }

    /// What the engine was built from.
    public VrrpSpec spec() {
        return spec;
    }

    /// The next thing; empty at the end, or where the file is broken: [#problem()] tells which.
    public Optional<Entry> next() throws IOException {
        try {
            Optional<DataInputStream> body = problem.isEmpty() ? body() : Optional.empty();
            return body.isEmpty() ? Optional.empty() : Optional.of(entry(body.get()));
        } catch (EOFException cut) {
            problem = Optional.of("it is cut off after frame " + frames);
        } catch (IOException broken) {
            problem = Optional.of("frame " + (frames + 1) + " is broken: " + broken.getMessage());
        }
        return Optional.empty();
    }

    private Entry entry(DataInputStream body) throws IOException {
        byte kind = body.readByte();
        Tick at = new Tick(body.readLong());
        Entry entry = switch (kind) {
            case Format.EVENT -> new Entry.Told(at, (Event) codec.read(body, Format.EVENT_TYPE));
            case Format.GAP -> new Entry.Gap(at, body.readLong());
            default -> throw new IOException("kind " + kind + " is unknown");
        };
        frames++;
        return entry;
    }

    /// The body of the next frame; empty at the end of the file.
    private Optional<DataInputStream> body() throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        int length = (first << 24) | (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        if (length < 0 || length > Format.BODY_MAX) {
            throw new IOException("a length of " + length);
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        CRC32C check = new CRC32C();
        check.update(bytes);
        if ((int) check.getValue() != in.readInt()) {
            throw new IOException("its checksum is wrong");
        }
        return Optional.of(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    /// Why reading ended before the file's proper end, if it did.
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
