package dev.baton.it.lab;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Processes that make and remove interfaces in network namespaces of their own, until it is closed. The kernel does
/// that under the lock that every request for an address takes, in whatever namespace it is: the queue for it is
/// a tenth of a second long at times, while the processors have time for others.
public final class BusyRoutingLock implements AutoCloseable {
    private static final String MAKE_AND_REMOVE = "while :; do {"
            + " for i in 1 2 3 4 5 6 7 8; do echo link add a$i type veth peer name b$i; echo link set a$i up; done;"
            + " for i in 1 2 3 4 5 6 7 8; do echo link del a$i; done; } | ip -batch -; done";
    private static final int BUILDERS = 20;

    private final List<Process> processes = new ArrayList<>();

    /// Starts them. The kernel kills them when the thread that called this ends, however it ends (prctl(2)).
    public BusyRoutingLock() {
        File nowhere = new File("/dev/null");
        try {
            for (int each = 0; each < BUILDERS; each++) {
                processes.add(new ProcessBuilder(
                                "setpriv", "--pdeathsig", "KILL", "unshare", "--net", "sh", "-c", MAKE_AND_REMOVE)
                        .redirectInput(nowhere)
                        .redirectOutput(nowhere)
                        .redirectError(nowhere)
                        .start());
            }
        } catch (IOException e) {
            close();
            throw new LabException("making interfaces", e);
        }
    }

    /// True while all of them are at it.
    public boolean isBusy() {
        return processes.stream().allMatch(Process::isAlive);
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
