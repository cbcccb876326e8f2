package dev.baton.it.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/// A control group of this machine whose processes may have little memory together, as a container's do.
public final class MemoryGroup implements AutoCloseable {
    private static final Path OF_ITS_OWN = Path.of("/sys/fs/cgroup/memory");
    private static final Path UNIFIED = Path.of("/sys/fs/cgroup");

    private final Path folder;

    private MemoryGroup(Path folder) {
        this.folder = folder;
    }

    /// A group without processes.
    public static MemoryGroup create(int mebibytes) {
        boolean first = Files.isDirectory(OF_ITS_OWN);
        Path folder = (first ? OF_ITS_OWN : UNIFIED).resolve("baton-it-" + UUID.randomUUID());
        try {
            Files.createDirectory(folder);
            MemoryGroup group = new MemoryGroup(folder);
            group.write(first ? "memory.limit_in_bytes" : "memory.max", mebibytes + "M");
            return group;
        } catch (IOException e) {
            throw new LabException("making " + folder + ": " + e, e);
        }
    }

    /// Puts a peer in, as the first process to go when there is no memory left.
    public void add(Peer peer) {
        for (long pid : peer.pids()) {
            write("cgroup.procs", Long.toString(pid));
            try {
                Files.writeString(Path.of("/proc/" + pid + "/oom_score_adj"), "1000");
            } catch (IOException e) {
                throw new LabException("choosing " + pid, e);
            }
        }
    }

    /// Another program in the group takes all there is, until the kernel kills it too.
    public void exhaust() {
        Command.run(List.of("sh", "-c", "echo $$ >" + folder.resolve("cgroup.procs") + "; exec tail /dev/zero"));
    }

    private void write(String file, String value) {
        try {
            Files.writeString(folder.resolve(file), value);
        } catch (IOException e) {
            throw new LabException("writing " + value + " to " + folder.resolve(file), e);
        }
    }

    @Override
    public void close() {
        // The kernel may still be busy with what it has killed.
        Await.until(
                folder + " is gone",
                Peer.STOP_MAX,
                () -> {
                    try {
                        return Files.deleteIfExists(folder);
                    } catch (IOException busy) {
                        return false;
                    }
                },
                () -> "");
    }
}
