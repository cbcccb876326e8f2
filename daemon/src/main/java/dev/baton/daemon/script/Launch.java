package dev.baton.daemon.script;

import dev.baton.linux.ChildProcess;
import dev.baton.linux.Errno;
import dev.baton.linux.KernelException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A script that may be run, ready to be started as its user.
///
/// @param prefix what makes it another user's process; empty if it runs as ourselves
/// @param command the program's path and its arguments
public record Launch(List<String> prefix, List<String> command) {
    /// What a script must not inherit: it would change how the shell reads it or which code is loaded into it, or it
    /// is meant for our own JVM.
    private static final List<String> WITHHELD =
            List.of("IFS", "LD_PRELOAD", "LD_LIBRARY_PATH", "_JAVA_SR_SIGNUM", "BATON_HASTE");

    private static final String SHELL = "/bin/sh";
    private static final Map<String, String> ENVIRONMENT = environment();

    public Launch {
        prefix = List.copyOf(prefix);
        command = List.copyOf(command);
    }

    /// Starts it with further arguments, in a session of its own and with no descriptor of ours.
    ///
    /// @throws KernelException if it cannot be started
    public ChildProcess start(List<String> further) {
        try {
            return ChildProcess.start(line(List.of(), further), ENVIRONMENT);
        } catch (KernelException refused) {
            // A script without `#!` is the shell's.
            if (!refused.is(Errno.ENOEXEC)) {
                throw refused;
            }
            return ChildProcess.start(line(List.of(SHELL), further), ENVIRONMENT);
        }
    }

    private List<String> line(List<String> interpreter, List<String> further) {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(interpreter);
        line.addAll(command);
        line.addAll(further);
        return line;
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        WITHHELD.forEach(environment::remove);
        return Map.copyOf(environment);
    }
}
