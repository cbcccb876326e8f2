package dev.baton.vpc.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A PostgreSQL server of this test alone: a cluster in a temporary folder, a loopback port, gone at [#close]. It runs
/// as an unprivileged user, because it refuses root.
public final class Postgres implements AutoCloseable {
    private static final String USER = "postgres";

    private final Path folder;
    private final Path programs;
    private final int port;

    private Postgres(Path folder, Path programs, int port) {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
    }

    /// Starts one; returns when it answers.
    public static Postgres start() throws IOException {
        Path folder = Files.createTempDirectory("baton-postgres-");
        Postgres postgres = new Postgres(folder, programs(), freePort());
        postgres.run("chown", USER, folder.toString());
        postgres.runAs("initdb", "-D", postgres.data(), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync");
        postgres.begin();
        return postgres;
    }

    public Database database() throws StoreException {
        return Database.at("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + USER);
    }

    /// Starts the server after [#halt].
    public void begin() throws IOException {
        String options = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -p " + port;
        runAs(
                "pg_ctl",
                "-D",
                data(),
                "-w",
                "-o",
                options,
                "-l",
                folder.resolve("log").toString(),
                "start");
    }

    /// Ends the server at once, as its crash would; the cluster stays.
    public void halt() throws IOException {
        runAs("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(Path.of(data(), "postmaster.pid"))) {
            halt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Postgres::delete);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void runAs(String program, String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of("runuser", "-u", USER, "--"));
        line.add(programs.resolve(program).toString());
        line.addAll(List.of(words));
        run(line.toArray(String[]::new));
    }

    private void run(String... line) throws IOException {
        Path log = folder.resolveSibling(folder.getFileName() + ".log");
        Process process = new ProcessBuilder(line)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int code = endOf(process);
        String said = Files.readString(log, UTF_8);
        Files.delete(log);
        if (code != 0) {
            throw new IOException(String.join(" ", line) + " ended with " + code + "\n" + said);
        }
    }

    private static int endOf(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// Debian keeps each version's programs in a folder of its own, outside PATH.
    private static Path programs() throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Path.of("/usr/bin");
        }
        try (Stream<Path> found = Files.list(versions)) {
            Optional<Path> newest = found.max(Comparator.naturalOrder());
            return newest.orElse(Path.of("/usr")).resolve("bin");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
