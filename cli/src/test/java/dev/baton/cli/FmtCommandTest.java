package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FmtCommandTest {
    private static final byte[] UNTIDY =
            "global_defs {\nrouter_id   caf\u00e9\n}\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void printsByDefaultAndLeavesTheFileAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), "a  {\nb\n}");
        Commandline result = Commandline.run(new FmtCommand(), file.toString());
        assertThat(result.out()).isEqualTo("a {\n    b\n}\n");
        assertThat(result.exitCode()).isZero();
        assertThat(Files.readString(file)).isEqualTo("a  {\nb\n}");
    }

    @Test
    void writesEveryByteAndKeepsPermissionsAndLinks() throws IOException {
        Path file = Files.write(folder.resolve("a.conf"), UNTIDY);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.conf"), file);
        assertThat(Commandline.run(new FmtCommand(), "--write", link.toString()).exitCode())
                .isZero();
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.readAllBytes(file)).contains(0xe9).hasSize(UNTIDY.length + 2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        try (java.util.stream.Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).hasSize(2);
        }
    }

    @Test
    void checkNamesFilesThatAreNotLaidOut() throws IOException {
        Path untidy = Files.write(folder.resolve("a.conf"), UNTIDY);
        Path tidy = Files.writeString(folder.resolve("b.conf"), "a {\n    b\n}\n");
        Commandline result = Commandline.run(new FmtCommand(), "--check", untidy.toString(), tidy.toString());
        assertThat(result.out()).isEqualTo(untidy + "\n");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(Commandline.run(new FmtCommand(), "--check", tidy.toString()).exitCode())
                .isZero();
    }
}
