package dev.baton.cli;

import dev.baton.config.format.Formatter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baton fmt`: lays configuration files out.
@Command(
        name = "fmt",
        mixinStandardHelpOptions = true,
        description = {
            "Lay configuration files out: indentation, blanks and empty lines.",
            "Words and comments stay as they are, also in files with mistakes. Includes are not followed."
        },
        footer = {
            "",
            "Example: baton fmt --write /etc/keepalived/keepalived.conf",
            "",
            "Exit codes: 0 done, 1 a file could not be read or written, or --check found one",
            "that is not laid out."
        })
final class FmtCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files.")
    private List<Path> files = List.of();

    @Option(names = "--check", description = "Print nothing but the names of files that are not laid out.")
    private boolean check;

    @Option(names = "--write", description = "Write the files instead of printing them.")
    private boolean write;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        boolean allLaidOut = true;
        for (Path file : files) {
            String text = read(file);
            String formatted = Formatter.format(text);
            boolean laidOut = text.equals(formatted);
            allLaidOut &= laidOut;
            if (check) {
                out.print(laidOut ? "" : file + "\n");
            } else if (write && !laidOut) {
                replace(file.toRealPath(), formatted);
            } else if (!write) {
                out.flush();
                out.print(new String(formatted.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            }
        }
        out.flush();
        return check && !allLaidOut ? Failure.EXIT_CODE : 0;
    }

    /// One character for each byte, so that a file that is not UTF-8 comes out as it went in.
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + Failure.sentence(e), e);
        }
    }

    /// The old file stays until the new one is complete, and its owner and permissions stay for good.
    private static void replace(Path file, String text) throws IOException {
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), ".baton-fmt", "");
        try {
            Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            Files.writeString(draft, text, StandardCharsets.ISO_8859_1);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.writeString(file, text, StandardCharsets.ISO_8859_1);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
