package dev.baton.vpc.demo;

import dev.baton.vpc.Programs;
import dev.baton.vpc.VpcException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// The right to make namespaces: root has it, and everybody has it inside a user namespace where those are
/// allowed.
final class Privileges {
    private static final String INSIDE = "BATON_IN_USER_NAMESPACE";

    private Privileges() {}

    /// Makes sure that namespaces can be made. If only a user namespace gives the right, runs this very program in
    /// one and returns its exit code; empty means: go on here.
    ///
    /// @throws VpcException if there is no way
    static OptionalInt ensure(JavaLauncher java) throws VpcException {
        String unshare = Programs.require("unshare", "util-linux");
        List<String> attempt = List.of(unshare, "--net", "--mount", "--pid", "--fork", "--mount-proc", "true");
        if (succeeds(attempt)) {
            return OptionalInt.empty();
        }
        List<String> inUserNamespace = new ArrayList<>(List.of(unshare, "--user", "--map-root-user"));
        inUserNamespace.addAll(attempt);
        if (System.getenv(INSIDE) != null || !succeeds(inUserNamespace)) {
            throw new VpcException(
                    "the demo builds its network from namespaces, for which it needs root",
                    "run it as root (sudo), or allow user namespaces on this machine");
        }
        return OptionalInt.of(runInUserNamespace(unshare, java));
    }

    /// The inner program is killed with this one: the kernel sends the signal when the thread that started it,
    /// which waits here, is gone.
    private static int runInUserNamespace(String unshare, JavaLauncher java) throws VpcException {
        String setpriv = Programs.require("setpriv", "util-linux");
        List<String> command =
                new ArrayList<>(List.of(unshare, "--user", "--map-root-user", setpriv, "--pdeathsig", "KILL"));
        command.addAll(java.again());
        try {
            ProcessBuilder inner = new ProcessBuilder(command).inheritIO();
            inner.environment().put(INSIDE, "1");
            return inner.start().waitFor();
        } catch (IOException e) {
            throw new VpcException("starting in a user namespace", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VpcException("waiting for the program in its user namespace", "interrupted");
        }
    }

    private static boolean succeeds(List<String> command) throws VpcException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            throw new VpcException(command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VpcException(command.getFirst(), "interrupted");
        }
    }
}
