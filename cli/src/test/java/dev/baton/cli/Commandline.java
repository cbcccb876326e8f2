package dev.baton.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import picocli.CommandLine;

/// Runs a command in this JVM and keeps what it printed.
record Commandline(int exitCode, String out, String err) {
    static final Path RESOURCES = Path.of("src/test/resources");

    static Commandline run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExitCodeExceptionMapper(_ -> Failure.EXIT_CODE)
                .execute(arguments);
        return new Commandline(exitCode, out.toString(), err.toString());
    }
}
