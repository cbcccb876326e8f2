package dev.baton.it.lab;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One process for each processor that does nothing but compute, until it is closed.
public final class BusyProcessors implements AutoCloseable {
    private final List<Process> processes = new ArrayList<>();

    /// Starts them. The kernel kills them when the thread that called this ends, however it ends (prctl(2)).
    public BusyProcessors() {
        int processors = Runtime.getRuntime().availableProcessors();
        File nowhere = new File("/dev/null");
        try {
            for (int each = 0; each < processors; each++) {
                processes.add(new ProcessBuilder("setpriv", "--pdeathsig", "KILL", "sh", "-c", "while :; do :; done")
                        .redirectInput(nowhere)
                        .redirectOutput(nowhere)
                        .redirectError(nowhere)
                        .start());
            }
        } catch (IOException e) {
            close();
            throw new LabException("computing", e);
        }
    }

    /// True while all of them compute.
    public boolean isBusy() {
        return processes.stream().allMatch(Process::isAlive);
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
