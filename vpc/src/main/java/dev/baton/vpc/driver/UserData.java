package dev.baton.vpc.driver;

import dev.baton.vpc.Namespace;
import dev.baton.vpc.VpcException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The script that a client gave an instance. It runs as root at every start, because a machine starts with a
/// fresh disk and nothing else would start what it is for.
///
/// @param script the script itself; empty if there is none
record UserData(String script) {
    private static final String FILE = Namespace.FOLDER + "/user-data";
    private static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// @param text Base64, with line breaks or without
    static UserData of(String text) throws VpcException {
        try {
            return new UserData(new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new VpcException("reading user data", e);
        }
    }

    /// Starts it and does not wait for it.
    ///
    /// @param log a file outside, to which all that it prints is appended
    void run(Namespace machine, Path log) throws VpcException {
        if (!script.isBlank()) {
            machine.write(FILE, script.getBytes(StandardCharsets.UTF_8));
            machine.spawn(command(), log);
        }
    }

    /// By the program that its first line names, with at most one argument, as the kernel does; else by the shell.
    List<String> command() {
        List<String> command = new ArrayList<>(List.of("env", PATH, "HOME=/root"));
        String first = script.lines().findFirst().orElse("");
        command.addAll(
                first.matches("#!\\s*/.*") ? List.of(first.substring(2).strip().split("\\s+", 2)) : List.of("/bin/sh"));
        command.add(FILE);
        return command;
    }
}
